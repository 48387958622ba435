package dev.sterna.model.schema;

import dev.sterna.model.Column;
import dev.sterna.model.TextFolding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A column.
 *
 * @param column name, type, nullability, charset and collation (as SQL has it where it has a schema, null for the type's own)
 * @param defaultSql the default as an SQL expression of the engine (a text quoted, {@code NULL} for an explicit one), or
 *     null for none
 * @param generation null unless it is computed from other columns
 * @param identity null unless the engine counts it up
 * @param onUpdateSql what an update of the row sets it to, or null
 * @param comment null for none
 * @param storage what only its engine knows: {@code INVISIBLE}, {@code SRID}, {@code JSON} for a text that the engine
 *     checks to be one, in the engine's words
 * @param folding which texts the column's collation takes for one, as the reader of the catalogue tells it; none of a
 *     column that is yet to be made
 */
public record ColumnDefinition(
        Column column,
        String defaultSql,
        Generation generation,
        Identity identity,
        String onUpdateSql,
        String comment,
        Map<String, String> storage,
        TextFolding folding) {

    /** Key in {@code storage} of a column that its table declares although it inherits it too. */
    public static final String DECLARED = "DECLARED";

    /** Key in {@code storage} of a text that is checked to be JSON by the engine itself. */
    public static final String DOCUMENT = "JSON";

    public ColumnDefinition {
        storage = Map.copyOf(storage);
    }

    /** A column that tells all its texts apart, or has none. */
    public ColumnDefinition(
            Column column,
            String defaultSql,
            Generation generation,
            Identity identity,
            String onUpdateSql,
            String comment,
            Map<String, String> storage) {
        this(column, defaultSql, generation, identity, onUpdateSql, comment, storage, TextFolding.NONE);
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

    /** Whether it is a text that the engine checks to be JSON: by a check that has the column's name. */
    public boolean isDocument() {
        return storage.containsKey(DOCUMENT);
    }

    /** The same, of which nothing is checked by itself. */
    public ColumnDefinition unchecked() {
        Map<String, String> rest = new HashMap<>(storage);
        rest.remove(DOCUMENT);
        return new ColumnDefinition(column, defaultSql, generation, identity, onUpdateSql, comment, rest, folding);
    }

    /** The same as a plain column, whose values nobody computes. */
    public ColumnDefinition plain() {
        return new ColumnDefinition(
                column.by(Column.Generated.NO), defaultSql, null, identity, onUpdateSql, comment, storage, folding);
    }

    /** The same, counted otherwise. */
    public ColumnDefinition counted(Identity other) {
        return new ColumnDefinition(column, defaultSql, generation, other, onUpdateSql, comment, storage, folding);
    }

    /** The same, of another column. */
    public ColumnDefinition with(Column other) {
        return new ColumnDefinition(other, defaultSql, generation, identity, onUpdateSql, comment, storage, folding);
    }

    /**
     * Computed by an expression of the engine.
     *
     * @param lasting whether it gives the same for the same row at any time and to anyone
     * @param refused why no server takes the expression for a new column any more; null where nothing is known against it
     * @param extensions whose functions it calls
     */
    public record Generation(String sql, boolean stored, boolean lasting, String refused, List<String> extensions) {
        public Generation {
            extensions = List.copyOf(extensions);
        }

        /** One that servers take. */
        public Generation(String sql, boolean stored, boolean lasting) {
            this(sql, stored, lasting, null, List.of());
        }

        /** One that lasts. */
        public Generation(String sql, boolean stored) {
            this(sql, stored, true);
        }

        /** The same in other words. */
        public Generation with(String otherSql) {
            return new Generation(otherSql, stored, lasting, refused, extensions);
        }
    }

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
