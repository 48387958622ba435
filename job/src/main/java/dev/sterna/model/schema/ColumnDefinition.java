package dev.sterna.model.schema;

import dev.sterna.model.Column;
import java.util.Map;

/**
 * A column.
 *
 * @param column name, type, nullability, charset and collation (of PostgreSQL as SQL has it, null for the type's own)
 * @param defaultSql the default as an SQL expression of the engine (a text quoted, {@code NULL} for an explicit one), or
 *     null for none
 * @param generation null unless it is computed from other columns
 * @param identity null unless the engine counts it up
 * @param onUpdateSql what an update of the row sets it to, or null
 * @param comment null for none
 * @param storage what only its engine knows: {@code INVISIBLE}, {@code SRID}, {@code JSON} for a text that the engine
 *     checks to be one, in the engine's words
 */
public record ColumnDefinition(
        Column column,
        String defaultSql,
        Generation generation,
        Identity identity,
        String onUpdateSql,
        String comment,
        Map<String, String> storage) {

    public ColumnDefinition {
        storage = Map.copyOf(storage);
    }

    /** A column of which the engine knows nothing else. */
    public ColumnDefinition(
            Column column,
            String defaultSql,
            Generation generation,
            Identity identity,
            String onUpdateSql,
            String comment) {
        this(column, defaultSql, generation, identity, onUpdateSql, comment, Map.of());
    }

    /** Computed by an expression of the engine. */
    public record Generation(String sql, boolean stored) {}

    /**
     * Counted up by the engine.
     *
     * @param sequence its counter; of AUTO_INCREMENT an unnamed one; null where the table that this is a partition of
     *     counts
     */
    public record Identity(Kind kind, Sequence sequence) {
        /** SERIAL is a default that takes the next value of an owned sequence. */
        public enum Kind {
            ALWAYS,
            BY_DEFAULT,
            SERIAL,
            AUTO_INCREMENT
        }
    }
}
