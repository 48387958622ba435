package dev.sterna.dialect.rows;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import java.io.Serializable;

/**
 * A column of one side, seen as a logical type that both sides agree on (the source's).
 *
 * @param column as this side has it
 * @param as the logical type whose canonical text is wanted
 */
public record CanonicalColumn(Column column, LogicalType as) implements Serializable {
    private static final long serialVersionUID = 1L;
}
