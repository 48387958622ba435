package dev.sterna.dialect.mysql.server;

import java.sql.Connection;
import java.sql.SQLException;

/** Whether server and driver let a client send rows as if they were a file of its own. */
public final class LocalFiles {
    private LocalFiles() {}

    /** Why rows cannot come as a stream, or null. */
    public static String obstacle(Connection connection) throws SQLException {
        if (!connection
                .unwrap(org.mariadb.jdbc.Connection.class)
                .getContext()
                .getConf()
                .allowLocalInfile()) {
            return "allowLocalInfile is off in sterna.target.properties";
        }
        return "0".equals(ScalarQuery.text(connection, "SELECT @@GLOBAL.local_infile"))
                ? "local_infile is OFF on the target (SET GLOBAL local_infile = ON)"
                : null;
    }
}
