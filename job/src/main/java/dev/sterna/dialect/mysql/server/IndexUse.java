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
                        && "YES"
                                .equals(ScalarQuery.textIfAllowed(
                                        connection,
                                        "SELECT ENABLED FROM performance_schema.setup_instruments"
                                                + " WHERE NAME = 'wait/io/table/sql/handler'"))
                        && ScalarQuery.textIfAllowed(
                                        connection,
                                        "SELECT COUNT(*) FROM performance_schema.table_io_waits_summary_by_index_usage"
                                                + " WHERE OBJECT_SCHEMA = ''")
                                != null
                ? PERFORMANCE_SCHEMA
                : NOWHERE;
    }

    /** A query of table, index and uses in a schema: an index that it does not give was not used. Not for {@link #NOWHERE}. */
    public String query(String schema) {
        return query + MySqlLiterals.text(schema);
    }
}
