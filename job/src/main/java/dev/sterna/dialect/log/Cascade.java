package dev.sterna.dialect.log;

import dev.sterna.model.TableName;
import java.io.Serializable;
import java.util.List;

/**
 * A foreign key by which the engine changes rows of its own accord and does not write that into its log. Whoever hears of a
 * key of the parent has to take the rows that refer to it for changed as well, and so on from these.
 *
 * @param childColumns in the order of the parent's
 */
public record Cascade(TableName parent, List<String> parentColumns, TableName child, List<String> childColumns)
        implements Serializable {
    public Cascade {
        parentColumns = List.copyOf(parentColumns);
        childColumns = List.copyOf(childColumns);
    }
}
