package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.ServerErrorMessage;

/** What to do about a failure: the statement, the setting or the command, with the names that the server gave. */
final class FailureRemedies {
    private static final String RESUME = "run the same command with the same --run-id: it resumes";
    private static final String EXCLUDE = "sterna.objects.exclude = [\"KIND NAME\"], as sterna assess lists it";
    /** {@code no pg_hba.conf entry for host "10.1.2.3", user "shop", database "shop", no encryption}. */
    private static final Pattern HBA =
            Pattern.compile("for host \"([^\"]+)\", user \"([^\"]+)\", database \"([^\"]+)\"");

    private static final Pattern MISSING = Pattern.compile("^([a-z ]+?) \"");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern DENIED = Pattern.compile("permission denied (?:for|to create) (\\w+) ?(.*)");

    private final Side side;
    private final String words;
    private final ServerErrorMessage server;
    private final String setting;

    /** @param server may be null: the failure is then the driver's */
    FailureRemedies(Side side, String words, ServerErrorMessage server) {
        this.side = side;
        this.words = words;
        this.server = server;
        this.setting = "sterna." + side.label();
    }

    /** @param code of the problem, for programs */
    record Advice(String code, String remedy) {}

    Advice of(String state) {
        return switch (state) {
            case "28P01", "28000" -> new Advice("login-refused", login());
            case "08001", "08004" -> connecting();
            case "57P01", "57P02", "57P03" ->
                new Advice("connection-lost", "The server was stopped or is starting: once it is up, " + RESUME);
            case "57P05", "25P03", "25P04" ->
                new Advice(
                        "connection-lost",
                        "A time limit of the server ended the session: ALTER ROLE <" + setting + ".user> SET"
                                + " idle_session_timeout = 0; and so for idle_in_transaction_session_timeout and"
                                + " transaction_timeout; then " + RESUME);
            case "3D000" ->
                new Advice(
                        "unknown-database",
                        "Correct the database in " + setting + ".url, or create it: CREATE DATABASE " + quoted() + ";");
            case "3F000" ->
                new Advice(
                        "unknown-schema",
                        "Correct " + setting + ".schemas, or create it: CREATE SCHEMA " + quoted() + ";");
            case "53300" ->
                new Advice(
                        "too-many-connections",
                        "Lower " + setting + ".max-connections, or raise max_connections in the"
                                + " server's configuration");
            case "53100" ->
                new Advice(
                        "disk-full",
                        "Free space on the disk of the " + side.label() + ", or extend it, then " + RESUME);
            case "53200" ->
                new Advice(
                        "out-of-memory",
                        "Lower " + setting + ".max-connections, or work_mem in the server's" + " configuration");
            case PostgresFailures.PRIVILEGE -> new Advice("missing-privilege", grant());
            case "42P01" ->
                new Advice(
                        "unknown-table",
                        "Check sterna.tables, and create missing tables of the target:" + " sterna prepare --execute");
            case "42703" ->
                new Advice(
                        "unknown-column",
                        "The table has changed since the plan was made: plan anew with a new" + " --run-id");
            case "42P07" -> new Advice("table-exists", "Drop it, or name another target with sterna.tables.rename");
            case "42704" -> new Advice(words.contains("role ") ? "unknown-role" : "unknown-type", missing());
            case "25006" ->
                new Advice(
                        "read-only",
                        "Name the primary in " + setting + ".url: this server is a standby, or"
                                + " default_transaction_read_only is on");
            case "55P03", "57014" ->
                new Advice(
                        "cancelled",
                        "Somebody cancelled the statement or holds a lock (SELECT * FROM pg_stat_activity;"
                                + " shows who); then " + RESUME);
            case "40001", "40P01" -> new Advice("conflict", "Nothing is half done: " + RESUME);
            case "0A000" -> new Advice("not-supported", unsupported());
            case "42883" ->
                new Advice(
                        "unknown-function",
                        "Create the function that the message names, or the extension that brings it (SELECT extname, extversion"
                                + " FROM pg_extension on the source tells which), in the target; or " + leaveOut());
            case "42710", "42723", "42P06", "42701", "42712" ->
                new Advice(
                        "object-exists",
                        "Drop the " + side.label() + "'s object of that name, if nobody needs it, or " + leaveOut());
            case "2BP01", "55006" ->
                new Advice(
                        "object-in-use",
                        "End what uses it (SELECT pid, query FROM pg_stat_activity; shows sessions, the message names"
                                + " dependent objects), then " + RESUME);
            case "54000", "54001", "54011", "54023" ->
                new Advice(
                        "too-large",
                        "Make it smaller on the source, where the message says what is too large: fewer columns, a shorter"
                                + " index or expression; or " + leaveOut());
            case "53400", "53000" ->
                new Advice(
                        "server-limit",
                        "Raise the setting that the message names on the " + side.label()
                                + " (ALTER SYSTEM SET ...; SELECT pg_reload_conf();), then " + RESUME);
            case "XX001", "XX002" ->
                new Advice(
                        "data-corrupted",
                        "The " + side.label() + "'s own files are damaged: restore them, or for an index REINDEX INDEX"
                                + " CONCURRENTLY what the message names, then " + RESUME);
            default -> byClass(state);
        };
    }

