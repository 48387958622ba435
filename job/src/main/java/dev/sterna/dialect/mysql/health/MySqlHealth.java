package dev.sterna.dialect.mysql.health;

import dev.sterna.dialect.health.Connections;
import dev.sterna.dialect.health.DatabaseHealth;
import dev.sterna.dialect.health.Health;
import dev.sterna.dialect.health.QueryPlan;
import dev.sterna.dialect.mysql.ddl.MySqlSchemaDdl;
import dev.sterna.dialect.mysql.health.MySqlIndexes.Column;
import dev.sterna.dialect.mysql.server.IndexUse;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What MySQL and MariaDB tell; of dead rows they tell nothing, and of constraints there is none that is not kept. */
public final class MySqlHealth implements DatabaseHealth {

    @Override
    public Health read(Connection connection, List<TableName> tables) throws SQLException {
        List<String> untold = new ArrayList<>();
        Map<String, Long> status = status(connection);
        IndexUse uses = IndexUse.of(connection);
        if (uses == IndexUse.NOWHERE) {
            untold.add("how often indexes are used (MariaDB counts it with userstat = ON, both servers with"
                    + " performance_schema = ON and GRANT SELECT ON performance_schema.* TO the user)");
        }
        Set<Column> ofForeignKeys = MySqlIndexes.ofForeignKeys(connection, tables);
        return new Health(
                MySqlTables.read(connection, tables, untold),
                MySqlIndexes.read(connection, tables, uses, ofForeignKeys),
                Instant.now().minus(Duration.ofSeconds(status.getOrDefault("Uptime", 0L))),
                List.of(),
                MySqlHeadroom.read(connection, tables, ofForeignKeys, untold),
                connections(connection, status),
                untold);
    }

    private static Map<String, Long> status(Connection connection) throws SQLException {
        Map<String, Long> status = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS WHERE Variable_name IN"
                        + " ('Threads_connected', 'Threads_running', 'Uptime')")) {
            while (row.next()) {
                status.put(row.getString(1), row.getLong(2));
            }
        }
        return status;
    }

    private static Connections connections(Connection connection, Map<String, Long> status) throws SQLException {
        long limit = Long.parseLong(ScalarQuery.text(connection, "SELECT @@GLOBAL.max_connections"));
        long open = status.getOrDefault("Threads_connected", 0L);
        long running = Math.min(open, status.getOrDefault("Threads_running", 0L));
        return new Connections(
                open,
                limit,
                Map.of("running", running, "sleeping", open - running),
                "SET GLOBAL max_connections = " + 2 * limit,
                "write it into the server's configuration, because a restart forgets it");
    }

    /** The schemas of some tables. */
    static List<String> schemas(List<TableName> tables) {
        return tables.stream().map(TableName::schema).distinct().toList();
    }

    @Override
    public QueryPlan plan(Connection connection, String query) throws SQLException {
        return ExplainText.of(connection, query);
    }

    @Override
    public String analyzeStatement(TableName table) {
        return "ANALYZE TABLE " + MySqlLiterals.quote(table);
    }

    @Override
    public void analyze(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(analyzeStatement(table))) {
            String complaint = new MySqlSchemaDdl().complaint(row);
            if (complaint != null) {
                throw new SQLException(complaint, "HY000");
            }
        }
    }
}
