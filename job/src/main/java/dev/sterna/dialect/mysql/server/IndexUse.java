package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import java.sql.Connection;
import java.sql.SQLException;

/** Where a server counts how often indexes are read: both places are off in many servers, and the second needs a right. */
public enum IndexUse {
    /** MariaDB's userstat. It lists indexes that were read. */
    USER_STATISTICS(
            "SELECT TABLE_NAME, INDEX_NAME, ROWS_READ FROM information_schema.INDEX_STATISTICS WHERE TABLE_SCHEMA = "),
    /** The performance schema's. It lists indexes of tables that were opened. */
    PERFORMANCE_SCHEMA("SELECT OBJECT_NAME, INDEX_NAME, COUNT_READ"
            + " FROM performance_schema.table_io_waits_summary_by_index_usage"
            + " WHERE INDEX_NAME IS NOT NULL AND OBJECT_SCHEMA = "),
    NOWHERE(null);

    private final String query;

    IndexUse(String query) {
        this.query = query;
    }

    /** Where this user can read it. */
    public static IndexUse of(Connection connection) throws SQLException {
        if ("1".equals(ScalarQuery.textIfAllowed(connection, "SELECT @@GLOBAL.userstat"))) {
            return USER_STATISTICS;
        }
        boolean on = "1".equals(ScalarQuery.textIfAllowed(connection, "SELECT @@GLOBAL.performance_schema"));
        return on
                        && isEnabled(connection, "setup_instruments", "wait/io/table/sql/handler")
                        && isEnabled(connection, "setup_consumers", "global_instrumentation")
                        && keepsAll(connection)
                        && ScalarQuery.textIfAllowed(
                                        connection,
                                        "SELECT COUNT(*) FROM performance_schema.table_io_waits_summary_by_index_usage"
                                                + " WHERE OBJECT_SCHEMA = ''")
                                != null
                ? PERFORMANCE_SCHEMA
                : NOWHERE;
    }

    private static boolean isEnabled(Connection connection, String table, String name) throws SQLException {
        return "YES"
                .equals(ScalarQuery.textIfAllowed(
                        connection,
                        "SELECT ENABLED FROM performance_schema." + table + " WHERE NAME = '" + name + "'"));
    }

    /** Whether there was room for the counts of every index; older servers do not say. */
    private static boolean keepsAll(Connection connection) throws SQLException {
        String lost = ScalarQuery.textIfAllowed(
                connection,
                "SELECT VARIABLE_VALUE FROM performance_schema.global_status"
                        + " WHERE VARIABLE_NAME = 'Performance_schema_index_stat_lost'");
        return lost == null || lost.equals("0");
    }

    /**
     * A query of table, index and uses in a schema: an index that it does not give was not used, but for {@link #PERFORMANCE_SCHEMA}
     * where it gives none of the table. Not for {@link #NOWHERE}.
     */
    public String query(String schema) {
        return query + MySqlLiterals.text(schema);
    }
}
