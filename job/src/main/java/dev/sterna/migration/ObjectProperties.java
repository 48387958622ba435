package dev.sterna.migration;

import dev.sterna.dialect.SchemaNormalForm;
import dev.sterna.migration.ObjectProperty.Nature;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the objects of a schema are, as properties; the names are those by which statements of a script call them. */
final class ObjectProperties {
    private final SchemaNormalForm form;
    private final Map<ObjectName, Map<String, ObjectProperty>> objects = new LinkedHashMap<>();

    /** @param form in which everything that is given properties comes */
    ObjectProperties(SchemaNormalForm form) {
        this.form = form;
    }

    SchemaNormalForm form() {
        return form;
    }

    Map<ObjectName, Map<String, ObjectProperty>> objects() {
        return Collections.unmodifiableMap(objects);
    }

    /**
     * The one name of an object that may be called in several ways: a table has one primary key, an extension stands in
     * one schema only, and the engine may take still more for one.
     */
    static ObjectName key(ObjectName name, SchemaNormalForm form) {
        return switch (name.kind()) {
            case PRIMARY_KEY -> new ObjectName(name.kind(), name.schema(), name.table(), "primary key");
            case EXTENSION -> new ObjectName(name.kind(), null, null, name.name());
            default -> form.of(name);
        };
    }

    /** The object of that name, to be given properties; there even without any. */
    Of of(ObjectKind kind, String schema, String table, String name) {
        ObjectName key = new ObjectName(kind, schema, table, name);
        return new Of(objects.computeIfAbsent(key, other -> new LinkedHashMap<>()));
    }

    /** Takes the properties of one object. A property without a value is left out. */
    record Of(Map<String, ObjectProperty> properties) {
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
                properties.put(property, new ObjectProperty(nature, String.valueOf(value)));
            }
            return this;
        }
    }
}
