package dev.sterna.dialect.rename;

import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.TableDefinition;
import java.util.Map;

/** The SQL of one table with other names of its columns, as an engine writes it. */
public interface ColumnTexts {
    /**
     * An expression or condition over the table's columns.
     *
     * @param names of columns that get others, by their own
     * @return the same text where it names none of them; null where it is not wholly understood
     */
    String expression(String sql, TableDefinition table, Map<String, String> names);

    /** The statement of an index; null where it has none, or it is not wholly understood. */
    String index(Index index, TableDefinition table, Map<String, String> names);
}
