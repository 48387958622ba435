package dev.sterna.dialect.rename;

import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Makes objects anew under new names, and remembers which of them are not the same or not there any more. */
final class KeptObjects {
    private final Renaming renaming;
    private final Set<ObjectName> unsure = new LinkedHashSet<>();
    private final Set<ObjectName> leftOut = new LinkedHashSet<>();

    KeptObjects(Renaming renaming) {
        this.renaming = renaming;
    }

    List<ObjectName> unsure() {
        return List.copyOf(unsure);
    }

    List<ObjectName> leftOut() {
        return List.copyOf(leftOut);
    }

    boolean isLeftOut(ObjectName object) {
        return leftOut.contains(object);
    }

    void leaveOut(ObjectName object) {
        leftOut.add(object);
    }

    /** Whether it is a comment, an owner or a state of something that is left out. */
    boolean isOfLeftOut(ObjectName name) {
        return leftOut.stream()
                .anyMatch(out -> out.name().equals(name.name())
                        && Objects.equals(out.schema(), name.schema())
                        && (name.table() == null
                                ? out.kind() == ObjectKind.OTHER
                                : name.table().equals(out.table())));
    }

    /** Those of the objects whose SQL names nothing that is not there any more. */
    <T> List<T> kept(Collection<T> objects, Function<T, ObjectName> name, BiFunction<T, RenamedText, T> renamed) {
        List<T> kept = new ArrayList<>();
        for (T object : objects) {
            ObjectName old = name.apply(object);
            if (leftOut.contains(old)) {
                continue;
            }
            RenamedText text = renaming.text();
            T now = renamed.apply(object, text);
            if (text.needsLeftOut()) {
                leftOut.add(old);
                continue;
            }
            if (text.isDoubtful()) {
                unsure.add(old);
            }
            kept.add(now);
        }
        return kept;
    }
}
