package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do about a failure: the statement, the setting or the command, with the names that the server gave. */
final class MySqlRemedies {
    private static final String RESUME = "run the same command again with the same run id";
    private static final String ANEW = "The schema changed after the plan: run sterna plan again with a new run id";
    private static final String EXCLUDE = "sterna.objects.exclude = [\"KIND NAME\"], as sterna assess lists it";
    private static final Pattern GRANTEE = Pattern.compile("user ('[^']*'@'[^']*'|`[^`]*`@`[^`]*`)");
    private static final Pattern COMMAND = Pattern.compile("([A-Z][A-Z, ]*[A-Z]) command denied");
    private static final Pattern NEEDED =
            Pattern.compile("need \\(?at least one of\\)? the ([A-Z_, ]+?)(?: or [A-Z_, ]+)? privilege");
    private static final Pattern DATABASE = Pattern.compile("to database '([^']*)'|for table [`']([^`']*)[`']\\.");
    private static final Pattern ROUTINE = Pattern.compile("for routine '([^']*)\\.([^']*)'");
    private static final Pattern DEFINER = Pattern.compile("specified as a definer \\(([^)]*)\\)");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");

    private final Side side;
    private final TableName table;
    private final SQLException failure;
    private final String message;
    private final String configured;

    /** @param table may be null */
    MySqlRemedies(Side side, TableName table, SQLException failure) {
        this.side = side;
        this.table = table;
        this.failure = failure;
        this.message = failure.getMessage() == null ? "" : failure.getMessage();
        this.configured = "sterna." + side.label();
    }

    /** @param code of the problem, for programs */
    record Advice(String code, String remedy) {}

    Advice advice() {
        if (MySqlErrors.isTextWithoutEqual(failure)) {
            return new Advice(
                    "text-without-equal",
                    "A text has octets that its character set does not know, or a character that Unicode lacks: sterna"
                            + " assess --run-id ID tells where. Correct the text, or make the column binary, or set"
                            + " sterna.types.on-undecodable = replace or bytes");
        }
        return switch (failure.getErrorCode()) {
            case 1045, 1698, 1524 -> new Advice("access-denied", login());
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
            case 1044, 1142, 1143, 1227, 1370, 1410 -> new Advice("missing-privilege", grant());
            case 1049 -> unknownDatabase();
            case 1146 ->
                new Advice(
                        "table-not-found",
                        side == Side.TARGET
                                ? "Run sterna prepare --execute first, or check that nobody dropped the table"
                                : ANEW);
            case 1054, 1072 -> new Advice("column-not-found", ANEW);
            case 1040, 1203, 1226 ->
                new Advice(
                        "too-many-connections",
                        "Lower " + configured + ".max-connections, or SET GLOBAL max_connections = ... on the server");
            case 1205 ->
                new Advice(
                        "lock-wait-timeout",
                        "Find who holds the lock (SELECT * FROM information_schema.INNODB_TRX), end it, and " + RESUME);
            case 1213 -> new Advice("deadlock", "Run the same command again with the same run id");
            case 1021, 1114, 1026 ->
                new Advice(
                        "disk-full",
                        "Free space on the server's disk (or let innodb_data_file_path grow), then " + RESUME);
            case 1290, 1792, 1836, 1036 ->
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
            case MySqlErrors.DUPLICATE_ENTRY, 1586 ->
                new Advice(
                        "duplicate-key",
                        "The target already has the row, or its collation takes different keys for equal: empty the"
                                + " table, or give the key column a binary collation by sterna.types.map");
            case 1264, 1265, 1292, 1366, 1406, 1411, 3140, 4078 -> valueDoesNotFit();
            case 1048, 1364 -> new Advice("null-not-allowed", "Let the target's column be NULL, or correct the source");
            case 3819, 4025 ->
                new Advice(
                        "check-violated",
                        "Correct the rows at the source and bring them anew; or do without the check: " + EXCLUDE
                                + "; or, if the table was there before the load, drop it: ALTER TABLE ... DROP CONSTRAINT ...");
            case 1451, 1452, 1216, 1217 ->
                new Advice(
                        "foreign-key-violated",
                        "Bring the rows that it points to as well, or correct them at the source; or do without the key: "
                                + EXCLUDE);
            case 1071, 1118, 1069, 1117, 1170, 1059 ->
                new Advice(
                        "row-too-wide",
                        "Choose narrower or text types for the table's widest columns by sterna.types.map; an index or name that"
                                + " is too long or one too many can be left out: " + EXCLUDE);
            default -> byStatement();
        };
    }

