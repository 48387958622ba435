package dev.sterna.dialect.postgres;

import dev.sterna.error.SternaException;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What to say about a failure. The server's detail and the values in its messages are left out: they hold rows. */
final class PostgresFailures {
    static final String PRIVILEGE = "42501";

    /** {@code invalid input syntax for type date: "..."}. */
    private static final Pattern VALUE = Pattern.compile(": \"(?s:.*)\"?$");

    private PostgresFailures() {}

    static SternaException explain(SQLException failure, Side side, String doing, TableName table) {
        SternaException known = SternaException.findIn(failure);
        if (known != null) {
            return known;
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String setting = "sterna." + side.label();
        Advice advice = advice(state, setting, side);
        String name = table == null ? null : table.toString();
        String message = "Cannot " + doing + " (" + side.label() + "): " + words(failure, state);
        return SternaException.of(side.category(), advice.code, name, message, advice.remedy, failure);
    }

    private static String words(SQLException failure, String state) {
        String message = failure.getMessage();
        if (failure instanceof PSQLException own) {
            ServerErrorMessage server = own.getServerErrorMessage();
            if (server != null && server.getMessage() != null) {
                message = server.getMessage();
            }
        }
        String safe = message == null ? "no message" : message.strip();
        if (state.startsWith("22") || state.startsWith("P0")) {
            safe = VALUE.matcher(safe).replaceFirst("");
        }
        return safe + (state.isEmpty() ? "" : " [" + state + "]");
    }

    private static Advice advice(String state, String setting, Side side) {
        return switch (state) {
            case "28P01", "28000" ->
                new Advice(
                        "login-refused",
                        "Check " + setting + ".user and " + setting + ".password, and that the"
                                + " server's pg_hba.conf admits this host; a new password: ALTER ROLE ... PASSWORD '...';");
            case "08001", "08004" ->
                new Advice(
                        "server-unreachable",
                        "Check host and port in " + setting + ".url, that the server runs"
                                + " (pg_isready -h HOST -p PORT), and that listen_addresses and firewalls let this host in");
            case "08003", "08006", "08000", "57P01", "57P02", "57P03" ->
                new Advice(
                        "connection-lost",
                        "Check that the server is up (its log says why it closed the connection),"
                                + " then run the same command with the same --run-id: it resumes");
            case "3D000" ->
                new Advice(
                        "unknown-database",
                        "Correct the database in " + setting + ".url, or create it:" + " CREATE DATABASE ...;");
            case "3F000" ->
                new Advice("unknown-schema", "Correct " + setting + ".schemas, or create it: CREATE SCHEMA ...;");
            case "53300" ->
                new Advice(
                        "too-many-connections",
                        "Lower " + setting + ".max-connections, or raise the server's" + " max_connections");
            case "53100" ->
                new Advice(
                        "disk-full",
                        "Free space on the " + side.label() + "'s disk, or extend it, then run the same"
                                + " command with the same --run-id: it resumes");
            case "53200" ->
                new Advice("out-of-memory", "Lower " + setting + ".max-connections, or the server's work_mem");
            case PRIVILEGE -> new Advice("missing-privilege", grant(side));
            case "23505" ->
                new Advice(
                        "duplicate-key",
                        "The target has such a row already, or its key tells apart less than the"
                                + " source's (case, accents, blanks): empty the table (sterna.existing-rows = truncate), or"
                                + " compare the keys' collations");
            case "23502" ->
                new Advice(
                        "not-null",
                        "The target's column refuses NULL where the source has one:"
                                + " ALTER TABLE ... ALTER COLUMN ... DROP NOT NULL;");
            case "23514", "23503", "23P01" ->
                new Advice(
                        "constraint",
                        "Drop the constraint for the load and add it afterwards:"
                                + " ALTER TABLE ... DROP CONSTRAINT ...;");
            case "42P01" ->
                new Advice(
                        "unknown-table",
                        "Check sterna.tables, and create missing target tables with:" + " sterna prepare --execute");
            case "42703", "42P10" ->
                new Advice(
                        "unknown-column",
                        "The table has changed since the plan was made: sterna plan with a new" + " --run-id");
            case "42P07" ->
                new Advice("table-exists", "Drop it, or map the table to another name with sterna.tables.rename");
            case "42704" ->
                new Advice(
                        "unknown-type",
                        "Create the type or extension in the target (CREATE EXTENSION ...;), or name"
                                + " another type with sterna.types.map");
            case "25006" ->
                new Advice(
                        "read-only",
                        "The server is a standby or default_transaction_read_only is on: use the"
                                + " primary's address in " + setting + ".url");
            case "55P03", "57014" ->
                new Advice(
                        "cancelled",
                        "Somebody cancelled the statement or holds a lock:"
                                + " SELECT * FROM pg_stat_activity; shows who. Then run the same command with the same --run-id");
            case "40001", "40P01" -> new Advice("conflict", "Run the same command with the same --run-id: it resumes");
            case "0A000" ->
                new Advice(
                        "not-supported",
                        "The server's message names what stands in the way; leave the table out with"
                                + " sterna.tables.exclude if it cannot be changed");
            default -> general(state, side);
        };
    }

    private static Advice general(String state, Side side) {
        if (state.startsWith("08")) {
            return new Advice("connection-lost", "Run the same command with the same --run-id: it resumes");
        }
        if (state.startsWith("22")) {
            return new Advice(
                    "value-refused",
                    "A value does not fit its column in the " + side.label()
                            + ": name a wider type with sterna.types.map, or correct the value");
        }
        return new Advice(
                "sql-failed",
                "Look the code up in PostgreSQL's manual (appendix A); the server's log has the" + " statement");
    }

    private static String grant(Side side) {
        return side == Side.SOURCE
                ? "On the source: GRANT USAGE ON SCHEMA ... TO ...; GRANT SELECT ON ALL TABLES IN SCHEMA ... TO ...;"
                        + " where row-level security applies: ALTER ROLE ... BYPASSRLS;"
                : "On the target: GRANT CREATE ON DATABASE ... TO ...; for the schema sterna,"
                        + " GRANT CREATE, USAGE ON SCHEMA ... TO ...; and for tables that are there:"
                        + " GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA ... TO ...;";
    }

    private record Advice(String code, String remedy) {}
}
