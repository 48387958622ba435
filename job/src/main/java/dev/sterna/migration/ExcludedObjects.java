package dev.sterna.migration;

import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The objects that the configuration leaves out, by patterns over kind and name. */
public final class ExcludedObjects {
    private static final Set<ObjectKind> OF_TABLE = EnumSet.of(
            ObjectKind.SCHEMA,
            ObjectKind.TABLE,
            ObjectKind.COLUMN,
            ObjectKind.PRIMARY_KEY,
            ObjectKind.IDENTITY,
            ObjectKind.PARTITIONING,
            ObjectKind.INHERITANCE,
            ObjectKind.SYSTEM_VERSIONING,
            ObjectKind.POLICY,
            ObjectKind.COMMENT);

    private final List<String> patterns;

    /** @param patterns as in {@code trigger shop.orders.*} */
    public ExcludedObjects(List<String> patterns) {
        this.patterns = patterns.stream().map(String::strip).toList();
    }

    /** Whether a pattern means the object, as {@link ObjectName#toString} has it. */
    public boolean contains(ObjectName object) {
        return contains(object.toString());
    }

    /** The same of an object's kind and name, as {@link ObjectName#toString} has them. */
    public boolean contains(String object) {
        return patterns.stream().anyMatch(pattern -> Globs.matches(pattern, object));
    }

    /** Whether an object of that kind can be left out: it is none that a table is made of. */
    public static boolean canName(ObjectKind kind) {
        return !OF_TABLE.contains(kind);
    }

    /** The patterns that mean none of these: most likely mistyped. */
    public List<String> unused(Collection<ObjectName> objects) {
        List<String> unused = new ArrayList<>(patterns);
        unused.removeIf(pattern -> objects.stream().anyMatch(object -> Globs.matches(pattern, object.toString())));
        return unused;
    }
}
