package dev.sterna.dialect.postgres.ddl;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Makes objects anew under new names, and remembers which of them are not the same or not there any more. */
final class RenamedObjects {
    private final NameMapping names;
    private final Set<ObjectName> unsure = new LinkedHashSet<>();
    private final Set<ObjectName> leftOut = new LinkedHashSet<>();

    RenamedObjects(NameMapping names) {
        this.names = names;
    }

    List<ObjectName> unsure() {
        return List.copyOf(unsure);
    }

    List<ObjectName> leftOut() {
        return List.copyOf(leftOut);
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
    <T> List<T> kept(List<T> objects, Function<T, ObjectName> name, BiFunction<T, RenamedSql, T> renamed) {
        List<T> kept = new ArrayList<>();
        for (T object : objects) {
            ObjectName old = name.apply(object);
            if (leftOut.contains(old)) {
                continue;
            }
            RenamedSql sql = new RenamedSql(names);
            T now = renamed.apply(object, sql);
            if (sql.needsGone()) {
                leftOut.add(old);
                continue;
            }
            if (sql.isDoubtful()) {
                unsure.add(old);
            }
            kept.add(now);
        }
        return kept;
    }

    /** What an object is called now. */
    ObjectName name(ObjectName old) {
        RenamedSql sql = new RenamedSql(names);
        if (old.table() != null) {
            TableName table = names.relation(new TableName(old.schema(), old.table()));
            return new ObjectName(old.kind(), table.schema(), table.name(), old.name());
        }
        if (old.schema() == null || old.kind() == ObjectKind.EXTENSION) {
            return new ObjectName(old.kind(), old.schema(), null, sql.of(old.name()));
        }
        if (old.kind() == ObjectKind.ROUTINE) {
            return new ObjectName(old.kind(), names.schema(old.schema()), null, sql.of(old.name()));
        }
        TableName known = names.find(new TableName(old.schema(), old.name()), false);
        if (known != null) {
            return new ObjectName(old.kind(), known.schema(), null, known.name());
        }
        boolean schemaItself = old.schema().equals(old.name());
        return new ObjectName(
                old.kind(),
                names.schema(old.schema()),
                null,
                schemaItself ? names.schema(old.name()) : nameOfOther(old.name(), sql));
    }

    /** Of an operator it is SQL; others may have any character in theirs. */
    private static String nameOfOther(String name, RenamedSql sql) {
        return name.endsWith(")") && name.contains(".") ? sql.of(name) : name;
    }
}
