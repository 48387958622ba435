package dev.sterna.transfer.table;

import dev.sterna.migration.Database;
import dev.sterna.model.Column;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * What an executor needs to read chunks of one table.
 *
 * @param columns what the queries select, in their order
 * @param join statements that put a session into the view in which is read
 * @param fetchSize rows at a time, as the driver understands it
 */
public record TableReading(Database database, TableName table, List<Column> columns, List<String> join, int fetchSize)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public TableReading {
        columns = List.copyOf(columns);
        join = List.copyOf(join);
    }

    StructType schema() {
        return WireSchema.of(columns);
    }
}
