package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.mysql.sql.UnicodeGaps;
import dev.sterna.error.SternaException;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.sql.SQLException;
import java.util.Locale;

/** What the errors of servers and driver mean, and what to do about them. */
public final class MySqlErrors {
    public static final int DUPLICATE_ENTRY = 1062;
    private static final int NO_SUCH_TABLE = 1146;

    private MySqlErrors() {}

    static boolean isTextWithoutEqual(SQLException failure) {
        return failure.getMessage() != null && UnicodeGaps.isLoss(failure.getErrorCode(), failure.getMessage());
    }

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
            // changed since it was read; a server that is not available, a killed or a too long silent session of
            // MySQL's; a query that was killed, which is all that MySQL says when its session is; a table that was
            // altered after the transaction's view of it began
            case 1040, 1053, 1205, 1213, 1317, 1412, 1927, 1020, 3168, 3169, 4031 -> true;
            // The packet is too large again, although its state is that of a lost connection.
            case 1153 -> false;
            default -> state != null && (state.startsWith("08") || state.startsWith("40"));
        };
    }

    /** That the server is gone, full, read-only, or lets this user in no more. */
    public static boolean isOfServer(SQLException failure) {
        String state = failure.getSQLState();
        return switch (failure.getErrorCode()) {
            // too many connections, shut down, a killed connection, one that was silent for too long
            case 1040, 1053, 1203, 1226, 1927, 3168, 3169, 4031 -> true;
            // full disks
            case 1021, 1026, 1114 -> true;
            // read-only; a user who is not let in
            case 1290, 1836, 1045, 1049, 1129, 1130, 1698 -> true;
            // A packet that is too large is the statement's, although its state is that of a lost connection.
            case 1153 -> false;
            default -> state != null && (state.startsWith("08") || state.startsWith("28")) || isFull(failure);
        };
    }

    private static boolean isFull(SQLException failure) {
        String message =
                failure.getMessage() == null ? "" : failure.getMessage().toLowerCase(Locale.ROOT);
        return message.contains("errno: 28") || message.contains("no space left");
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
        SQLException telling = telling(failure);
        MySqlRemedies.Advice advice = new MySqlRemedies(side, table, telling).advice();
        return SternaException.of(
                side.category(),
                advice.code(),
                table == null ? null : table.toString(),
                "Cannot " + doing + " (" + side.label() + "): "
                        + (isTextWithoutEqual(telling)
                                ? UnicodeGaps.words(telling.getMessage())
                                : words(telling.getMessage())),
                advice.remedy(),
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
}
