package dev.sterna.backup;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.SqlText;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
import dev.sterna.model.Side;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.StringJoiner;
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
final class SparkJdbcSource {
    private SparkJdbcSource() {}

    static Dataset<Row> read(
            SparkSession spark, Plan plan, TablePlan table, List<Chunk> chunks, SourceTable.Reading reading) {
        List<Column> columns = table.source().storedColumns();
        String url = "jdbc:sterna:" + plan.runId() + "/" + table.directory();
        JdbcDialects.registerDialect(new Bridge(url, reading));
        Properties options = new Properties();
        options.setProperty("driver", reading.connector().driverClass());
        options.setProperty("customSchema", WireSchema.of(columns).toDDL());
        options.setProperty("fetchsize", Integer.toString(reading.fetchSize()));
        List<Dataset<Row>> parts = chunks.stream()
                .map(chunk -> spark.read().jdbc(url, query(table, chunk, reading), options))
                .toList();
        return union(parts);
    }

    /** The same query that the direct reader sends, with names that no customSchema takes for one another. */
    private static String query(TablePlan table, Chunk chunk, SourceTable.Reading reading) {
        SqlText sql = reading.dialect().sql();
        List<Column> columns = table.source().storedColumns();
        StringJoiner names = new StringJoiner(", ");
        for (int i = 0; i < columns.size(); i++) {
            names.add(sql.quote(columns.get(i).name()) + " AS " + sql.quote(WireSchema.name(i)));
        }
        return "(SELECT " + names + " FROM ("
                + sql.select(table.source(), chunk.slice(), table.where(), table.conversions()) + ") s) q";
    }

    /** By halves: each union looks at all tables below it again. */
    private static Dataset<Row> union(List<Dataset<Row>> parts) {
        return parts.size() == 1
                ? parts.get(0)
                : union(parts.subList(0, parts.size() / 2)).union(union(parts.subList(parts.size() / 2, parts.size())));
    }

    /** Ends the registration that {@link #read} made. */
    static void forget(Plan plan, TablePlan table, SourceTable.Reading reading) {
        JdbcDialects.unregisterDialect(new Bridge("jdbc:sterna:" + plan.runId() + "/" + table.directory(), reading));
    }

    /** Spark's dialect for one table of one run. */
    private static final class Bridge extends JdbcDialect {
        private static final long serialVersionUID = 1L;

        private final String url;
        private final SourceTable.Reading reading;

        Bridge(String url, SourceTable.Reading reading) {
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
            Dialect dialect = reading.dialect();
            return dialect.sql().quote(name);
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

        private final SourceTable.Reading reading;

        Opener(SourceTable.Reading reading) {
            this.reading = reading;
        }

        @Override
        public Connection apply(Object partition) {
            Dialect dialect = reading.dialect();
            try {
                return open();
            } catch (SQLException failure) {
                throw dialect.explain(
                        failure, Side.SOURCE, "open a connection to read " + reading.table(), reading.table());
            }
        }

        private Connection open() throws SQLException {
            Connection connection = reading.connector().open();
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
