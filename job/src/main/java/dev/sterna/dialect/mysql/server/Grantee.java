package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import java.sql.Connection;
import java.sql.SQLException;

/** The account of a session, as a GRANT names it. */
public final class Grantee {
    private Grantee() {}

    public static String of(Connection connection) throws SQLException {
        String user = ScalarQuery.text(connection, "SELECT CURRENT_USER()");
        int at = user.lastIndexOf('@');
        return MySqlLiterals.text(user.substring(0, at)) + "@" + MySqlLiterals.text(user.substring(at + 1));
    }
}
