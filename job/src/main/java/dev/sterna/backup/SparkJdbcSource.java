package dev.sterna.backup;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.SqlText;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
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
 * Reads chunks through Spark's JDBC data source: one partition for each chunk's predicate. Spark's own guesses are
 * kept out by a dialect registered for the time of the job: it quotes, types and connects as Sterna does, and neither
 * URL nor password stands in Spark's options.
 */
final class SparkJdbcSource {
    private SparkJdbcSource() {}

    static Dataset<Row> read(
            SparkSession spark, Plan plan, TablePlan table, List<Chunk> chunks, SourceTable.Reading reading) {
        SqlText sql = reading.dialect().sql();
        List<Column> columns = table.source().storedColumns();
        StringJoiner list = new StringJoiner(", ");
        for (int i = 0; i < columns.size(); i++) {
            list.add(sql.wire(columns.get(i), plan.values()) + " AS " + sql.quote(WireSchema.name(i)));
        }
        // Spark puts a chunk's predicate outside of this query, and there it needs the key's own columns.
        for (Column column : columns) {
            list.add(sql.quote(column.name()));
        }
        String where = table.where() == null ? "" : " WHERE (" + table.where() + ")";
        String query = "(SELECT " + list + " FROM " + sql.quote(table.source().name()) + where + ") q";
        String[] predicates = chunks.stream()
                .map(chunk -> sql.predicate(table.source(), chunk.slice()))
                .toArray(String[]::new);
        String url = "jdbc:sterna:" + plan.runId() + "/" + table.directory();
        Bridge bridge = new Bridge(url, reading);
        JdbcDialects.registerDialect(bridge);
        Properties options = new Properties();
        options.setProperty("driver", reading.connector().driverClass());
        options.setProperty("customSchema", WireSchema.of(columns).toDDL());
        options.setProperty("fetchsize", Integer.toString(reading.fetchSize()));
        Dataset<Row> rows = spark.read().jdbc(url, query, predicates, options);
        return rows.select(WireSchema.of(columns).fieldNames()[0], tail(columns.size()));
    }

    /** Ends the registration that {@link #read} made. */
    static void forget(Plan plan, TablePlan table, SourceTable.Reading reading) {
        JdbcDialects.unregisterDialect(new Bridge("jdbc:sterna:" + plan.runId() + "/" + table.directory(), reading));
    }

    private static String[] tail(int columns) {
        String[] names = new String[columns - 1];
        for (int i = 1; i < columns; i++) {
            names[i - 1] = WireSchema.name(i);
        }
        return names;
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
            // customSchema names the types of all columns that are read; the others are only for predicates
            return Option.apply(org.apache.spark.sql.types.DataTypes.StringType);
        }

        @Override
        public String quoteIdentifier(String name) {
            Dialect dialect = reading.dialect();
            return dialect.sql().quote(name);
        }

        @Override
        public Function1<Object, Connection> createConnectionFactory(JDBCOptions options) {
            return new Opener(reading.connector());
        }

        @Override
        public void beforeFetch(Connection connection, JDBCOptions options) {
            try {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    for (String sql : reading.join()) {
                        statement.execute(sql);
                    }
                }
            } catch (SQLException failure) {
                throw new IllegalStateException("Cannot join the view of the backup", failure);
            }
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

    private static final class Opener extends AbstractFunction1<Object, Connection> implements java.io.Serializable {
        private static final long serialVersionUID = 1L;

        private final Connector connector;

        Opener(Connector connector) {
            this.connector = connector;
        }

        @Override
        public Connection apply(Object partition) {
            try {
                return connector.open();
            } catch (SQLException failure) {
                throw new IllegalStateException("Cannot connect to the source", failure);
            }
        }
    }
}
