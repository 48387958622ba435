package dev.sterna.transfer;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Brings rows from a source to a sink by a job of Spark, as tables of its DataSource V2. Spark asks a provider for a table by string options, which end up in
 * plans and in the UI; so the options hold only a handle to a table that this driver keeps, and no connection, secret
 * or list of chunks passes through them.
 */
public final class Transfer {
    private static final String HANDLE = "handle";
    private static final Map<String, Table> TABLES = new ConcurrentHashMap<>();

    private Transfer() {}

    /**
     * Runs a job that carries the rows of a source to a sink, one task for each chunk.
     *
     * @param done called on the driver for every chunk that is in, whoever brought it
     */
    public static <R> void copy(SparkSession spark, ChunkSource source, ChunkSink<R> sink, Consumer<R> done) {
        if (source instanceof ChunkSource.Streamed streamed) {
            copy(spark, streamed, sink, done);
        } else if (source instanceof ChunkSource.Queried queried) {
            try (ChunkSource.Query query = queried.query()) {
                copy(query.rows(spark), sink, done);
            }
        }
    }

    private static <R> void copy(SparkSession spark, ChunkSource.Streamed source, ChunkSink<R> sink, Consumer<R> done) {
        StreamedScan.addTo(spark);
        String handle = register(new StreamedTable(source));
        // Rows go from reader to writer as they are: there is no expression that generated code would speed up, and
        // compiling it costs a small table more than copying it.
        spark.conf().set("spark.sql.codegen.wholeStage", "false");
        try {
            Dataset<Row> rows = spark.read()
                    .format(Provider.class.getName())
                    .option(HANDLE, handle)
                    .load();
            copy(rows, sink, done);
        } finally {
            TABLES.remove(handle);
        }
    }

    private static <R> void copy(Dataset<Row> rows, ChunkSink<R> sink, Consumer<R> done) {
        String handle = register(new SinkTable<>(sink, rows.schema(), done));
        try {
            rows.write()
                    .format(Provider.class.getName())
                    .option(HANDLE, handle)
                    .mode(SaveMode.Append)
                    .save();
        } finally {
            TABLES.remove(handle);
        }
    }

    private static String register(Table table) {
        String handle = UUID.randomUUID().toString();
        TABLES.put(handle, table);
        return handle;
    }

    /** For Spark, which makes it by reflection; not for use elsewhere. */
    public static final class Provider implements TableProvider {
        @Override
        public StructType inferSchema(CaseInsensitiveStringMap options) {
            return find(options).schema();
        }

        @Override
        public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> options) {
            return find(options);
        }

        @Override
        public boolean supportsExternalMetadata() {
            return true;
        }

        private static Table find(Map<String, String> options) {
            Table table = TABLES.get(options.get(HANDLE));
            if (table == null) {
                throw new IllegalStateException("No table is registered under " + options.get(HANDLE));
            }
            return table;
        }
    }
}
