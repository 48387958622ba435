package dev.sterna.transfer.table;

import dev.sterna.dialect.SqlText;
import dev.sterna.transfer.ChunkSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.jdbc.JDBCOptions;
import org.apache.spark.sql.jdbc.JdbcDialect;
import org.apache.spark.sql.jdbc.JdbcDialects;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MetadataBuilder;
import scala.Function1;
import scala.Option;
import scala.runtime.AbstractFunction1;

/**
 * Reads chunks through Spark's JDBC data source: one table, of one partition, for each chunk's query, all of them
 * united. Spark's own guesses are kept out by a dialect registered on the driver for the time of the job: it quotes,
 * types and connects as Sterna does, and neither URL nor password stands in Spark's options.
 */
final class SparkJdbcQuery implements ChunkSource.Query {
    private final TableReading reading;
    private final List<ChunkQuery> chunks;
    private final Bridge bridge;

    SparkJdbcQuery(TableReading reading, List<ChunkQuery> chunks) {
        this.reading = reading;
        this.chunks = List.copyOf(chunks);
        this.bridge = new Bridge("jdbc:sterna:" + UUID.randomUUID(), reading);
    }

    @Override
    public Dataset<Row> rows(SparkSession spark) {
        // Spark's list of dialects loses entries that are made at the same time.
        synchronized (SparkJdbcQuery.class) {
            JdbcDialects.registerDialect(bridge);
            Properties options = new Properties();
            options.setProperty("driver", reading.database().connector().driverClass());
            options.setProperty("customSchema", reading.schema().toDDL());
            options.setProperty("fetchsize", Integer.toString(reading.fetchSize()));
            List<Dataset<Row>> parts = chunks.stream()
                    .map(chunk -> spark.read().jdbc(bridge.url, renamed(chunk), options))
                    .toList();
            return union(parts);
        }
    }

    /** The same query that the direct reader sends, with names that no customSchema takes for one another. */
    private String renamed(ChunkQuery chunk) {
        SqlText sql = reading.database().dialect().sql();
        StringJoiner names = new StringJoiner(", ");
        for (int i = 0; i < reading.columns().size(); i++) {
            names.add(sql.quote(reading.columns().get(i).name()) + " AS " + sql.quote(WireSchema.name(i)));
        }
        return "(SELECT " + names + " FROM (" + chunk.sql() + ") s) q";
    }

    /** By halves: each union looks at all tables below it again. */
    private static Dataset<Row> union(List<Dataset<Row>> parts) {
        return parts.size() == 1
                ? parts.get(0)
                : union(parts.subList(0, parts.size() / 2)).union(union(parts.subList(parts.size() / 2, parts.size())));
    }

    @Override
    public void close() {
        synchronized (SparkJdbcQuery.class) {
            JdbcDialects.unregisterDialect(bridge);
        }
    }

    /** Spark's dialect for one query. */
    private static final class Bridge extends JdbcDialect {
        private static final long serialVersionUID = 1L;

        private final String url;
        private final TableReading reading;

        Bridge(String url, TableReading reading) {
            this.url = url;
            this.reading = reading;
        }

        @Override
        public boolean canHandle(String other) {
            return other.equals(url);
        }

        @Override
        public Option<DataType> getCatalystType(int sqlType, String typeName, int size, MetadataBuilder metadata) {
            // customSchema names the types that are used
            return Option.apply(org.apache.spark.sql.types.DataTypes.StringType);
        }

        @Override
        public String quoteIdentifier(String name) {
            return reading.database().dialect().sql().quote(name);
        }

        @Override
        public Function1<Object, Connection> createConnectionFactory(JDBCOptions options) {
            return new Opener(reading);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bridge bridge && bridge.url.equals(url);
        }

        @Override
        public int hashCode() {
            return url.hashCode();
        }
    }

    /** Opens a session in the backup's view. All of it is done here, because executors do not know the dialect. */
    private static final class Opener extends AbstractFunction1<Object, Connection> implements java.io.Serializable {
        private static final long serialVersionUID = 1L;

        private final TableReading reading;

        Opener(TableReading reading) {
            this.reading = reading;
        }

        @Override
        public Connection apply(Object partition) {
            return reading.database()
                    .attempt("open a connection to read " + reading.table(), reading.table(), this::open);
        }

        private Connection open() throws SQLException {
            Connection connection = reading.database().connector().open();
            try (Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (String sql : reading.join()) {
                    statement.execute(sql);
                }
                return connection;
            } catch (SQLException failure) {
                connection.close();
                throw failure;
            }
        }
    }
}