    /** Failures of statements that make objects, and of what ends them. */
    private Advice byStatement() {
        return switch (failure.getErrorCode()) {
            case 1050 ->
                new Advice("table-exists", "Drop the table, or choose another name for it in sterna.tables.rename");
            case 1007, 1022, 1061, 1304, 1359, 1537, 1826, 4127 ->
                new Advice(
                        "object-exists",
                        "Drop the " + side.label() + "'s object of that name, if nobody needs it, or leave it out: "
                                + EXCLUDE);
            case 1215, 1005, 1822, 1824, 3780, 6125 ->
                new Advice(
                        "foreign-key-refused",
                        "Give both columns of the foreign key one type and collation by sterna.types.map, and the columns that it"
                                + " points to a unique key (SHOW ENGINE INNODB STATUS says which part is wrong); or leave it"
                                + " out: " + EXCLUDE);
            case 1115, 1273 ->
                new Advice(
                        "unknown-collation",
                        "This server does not have the source's character set or collation: choose the column's type"
                                + " with a CHARACTER SET and COLLATE of the server by sterna.types.map");
            case 1418, 1419 ->
                new Advice(
                        "binary-log-forbids",
                        "While the binary log is on, only an administrator may make it: SET GLOBAL"
                                + " log_bin_trust_function_creators = 1 on the target for the time of the migration, then "
                                + RESUME);
            case 1449 ->
                new Advice(
                        "definer-missing",
                        "Create the account that the " + side.label() + "'s object runs as: CREATE USER " + definer()
                                + "; and grant it what the object reads, or make the object anew with another DEFINER");
            case 1356 ->
                new Advice(
                        "view-invalid",
                        "The view cannot be read in the " + side.label()
                                + " either: CHECK TABLE says what it lacks; correct or" + " drop it, or leave it out: "
                                + EXCLUDE);
            case 1305, 1128, 1630, 1139 ->
                new Advice(
                        "unknown-function",
                        "Create the function that the message names in the target, or leave out what calls it: "
                                + EXCLUDE);
            case 1286, 1478, 1235, 1289, 1901, 1907, 3106, 1503, 4161 ->
                new Advice(
                        "not-supported",
                        "Change on the source what the message names, make it by hand from the run's prepare.sql or finish.sql in"
                                + " another form, or leave it out: " + EXCLUDE);
            case 1064, 1149, 1067, 1101, 1193, 1231 ->
                new Advice(
                        "statement-not-understood",
                        "If it is an object of the schema: its statement is in the run's prepare.sql or finish.sql, to be"
                                + " corrected and given to the mysql client; or leave it out: " + EXCLUDE
                                + ". Sterna speaks to MySQL 8 and MariaDB from 10.6 (SELECT VERSION())");
            case 1644, 1643 ->
                new Advice(
                        "raised",
                        "A trigger or routine of the " + side.label()
                                + "'s own refused it in these words: correct what it asks"
                                + " for, or drop it for the time of the migration, then " + RESUME);
            case 1206, 1135, 1037, 1038, 1041, 5 ->
                new Advice(
                        "out-of-memory",
                        "Lower " + configured
                                + ".max-connections and sterna.chunk.rows, or raise innodb_buffer_pool_size, then "
                                + RESUME);
            case 1030, 1034, 1194, 1195, 1017, 126, 127, 145 ->
                new Advice(
                        "data-corrupted",
                        "The " + side.label()
                                + "'s storage engine cannot read the table: CHECK TABLE and REPAIR TABLE, or restore"
                                + " it, then " + RESUME);
            case 1317, 1927, 1969, 3024 ->
                new Advice(
                        "query-killed",
                        "Somebody or a time limit ended the query: lift max_statement_time or max_execution_time for"
                                + " this user, then " + RESUME);
            default -> byState();
        };
    }

