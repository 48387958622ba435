package dev.sterna.migration;

import dev.sterna.migration.Fact.Nature;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the objects of a schema are, as properties; the names are those by which statements of a script call them. */
final class ObjectFacts {
    private static final Set<String> MYSQL = Set.of("mysql", "mariadb");

    private final boolean mysql;
    private final Map<ObjectName, Map<String, Fact>> objects = new LinkedHashMap<>();

    ObjectFacts(String engine) {
        this.mysql = MYSQL.contains(engine);
    }

    boolean isMySql() {
        return mysql;
    }

    Map<ObjectName, Map<String, Fact>> objects() {
        return Collections.unmodifiableMap(objects);
    }

    /**
     * The one name of an object that may be called in several ways: a table has one primary key, an extension stands in
     * one schema only, MySQL does not tell unique constraints from unique indexes, and the privileges on an object are
     * one object whoever has them.
     */
    static ObjectName key(ObjectName name, String engine) {
        return switch (name.kind()) {
            case PRIMARY_KEY -> new ObjectName(name.kind(), name.schema(), name.table(), "primary key");
            case EXTENSION -> new ObjectName(name.kind(), null, null, name.name());
            case UNIQUE_CONSTRAINT ->
                MYSQL.contains(engine)
                        ? new ObjectName(ObjectKind.INDEX, name.schema(), name.table(), name.name())
                        : name;
            case GRANT -> {
                int to = MYSQL.contains(engine) ? name.name().lastIndexOf(" to ") : -1;
                yield to < 0
                        ? name
                        : new ObjectName(
                                name.kind(),
                                name.schema(),
                                name.table(),
                                name.name().substring(0, to));
            }
            case ROUTINE -> MYSQL.contains(engine) ? withoutArguments(name) : name;
            default -> name;
        };
    }

    /** There are no two of one name, and each product writes the types of arguments in its own way. */
    private static ObjectName withoutArguments(ObjectName name) {
        int arguments = name.name().indexOf('(');
        return arguments <= 0
                ? name
                : new ObjectName(
                        name.kind(), name.schema(), name.table(), name.name().substring(0, arguments));
    }

    /** The object of that name, to be given properties; there even without any. */
    Of of(ObjectKind kind, String schema, String table, String name) {
        ObjectName key = new ObjectName(kind, schema, table, name);
        return new Of(objects.computeIfAbsent(key, other -> new LinkedHashMap<>()));
    }

    /** Takes the properties of one object. A property without a value is left out. */
    record Of(Map<String, Fact> facts) {
        Of structure(String property, Object value) {
            return add(Nature.STRUCTURE, property, value);
        }

        Of expression(String property, String sql) {
            return add(Nature.EXPRESSION, property, sql);
        }

        Of state(String property, Object value) {
            return add(Nature.STATE, property, value);
        }

        private Of add(Nature nature, String property, Object value) {
            if (value != null) {
                facts.put(property, new Fact(nature, String.valueOf(value)));
            }
            return this;
        }
    }
}
