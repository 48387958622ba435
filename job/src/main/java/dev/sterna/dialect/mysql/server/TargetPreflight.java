package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.dialect.server.Preflight.Subject;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether a server of MySQL or MariaDB can be written to, and how well. */
final class TargetPreflight {
    private static final List<String> NEEDED =
            List.of("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "INDEX", "REFERENCES");
    private static final List<String> FOR_PROGRAMS = List.of("CREATE VIEW", "TRIGGER", "CREATE ROUTINE", "EVENT");
    private static final long MEGA = 1 << 20;

    private TargetPreflight() {}

    static void check(
            Connection connection,
            Subject subject,
            Map<String, String> settings,
            Privileges privileges,
            String user,
            List<Finding> findings)
            throws SQLException {
        for (String schema : subject.tables().stream()
                .map(TableName::schema)
                .distinct()
                .sorted()
                .toList()) {
            privileges(schema, privileges, user, findings);
        }
        if (MySqlPreflight.isOn(settings, "read_only") && !privileges.everywhere("SUPER")) {
            findings.add(Finding.blocks(
                    "read-only",
                    "read_only is on: the server takes no writes of this user",
                    "Name the primary in sterna.target.url, or SET GLOBAL read_only = OFF"));
        }
        if (!MySqlPreflight.isOn(settings, "local_infile")) {
            findings.add(Finding.warns(
                    "local-infile-off",
                    "local_infile is off: rows cannot come by LOAD DATA LOCAL, and INSERT takes several times as long",
                    "SET GLOBAL local_infile = ON for the time of the load"));
        }
        names(subject, settings, findings);
        engine(settings, findings);
        space(connection, subject, settings, findings);
    }

    private static void privileges(String schema, Privileges privileges, String user, List<Finding> findings) {
        String on = MySqlLiterals.quote(schema) + ".*";
        List<String> missing = NEEDED.stream()
                .filter(privilege -> !privileges.inSchema(privilege, schema))
                .toList();
        if (!missing.isEmpty()) {
            findings.add(Finding.blocks(
                    "missing-privileges",
                    "The user lacks " + String.join(", ", missing) + " on " + schema
                            + ", which creating and loading tables takes",
                    "GRANT " + String.join(", ", missing) + " ON " + on + " TO " + user));
        }
        List<String> programs = FOR_PROGRAMS.stream()
                .filter(privilege -> !privileges.inSchema(privilege, schema))
                .toList();
        if (!programs.isEmpty()) {
            findings.add(Finding.warns(
                    "missing-privileges-for-programs",
                    "The user lacks " + String.join(", ", programs) + " on " + schema
                            + ", which creating views, triggers, routines and events takes",
                    "GRANT " + String.join(", ", programs) + " ON " + on + " TO " + user));
        }
    }

    private static void names(Subject subject, Map<String, String> settings, List<Finding> findings) {
        List<TableName> mixed = subject.tables().stream()
                .filter(table -> !table.name().equals(table.name().toLowerCase(Locale.ROOT)))
                .toList();
        if (!"0".equals(settings.getOrDefault("lower_case_table_names", "0")) && !mixed.isEmpty()) {
            findings.add(Finding.warns(
                    "lower-case-table-names",
                    "lower_case_table_names is " + settings.get("lower_case_table_names") + ": " + mixed.size()
                            + " names of tables will not keep their capitals, the first is " + mixed.get(0),
                    "Rename them in sterna.tables.rename, or make a server with lower_case_table_names = 0"));
        }
    }

    private static void engine(Map<String, String> settings, List<Finding> findings) {
        if (!MySqlPreflight.isOn(settings, "innodb_strict_mode")) {
            findings.add(Finding.warns(
                    "innodb-not-strict",
                    "innodb_strict_mode is off: the server may create a table other than the statement says",
                    "SET GLOBAL innodb_strict_mode = ON"));
        }
        if (!"dynamic".equalsIgnoreCase(settings.getOrDefault("innodb_default_row_format", "dynamic"))) {
            findings.add(Finding.warns(
                    "row-format",
                    "innodb_default_row_format is " + settings.get("innodb_default_row_format")
                            + ": indexes hold 767 octets of a text, and wide rows may not fit",
                    "SET GLOBAL innodb_default_row_format = dynamic"));
        }
        if (!"InnoDB".equalsIgnoreCase(settings.getOrDefault("default_storage_engine", "InnoDB"))) {
            findings.add(Finding.informs(
                    "storage-engine",
                    "default_storage_engine is " + settings.get("default_storage_engine")
                            + "; Sterna says ENGINE = InnoDB in every statement",
                    null));
        }
        if (!settings.getOrDefault("character_set_server", "utf8mb4").equals("utf8mb4")) {
            findings.add(Finding.informs(
                    "character-set",
                    "character_set_server is " + settings.get("character_set_server")
                            + "; Sterna names the character set of every column",
                    null));
        }
        if (MySqlPreflight.isOn(settings, "log_bin")) {
            findings.add(Finding.informs(
                    "binary-log",
                    "log_bin is on: the load writes every row to the binary log too, and replicas follow it",
                    "See that the disk of the binary log has room, or look at binlog_expire_logs_seconds"));
        }
    }

    /** Only MariaDB can be asked, where the plugin is there and the user may. */
    private static void space(
            Connection connection, Subject subject, Map<String, String> settings, List<Finding> findings)
            throws SQLException {
        String need = subject.bytes() < 0
                ? ""
                : "; the source's tables have about " + Math.max(1, subject.bytes() / MEGA) + " MiB";
        String known = ScalarQuery.text(
                connection,
                "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'information_schema' AND TABLE_NAME"
                        + " = 'DISKS'");
        long free = "1".equals(known) ? free(connection, settings.getOrDefault("datadir", "/")) : -1;
        if (free < 0) {
            findings.add(Finding.informs(
                    "free-space-unknown",
                    "The server does not tell how much room its disk has" + need,
                    "Look on the server: the data and its indexes take one and a half to two times the size of the"
                            + " source's tables"
                            + (subject.server().product().equals("mariadb")
                                    ? "; MariaDB tells with INSTALL SONAME 'disks' and the privilege FILE"
                                    : "")));
        } else if (subject.bytes() > 0 && free < 2 * subject.bytes()) {
            findings.add(Finding.warns(
                    "little-free-space",
                    "The disk of the data directory has " + free / MEGA + " MiB free" + need,
                    "Make room for two times the size of the source's tables"));
        } else {
            findings.add(Finding.informs(
                    "free-space", "The disk of the data directory has " + free / MEGA + " MiB free" + need, null));
        }
    }

    /** Of the mount with the longest path that the directory begins with; -1 when none is told. */
    private static long free(Connection connection, String directory) throws SQLException {
        long free = -1;
        int longest = -1;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT Path, Available FROM information_schema.DISKS")) {
            while (rows.next()) {
                String path = rows.getString(1);
                if (directory.startsWith(path) && path.length() > longest) {
                    longest = path.length();
                    free = rows.getLong(2) * 1024;
                }
            }
        }
        return free;
    }
}