    private Advice byState() {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String words = message.toLowerCase(Locale.ROOT);
        if (words.contains("max_allowed_packet")) {
            return packetTooLarge();
        }
        if (words.contains("errno: 28") || words.contains("no space left")) {
            return new Advice("disk-full", "Free space on the server's disk, then run the same command again");
        }
        if (words.contains("rsa public key")) {
            return new Advice(
                    "public-key-needed",
                    "Encrypt the connection (" + configured + ".tls = verify), or, in a network that"
                            + " you trust, set " + configured + ".properties.allowPublicKeyRetrieval = true");
        }
        if (words.contains("ssl") || words.contains("certificate")) {
            return new Advice(
                    "tls-failed", "Set " + configured + ".tls (off, require, verify) to what the server offers");
        }
        if (state.startsWith("08")) {
            return new Advice(
                    "server-unreachable",
                    "Check that the server runs and that " + configured
                            + ".url has its host and port; a firewall or bind-address = 127.0.0.1 also looks like this."
                            + " Then " + RESUME);
        }
        if (state.startsWith("22")) {
            return valueDoesNotFit();
        }
        if (state.startsWith("28")) {
            return new Advice("access-denied", login());
        }
        return new Advice(
                "database-error",
                "Correct what the message says, then " + RESUME
                        + ". If it is an object of the schema, its statement is in the run's prepare.sql or finish.sql, to be tried"
                        + " in the mysql client, and it can be left out: " + EXCLUDE);
    }

    private String login() {
        if (message.contains("using password: NO")) {
            String variable = side.label().toUpperCase(Locale.ROOT) + "_PASSWORD";
            return "No password was given: set " + configured
                    + ".password-file to a file that holds it, or the environment" + " variable " + variable + " with "
                    + configured + ".password = ${?" + variable + "}";
        }
        return "Check " + configured + ".user and " + configured + ".password; on the server: ALTER USER " + grantee()
                + " IDENTIFIED BY '...'";
    }

    private static Advice valueDoesNotFit() {
        return new Advice(
                "value-does-not-fit",
                "Widen the target's column by sterna.types.map, correct the value at the source, or declare what becomes of"
                        + " such values: sterna assess names the setting sterna.types.on-... that does");
    }

    /** No more than the work of this side takes: a source is only read. */
    private String grant() {
        Matcher needed = NEEDED.matcher(message);
        if (needed.find()) {
            // One of several is enough; those of a server as a whole are granted on all of it.
            String first = needed.group(1).split(",", 2)[0].strip();
            return "GRANT " + first + " ON *.* TO " + grantee();
        }
        Matcher routine = ROUTINE.matcher(message);
        if (routine.find()) {
            return "GRANT EXECUTE ON " + MySqlLiterals.quote(routine.group(1)) + ".* TO " + grantee();
        }
        Matcher named = DATABASE.matcher(message);
        String database = table == null ? null : table.schema();
        if (named.find()) {
            database = named.group(1) != null ? named.group(1) : named.group(2);
        }
        Matcher command = COMMAND.matcher(message);
        String privileges = command.find()
                ? command.group(1).strip()
                : side == Side.SOURCE
                        ? "SELECT, SHOW VIEW, TRIGGER, EVENT"
                        : "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE VIEW, SHOW VIEW,"
                                + " TRIGGER, CREATE ROUTINE, ALTER ROUTINE, EVENT";
        return "GRANT " + privileges + " ON " + (database == null ? "*.*" : MySqlLiterals.quote(database) + ".*")
                + " TO " + grantee();
    }

    private Advice unknownDatabase() {
        Matcher name = QUOTED.matcher(message);
        String correct = "Correct the database's name in " + configured + ".url";
        return new Advice(
                "unknown-database",
                side == Side.TARGET
                        ? correct + ", or make it: CREATE DATABASE "
                                + (name.find() ? MySqlLiterals.quote(name.group(1)) : "...")
                        : correct);
    }

    private static Advice packetTooLarge() {
        return new Advice(
                "packet-too-large",
                "SET GLOBAL max_allowed_packet = 1073741824 on the server, then run the same command again: new"
                        + " connections get it");
    }

    private String definer() {
        Matcher account = DEFINER.matcher(message);
        return account.find() ? account.group(1) : "'user'@'host'";
    }

    private String grantee() {
        Matcher account = GRANTEE.matcher(message);
        return account.find() ? account.group(1) : "'user'@'host'";
    }
}
