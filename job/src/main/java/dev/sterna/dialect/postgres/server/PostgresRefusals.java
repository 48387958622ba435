package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.rows.RowRefusal;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Which failures are a row's own fault. */
public final class PostgresRefusals {
    /** The server names the row of a COPY, and the column when its value could not be read. */
    private static final Pattern WHERE = Pattern.compile("COPY .*?, line (\\d+)(?:, column ([^:\\n]+))?");

    private static final Pattern OWN_COLUMN = Pattern.compile("^Cannot load column ([^:]+): ");

    private PostgresRefusals() {}

    public static Optional<RowRefusal> of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        ServerErrorMessage server = failure instanceof PSQLException own ? own.getServerErrorMessage() : null;
        Matcher where = WHERE.matcher(server == null || server.getWhere() == null ? "" : server.getWhere());
        boolean placed = where.find();
        String column = placed ? where.group(2) : null;
        if (!isRows(state, column != null)) {
            return Optional.empty();
        }
        String words = PostgresFailures.words(failure, server, state);
        Matcher own = OWN_COLUMN.matcher(words);
        if (server != null && server.getColumn() != null) {
            column = server.getColumn();
        } else if (column == null && own.find()) {
            column = own.group(1);
        }
        return Optional.of(new RowRefusal(state, words, column, placed ? Long.parseLong(where.group(1)) : 0));
    }

    /**
     * Classes of data, constraints, views' check options, what triggers raise, and what a row is too large for. Names that
     * a value of type {@code regclass} and the like stands for are looked up: class 42, while a column is read.
     */
    private static boolean isRows(String state, boolean readingColumn) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "22", "23", "44", "P0", "54" -> true;
            case "42" -> readingColumn && !state.equals(PostgresFailures.PRIVILEGE);
            default -> false;
        };
    }
}
