package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.UnicodeGaps;
import dev.sterna.dialect.server.TlsFailure;
import dev.sterna.error.SternaException;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the errors of servers and driver mean, and what to do about them. */
public final class MySqlErrors {
    public static final int DUPLICATE_ENTRY = 1062;
    private static final int NO_SUCH_TABLE = 1146;
    private static final Pattern GRANTEE = Pattern.compile("user ('[^']*'@'[^']*'|`[^`]*`@`[^`]*`)");
    private static final Pattern COMMAND = Pattern.compile("([A-Z][A-Z, ]*[A-Z]) command denied");
    private static final Pattern DATABASE = Pattern.compile("to database '([^']*)'|for table [`']([^`']*)[`']\\.");
    private static final Pattern UNKNOWN_DATABASE = Pattern.compile("Unknown database '([^']*)'");

    private MySqlErrors() {}

    private static boolean isTextWithoutEqual(SQLException failure) {
        return failure.getMessage() != null && UnicodeGaps.isLoss(failure.getErrorCode(), failure.getMessage());
    }

    private record Advice(String code, String remedy) {}

    public static boolean isDuplicateKey(SQLException failure) {
        for (SQLException at = failure; at != null; at = at.getNextException()) {
            if (at.getErrorCode() == DUPLICATE_ENTRY || at.getErrorCode() == 1586) {
                return true;
            }
        }
        return failure.getCause() instanceof SQLException cause && isDuplicateKey(cause);
    }

    public static boolean isTransient(SQLException failure) {
        String state = failure.getSQLState();
        return switch (failure.getErrorCode()) {
            // too many connections, shutdown in progress, wait for a lock, deadlock, killed connection; a row that
            // changed
            // since it was read; a server that is not available, a killed or a too long silent session of MySQL's
            case 1040, 1053, 1205, 1213, 1927, 1020, 3168, 3169, 4031 -> true;
            // The packet is too large again, although its state is that of a lost connection.
            case 1153 -> false;
            default -> state != null && (state.startsWith("08") || state.startsWith("40"));
        };
    }

    /** That the server does not know what it is asked, or does not tell this user. */
    static boolean isUnknownOrForbidden(SQLException failure) {
        String state = failure.getSQLState();
        return switch (failure.getErrorCode()) {
            // no such variable; a function that it does not have, asked for in no database
            case 1193, 1046 -> true;
            default -> state != null && state.startsWith("42");
        };
    }

    public static boolean isMissingTable(SQLException failure) {
        return failure.getErrorCode() == NO_SUCH_TABLE;
    }

    public static SternaException explain(SQLException failure, Side side, String doing, TableName table) {
        SternaException known = SternaException.findIn(failure);
        if (known != null) {
            return known;
        }
        Optional<SternaException> encryption = TlsFailure.of(failure, side, doing);
        if (encryption.isPresent()) {
            return encryption.get();
        }
        SQLException telling = telling(failure);
        Advice advice = advise(telling, side, table);
        return SternaException.of(
                side.category(),
                advice.code,
                table == null ? null : table.toString(),
                "Cannot " + doing + " (" + side.label() + "): "
                        + (isTextWithoutEqual(telling)
                                ? UnicodeGaps.words(telling.getMessage())
                                : words(telling.getMessage())),
                advice.remedy,
                failure);
    }

