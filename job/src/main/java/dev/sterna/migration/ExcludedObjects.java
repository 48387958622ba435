package dev.sterna.migration;

import dev.sterna.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The objects that the configuration leaves out, by patterns over kind and name. */
public final class ExcludedObjects {
    private final List<String> patterns;

    /** @param patterns as in {@code trigger shop.orders.*} */
    public ExcludedObjects(List<String> patterns) {
        this.patterns = patterns.stream().map(String::strip).toList();
    }

    /** Whether a pattern means the object, as {@link ObjectName#toString} has it. */
    public boolean contains(ObjectName object) {
        return patterns.stream().anyMatch(pattern -> Globs.matches(pattern, object.toString()));
    }

    /** The patterns that mean none of these: most likely mistyped. */
    public List<String> unused(Collection<ObjectName> objects) {
        List<String> unused = new ArrayList<>(patterns);
        unused.removeIf(pattern -> objects.stream().anyMatch(object -> Globs.matches(pattern, object.toString())));
        return unused;
    }
}
