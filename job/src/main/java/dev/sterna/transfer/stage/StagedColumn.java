package dev.sterna.transfer.stage;

import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import java.io.Serializable;

/**
 * A column: its source type and the shape in which it is staged.
 *
 * @param nullable whether the files can hold NULL in it
 */
public record StagedColumn(String name, LogicalType type, String sourceType, Staged staged, boolean nullable)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