    /** The first exception with a number of the server's: a batch and the driver wrap it. */
    static SQLException telling(SQLException failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 16; depth++) {
            if (at instanceof SQLException sql && sql.getErrorCode() > 0) {
                return sql;
            }
            at = at.getCause();
        }
        return failure;
    }

    /** The engine's own words without what could be a row's value, a part of a statement, or the driver's additions. */
    public static String words(String message) {
        if (message == null) {
            return "the driver gave no reason";
        }
        return message.replaceAll("(?s)\\s*(Query is:|java thread:).*$", "")
                .replaceFirst("^\\(conn=\\d+\\) ", "")
                .replaceAll("(?s)entry '.*' for key", "entry '...' for key")
                .replaceAll("(?s)(value:?) '.*'(?= for column )", "$1 '...'")
                .replaceAll("(?s)(value:?|near|from) '(?!\\.\\.\\.' for column ).*'(?= (?:for|at|to)\\b)", "$1 '...'")
                .replaceAll("(?s)(value:?) '.*'$", "$1 '...'")
                .replaceAll("(?s)out of range in '.*'", "out of range in '...'")
                .replaceAll("(?s)character string: '.*'", "character string: '...'")
                .replaceAll("(?s)(Illegal \\S+) '.*' value", "$1 '...' value")
                .replaceAll("(?s)no partition for value .*$", "no partition for value ...")
                .trim();
    }

    private static Advice advise(SQLException failure, Side side, TableName table) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        String configured = "sterna." + side.label();
        if (isTextWithoutEqual(failure)) {
            return new Advice(
                    "text-without-equal",
                    "A text has octets that its character set does not know, or a character that Unicode lacks: sterna"
                            + " assess --run-id ID tells where. Correct the text, or make the column binary");
        }
        return switch (failure.getErrorCode()) {
            case 1045, 1698, 1524 ->
                new Advice(
                        "access-denied",
                        "Check " + configured + ".user and " + configured + ".password; on the server: ALTER USER "
                                + grantee(message) + " IDENTIFIED BY '...'");
            // MySQL asks a user whom it does not know for any plugin at all, so as not to tell.
            case 1251, 2059 ->
                new Advice(
                        "access-denied",
                        "Check " + configured + ".user; if the user exists: ALTER USER 'user'@'host' IDENTIFIED WITH"
                                + " caching_sha2_password BY '...'");
            case 1130, 1129 ->
                new Advice(
                        "host-not-allowed",
                        "Let the user in from this host: CREATE USER 'name'@'%' IDENTIFIED BY '...' (and FLUSH HOSTS"
                                + " after too many failed connections)");
            case 1044, 1142, 1143, 1227, 1370, 1410 -> missingPrivilege(message, table);
            case 1049 -> unknownDatabase(message, configured, side);
            case NO_SUCH_TABLE ->
                new Advice(
                        "table-not-found",
                        side == Side.TARGET
                                ? "Run sterna prepare --execute first, or check that nobody dropped the table"
                                : "The schema changed after the plan: run sterna plan again with a new run id");
            case 1054 ->
                new Advice(
                        "column-not-found",
                        "The schema changed after the plan: run sterna plan again with a new run id");
            case 1050 ->
                new Advice("table-exists", "Drop the table, or choose another name for it in sterna.tables.rename");
            case 1040, 1203, 1226 ->
                new Advice(
                        "too-many-connections",
                        "Lower " + configured + ".max-connections, or SET GLOBAL max_connections = ... on the server");
            case 1205 ->
                new Advice(
                        "lock-wait-timeout",
                        "Find who holds the lock (SELECT * FROM information_schema.INNODB_TRX), end it, and run the"
                                + " same command again with the same run id");
            case 1213 -> new Advice("deadlock", "Run the same command again with the same run id");
            case 1021, 1114, 1026 ->
                new Advice(
                        "disk-full",
                        "Free space on the server's disk (or let innodb_data_file_path grow), then run the same command"
                                + " again with the same run id");
            case 1290, 1792, 1836 ->
                new Advice(
                        "read-only",
                        "The server is read-only: point " + configured
                                + ".url at the primary, or SET GLOBAL read_only = OFF on it");
            case 1153 -> packetTooLarge();
            case 1148, 3948, 4166 ->
                new Advice(
                        "local-infile-off",
                        "SET GLOBAL local_infile = ON on the server, and leave allowLocalInfile out of " + configured
                                + ".properties");
            case DUPLICATE_ENTRY, 1586 ->
                new Advice(
                        "duplicate-key",
                        "The target already has the row, or its collation takes different keys for equal: empty the"
                                + " table, or give the key column a binary collation by sterna.types.map");
            case 1264, 1265, 1292, 1366, 1406, 1411, 3140, 4078 -> valueDoesNotFit();
            case 1048 -> new Advice("null-not-allowed", "Let the target's column be NULL, or correct the source");
            case 3819, 4025 -> new Advice("check-violated", "Drop the check constraint until the rows are in");
            case 1071, 1118 ->
                new Advice(
                        "row-too-wide",
                        "Choose narrower or text types for the table's widest columns by sterna.types.map");
            case 1115, 1273 ->
                new Advice(
                        "unknown-collation",
                        "This server does not have the source's character set or collation: choose the column's type"
                                + " with a CHARACTER SET and COLLATE of the server by sterna.types.map");
            case 1064, 1193, 1231 ->
                new Advice(
                        "statement-not-understood",
                        "Sterna speaks to MySQL 8 and MariaDB from 10.6: check the server's version (SELECT VERSION())");
            case 1317, 1927, 1969, 3024 ->
                new Advice(
                        "query-killed",
                        "Somebody or a time limit ended the query: lift max_statement_time or max_execution_time for"
                                + " this user, then run the same command again with the same run id");
            default -> adviseByState(failure, message.toLowerCase(Locale.ROOT), configured);
        };
    }

    private static Advice adviseByState(SQLException failure, String message, String configured) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (message.contains("max_allowed_packet")) {
            return packetTooLarge();
        }
        if (message.contains("errno: 28") || message.contains("no space left")) {
            return new Advice("disk-full", "Free space on the server's disk, then run the same command again");
        }
        if (message.contains("rsa public key")) {
            return new Advice(
                    "public-key-needed",
                    "Encrypt the connection (" + configured + ".tls = verify), or, in a network that"
                            + " you trust, set " + configured + ".properties.allowPublicKeyRetrieval = true");
        }
        if (message.contains("ssl") || message.contains("certificate")) {
            return new Advice(
                    "tls-failed", "Set " + configured + ".tls (off, require, verify) to what the server offers");
        }
        if (state.startsWith("08")) {
            return new Advice(
                    "server-unreachable",
                    "Check that the server runs and that " + configured
                            + ".url has its host and port; a firewall or bind-address = 127.0.0.1 also looks like this."
                            + " Then run the same command again with the same run id");
        }
        if (state.startsWith("22")) {
            return valueDoesNotFit();
        }
        if (state.startsWith("28")) {
            return new Advice("access-denied", "Check " + configured + ".user and " + configured + ".password");
        }
        return new Advice(
                "database-error",
                "See the server's error log for error " + failure.getErrorCode() + " (SQLSTATE "
                        + (state.isEmpty() ? "none" : state) + ")");
    }

    private static Advice valueDoesNotFit() {
        return new Advice(
                "value-does-not-fit",
                "Widen the target's column by sterna.types.map, correct the value at the source, or declare what becomes of"
                        + " such values: sterna assess names the setting sterna.types.on-... that does");
    }

    private static Advice missingPrivilege(String message, TableName table) {
        Matcher command = COMMAND.matcher(message);
        Matcher named = DATABASE.matcher(message);
        String database = table == null ? null : table.schema();
        if (named.find()) {
            database = named.group(1) != null ? named.group(1) : named.group(2);
        }
        String on = database == null ? "*.*" : MySqlLiterals.quote(database) + ".*";
        String privileges = command.find() ? command.group(1).trim() : "ALL";
        return new Advice("missing-privilege", "GRANT " + privileges + " ON " + on + " TO " + grantee(message));
    }

    private static Advice unknownDatabase(String message, String configured, Side side) {
        Matcher matcher = UNKNOWN_DATABASE.matcher(message);
        String name = matcher.find() ? MySqlLiterals.quote(matcher.group(1)) : "...";
        String correct = "Correct the database's name in " + configured + ".url";
        return new Advice(
                "unknown-database", side == Side.TARGET ? correct + ", or make it: CREATE DATABASE " + name : correct);
    }

    private static Advice packetTooLarge() {
        return new Advice(
                "packet-too-large",
                "SET GLOBAL max_allowed_packet = 1073741824 on the server, then run the same command again: new"
                        + " connections get it");
    }

    private static String grantee(String message) {
        Matcher matcher = GRANTEE.matcher(message);
        return matcher.find() ? matcher.group(1) : "'user'@'host'";
    }
}
