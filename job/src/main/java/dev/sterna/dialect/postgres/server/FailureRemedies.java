package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.ServerErrorMessage;

/** What to do about a failure: the statement, the setting or the command, with the names that the server gave. */
final class FailureRemedies {
    private static final String RESUME = "run the same command with the same --run-id: it resumes";
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
            case "28P01", "28000" ->
                new Advice(
                        "login-refused",
                        "Check " + setting + ".user and " + setting + ".password, and that the server's"
                                + " pg_hba.conf admits this host; a new password: ALTER ROLE ... PASSWORD '...';");
            case "08001", "08004" ->
                new Advice(
                        "server-unreachable",
                        "Check host and port in " + setting + ".url, that the server runs"
                                + " (pg_isready -h HOST -p PORT), and that listen_addresses and firewalls let this host in");
            case "57P01", "57P02", "57P03" ->
                new Advice("connection-lost", "The server was stopped or is starting: once it is up, " + RESUME);
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
            case "42704" ->
                new Advice(
                        "unknown-type",
                        "Create it in the target (CREATE EXTENSION ...; or CREATE TYPE ...;), or name"
                                + " another type with sterna.types.map");
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
            case "0A000" ->
                new Advice(
                        "not-supported",
                        "Change what the server's message names, or leave the table out with"
                                + " sterna.tables.exclude");
            default -> byClass(state);
        };
    }

    private Advice byClass(String state) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" ->
                new Advice("connection-lost", "See the server's log for why it closed the connection, then " + RESUME);
            case "22" ->
                new Advice(
                        "value-refused",
                        "Name a wider type with sterna.types.map, correct the value in the source, or declare what becomes"
                                + " of such values: sterna assess names the setting sterna.types.on-... that does");
            case "23" -> constraint(state);
            default ->
                new Advice(
                        "sql-failed",
                        "Look the code up in appendix A of PostgreSQL's manual; the server's log has the"
                                + " statement");
        };
    }

    private Advice constraint(String state) {
        String table = server == null || server.getTable() == null
                ? "..."
                : Literals.qualified(new TableName(server.getSchema(), server.getTable()));
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
            default ->
                new Advice(
                        "constraint",
                        "Drop it for the load and add it afterwards: ALTER TABLE " + table + " DROP CONSTRAINT "
                                + named(server == null ? null : server.getConstraint()) + ";");
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
            return "GRANT the owner's role TO " + role;
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
            default -> "GRANT what the message names TO " + role;
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
