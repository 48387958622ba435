package dev.sterna.model.schema;

import dev.sterna.model.TableName;
import java.util.List;

/** A type that users made. */
public sealed interface UserType {
    TableName name();

    /** Null for none. */
    String comment();

    /**
     * A domain.
     *
     * @param defaultSql null for none
     */
    record Domain(
            TableName name,
            String base,
            String collation,
            boolean notNull,
            String defaultSql,
            List<Check> checks,
            String comment)
            implements UserType {
        public Domain {
            checks = List.copyOf(checks);
        }
    }

    /** An enumeration, values in their order. */
    record Enumeration(TableName name, List<String> values, String comment) implements UserType {
        public Enumeration {
            values = List.copyOf(values);
        }
    }

    /** A composite type; attributes as name and type in the engine's words. */
    record Composite(TableName name, List<Attribute> attributes, String comment) implements UserType {
        public Composite {
            attributes = List.copyOf(attributes);
        }

        /** One field. */
        public record Attribute(String name, String type, String collation) {}
    }

    /**
     * A range type.
     *
     * @param definition what stands after {@code AS RANGE}, in the engine's words
     */
    record Range(TableName name, String subtype, String definition, String comment) implements UserType {}
}
