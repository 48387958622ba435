package dev.sterna.transfer.table;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Spark's view of rows as they leave a source: one of four types a column. */
final class WireSchema {
    private WireSchema() {}

    static StructType of(List<Column> columns) {
        StructField[] fields = new StructField[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            // positions, not names: Spark compares names without case, databases may not
            fields[i] = new StructField(name(i), type(columns.get(i).type().wire()), true, Metadata.empty());
        }
        return new StructType(fields);
    }

    static String name(int position) {
        return "sterna_wire_" + position;
    }

    static DataType type(LogicalType.Wire wire) {
        return switch (wire) {
            case LONG -> DataTypes.LongType;
            case DOUBLE -> DataTypes.DoubleType;
            case TEXT -> DataTypes.StringType;
            case BYTES -> DataTypes.BinaryType;
        };
    }
}
