package dev.sterna.embedded;

import java.util.List;

/** The first user and database of a MariaDB or a MySQL. */
final class MySqlUsers {
    private MySqlUsers() {}

    /**
     * The owner may do everything in the database and in those whose names start with its name and an underscore, and
     * may read what the server says of itself and of its binary log.
     */
    static List<String> firstStatements(String database, Login owner) {
        String user = "'" + owner.user() + "'@'%'";
        String quoted = database.replace("`", "``");
        String pattern = quoted.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%");
        return List.of(
                "CREATE DATABASE `" + quoted + "`",
                "CREATE USER " + user + " IDENTIFIED BY '" + owner.password() + "'",
                "GRANT ALL ON `" + pattern + "`.* TO " + user,
                "GRANT ALL ON `" + pattern + "\\_%`.* TO " + user,
                "GRANT PROCESS, RELOAD, REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO " + user);
    }
}