    private Advice byClass(String state) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" ->
                new Advice(
                        "connection-lost",
                        "The server, a proxy or a firewall ended the connection: see that none of them ends long or idle"
                                + " sessions (idle_session_timeout, tcp_keepalives_idle), then " + RESUME);
            case "22" ->
                new Advice(
                        "value-refused",
                        "Name a wider type with sterna.types.map, correct the value in the source, or declare what becomes"
                                + " of such values: sterna assess names the setting sterna.types.on-... that does");
            case "23" -> constraint(state);
            case "54" -> of("54000");
            case "53" -> of("53400");
            case "58" ->
                new Advice(
                        "server-files",
                        "See that the disk and the files of the " + side.label()
                                + " that the message names are there and that"
                                + " the server may read and write them, then " + RESUME);
            case "P0", "38", "39" ->
                new Advice(
                        "raised",
                        "A trigger or function of the " + side.label()
                                + "'s own refused it in these words: correct what it"
                                + " asks for, or disable it for the time of the migration (ALTER TABLE ... DISABLE TRIGGER ...;),"
                                + " then " + RESUME);
            case "HV" ->
                new Advice(
                        "foreign-server",
                        "See that the foreign server answers (SELECT from the table in psql), or leave the table out with"
                                + " sterna.tables.exclude");
            case "42" ->
                new Advice(
                        "statement-refused",
                        "Correct what the message names. If it is an object of the schema: its statement is in the run's"
                                + " prepare.sql or finish.sql, to be corrected and given to psql; or " + leaveOut());
            default ->
                new Advice(
                        "sql-failed",
                        "Correct what the message says; then " + RESUME
                                + ". If it is an object of the schema, its statement is"
                                + " in the run's prepare.sql or finish.sql, to be tried in psql, and it can be left out: "
                                + EXCLUDE);
        };
    }

    private static String leaveOut() {
        return "leave it out: " + EXCLUDE;
    }

    private String login() {
        Matcher entry = HBA.matcher(words);
        if (entry.find()) {
            return "Add to the server's pg_hba.conf: \"host " + entry.group(3) + " " + entry.group(2) + " "
                    + entry.group(1)
                    + (entry.group(1).contains(":") ? "/128" : "/32") + " scram-sha-256\", and SELECT pg_reload_conf();"
                    + (words.contains("no encryption")
                            ? " or encrypt the connection: " + setting + ".tls = verify"
                            : "");
        }
        if (words.contains("is not permitted to log in")) {
            return "ALTER ROLE " + quoted() + " LOGIN;";
        }
        if (words.contains("does not exist")) {
            return "Correct " + setting + ".user, or CREATE ROLE " + quoted() + " LOGIN PASSWORD '...';";
        }
        return "Check " + setting + ".user and " + setting + ".password; a new password: ALTER ROLE " + quoted()
                + " PASSWORD '...';";
    }

    private Advice connecting() {
        if (words.contains("password")) {
            String variable = side.label().toUpperCase(Locale.ROOT) + "_PASSWORD";
            return new Advice(
                    "login-refused",
                    "The server asks for a password: set " + setting + ".password-file to a file that holds it, or the"
                            + " environment variable " + variable + " with " + setting + ".password = ${?" + variable
                            + "}");
        }
        return new Advice(
                "server-unreachable",
                "Check host and port in " + setting
                        + ".url, that the server runs (pg_isready -h HOST -p PORT), and that"
                        + " listen_addresses and firewalls let this host in");
    }

    /** What is not known by its name. */
    private String missing() {
        Matcher name = MISSING.matcher(words);
        String kind = name.find() ? name.group(1) : "";
        String what = quoted();
        return switch (kind) {
            case "role" ->
                "CREATE ROLE " + what + "; on the target, or leave out what names it: sterna.objects.exclude ="
                        + " [\"grant *\", \"owner *\"]";
            case "tablespace" -> "CREATE TABLESPACE " + what + " LOCATION '...'; on the target";
            case "collation" ->
                "CREATE COLLATION " + what + " (...); on the target as the source has it (\\dOS+ in psql), or"
                        + " install the locale on the target's machine";
            case "extension",
                    "operator class",
                    "operator family",
                    "access method",
                    "text search configuration",
                    "text search dictionary",
                    "language" ->
                "Create the extension that brings it in the target: CREATE EXTENSION ...; (SELECT extname FROM pg_extension"
                        + " on the source tells which)";
            default ->
                "Create it in the target (CREATE EXTENSION ...; or CREATE TYPE ...;), or name another type with"
                        + " sterna.types.map";
        };
    }

    private String unsupported() {
        if (words.startsWith("extension ") && words.contains("not available")) {
            return "Install the package of the extension " + quoted()
                    + " on the target's machine, or leave it and what needs it"
                    + " out: sterna.objects.exclude = [\"extension *\"]";
        }
        return "Change what the message names on the source, or " + leaveOut() + ", a table by sterna.tables.exclude";
    }

    private Advice constraint(String state) {
        String table = server == null || server.getTable() == null
                ? "..."
                : Literals.qualified(new TableName(server.getSchema(), server.getTable()));
        String constraint = named(server == null ? null : server.getConstraint());
        boolean made = words.contains("is violated by some row")
                || words.startsWith("could not create unique index")
                || words.contains("contains null values");
        if (made) {
            return new Advice(
                    state.equals("23505") ? "duplicate-key" : state.equals("23502") ? "not-null" : "constraint",
                    "Rows that are in " + table
                            + " break it: correct them at the source and bring them anew, or do without it: "
                            + EXCLUDE
                            + (state.equals("23514")
                                    ? "; to have it for new rows only: ALTER TABLE " + table + " ADD CONSTRAINT "
                                            + constraint + " CHECK (...) NOT VALID;"
                                    : ""));
        }
        return switch (state) {
            case "23505" ->
                new Advice(
                        "duplicate-key",
                        "If the row was there before: sterna.existing-rows = truncate. If not, the"
                                + " target's key tells apart less than the source's (case, accents, blanks): compare their"
                                + " collations");
            case "23502" ->
                new Advice(
                        "not-null",
                        "ALTER TABLE " + table + " ALTER COLUMN " + named(server == null ? null : server.getColumn())
                                + " DROP NOT NULL;");
            case "23503" ->
                new Advice(
                        "constraint",
                        "Bring the rows that it points to as well, or correct them at the source; for the time of the load: ALTER"
                                + " TABLE " + table + " DROP CONSTRAINT " + constraint + ";, and add it afterwards");
            default ->
                new Advice(
                        "constraint",
                        "Correct the rows at the source; or, if the table was there before the load: ALTER TABLE "
                                + table + " DROP CONSTRAINT " + constraint + ";");
        };
    }

    /** The server does not say which role it refuses: it is the one that the configuration names. */
    private String grant() {
        String role = "<" + setting + ".user>;";
        if (words.contains("row-level security")) {
            return "ALTER ROLE " + role.replace(";", "")
                    + " BYPASSRLS; or leave the table out with sterna.tables.exclude";
        }
        if (words.startsWith("must be owner")) {
            return "GRANT <owner> TO " + role + " with the owner of what the message names";
        }
        Matcher denied = DENIED.matcher(words);
        String name = denied.matches() && !denied.group(2).isEmpty() ? Literals.identifier(denied.group(2)) : "...";
        return switch (denied.matches() ? denied.group(1) : "") {
            case "schema" ->
                "GRANT USAGE" + (side == Side.TARGET ? ", CREATE" : "") + " ON SCHEMA " + name + " TO " + role;
            case "database" ->
                "GRANT " + (side == Side.TARGET ? "CREATE, CONNECT" : "CONNECT") + " ON DATABASE " + name + " TO "
                        + role;
            case "table", "view", "relation" ->
                "GRANT " + (side == Side.TARGET ? "SELECT, INSERT, UPDATE, DELETE, TRUNCATE" : "SELECT") + " ON " + name
                        + " TO " + role;
            case "sequence" -> "GRANT USAGE, SELECT, UPDATE ON SEQUENCE " + name + " TO " + role;
            case "function" -> "GRANT EXECUTE ON FUNCTION " + name + " TO " + role;
            default ->
                "Give the user the right that the message names, as a member of the owner's role: GRANT <owner> TO "
                        + role;
        };
    }

    private String quoted() {
        Matcher quoted = QUOTED.matcher(words);
        return quoted.find() ? Literals.identifier(quoted.group(1)) : "...";
    }

    private static String named(String identifier) {
        return identifier == null ? "..." : Literals.identifier(identifier);
    }
}
