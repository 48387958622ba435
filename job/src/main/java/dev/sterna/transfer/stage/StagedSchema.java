package dev.sterna.transfer.stage;

import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The schema of a table's Parquet files, as Parquet and as Spark have it. */
public final class StagedSchema {
    private StagedSchema() {}

    /** Spark's schema of a staged table. */
    public static StructType spark(List<StagedColumn> columns) {
        StructField[] fields = columns.stream()
                .map(column -> new StructField(column.name(), spark(column), true, Metadata.empty()))
                .toArray(StructField[]::new);
        return new StructType(fields);
    }

    private static DataType spark(StagedColumn column) {
        return switch (column.staged()) {
            case BOOL -> DataTypes.BooleanType;
            case INT -> DataTypes.IntegerType;
            case LONG -> DataTypes.LongType;
            case FLOAT -> DataTypes.FloatType;
            case DOUBLE -> DataTypes.DoubleType;
            case DECIMAL_LONG, DECIMAL_BIG ->
                DataTypes.createDecimalType(Staged.precision(column.type()), Staged.scale(column.type()));
            case TEXT -> DataTypes.StringType;
            case BYTES -> DataTypes.BinaryType;
            case DATE -> DataTypes.DateType;
            case TIMESTAMP -> DataTypes.TimestampNTZType;
            case INSTANT -> DataTypes.TimestampType;
        };
    }

    /** Parquet's schema of a staged table. Its files have columns, so one without any has an empty one. */
    public static MessageType parquet(List<StagedColumn> columns) {
        if (columns.isEmpty()) {
            return new MessageType(
                    "row", Types.optional(PrimitiveTypeName.BOOLEAN).named("nothing"));
        }
        Type[] fields = columns.stream().map(StagedSchema::parquet).toArray(Type[]::new);
        return new MessageType("row", fields);
    }

    private static Type parquet(StagedColumn column) {
        Types.PrimitiveBuilder<PrimitiveType> type = switch (column.staged()) {
            case BOOL -> field(column, PrimitiveTypeName.BOOLEAN);
            case INT -> field(column, PrimitiveTypeName.INT32);
            case LONG -> field(column, PrimitiveTypeName.INT64);
            case FLOAT -> field(column, PrimitiveTypeName.FLOAT);
            case DOUBLE -> field(column, PrimitiveTypeName.DOUBLE);
            case DECIMAL_LONG ->
                field(column, fitsInt(column.type()) ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64)
                        .as(decimal(column.type()));
            case DECIMAL_BIG ->
                field(column, PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY).length(16).as(decimal(column.type()));
            case TEXT -> field(column, PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType());
            case BYTES -> field(column, PrimitiveTypeName.BINARY);
            case DATE -> field(column, PrimitiveTypeName.INT32).as(LogicalTypeAnnotation.dateType());
            case TIMESTAMP ->
                field(column, PrimitiveTypeName.INT64).as(LogicalTypeAnnotation.timestampType(false, TimeUnit.MICROS));
            case INSTANT ->
                field(column, PrimitiveTypeName.INT64).as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS));
        };
        return type.named(column.name());
    }

    /** A column without NULLs has no definition levels, which are a quarter of the time of writing. */
    private static Types.PrimitiveBuilder<PrimitiveType> field(StagedColumn column, PrimitiveTypeName type) {
        return column.nullable() ? Types.optional(type) : Types.required(type);
    }

    /** Whether a staged decimal has at most the nine digits of a 32-bit integer, where Parquet wants it. */
    public static boolean fitsInt(LogicalType type) {
        return Staged.precision(type) <= 9;
    }

    private static LogicalTypeAnnotation decimal(LogicalType type) {
        return LogicalTypeAnnotation.decimalType(Staged.scale(type), Staged.precision(type));
    }
}
