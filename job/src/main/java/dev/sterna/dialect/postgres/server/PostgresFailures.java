package dev.sterna.dialect.postgres.server;

import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What to say about a failure. The server's detail and the values in its messages are left out: they hold rows. */
public final class PostgresFailures {
    static final String PRIVILEGE = "42501";

    /** {@code invalid input syntax for type date: "..."}; a message may have been cut before the closing quote. */
    private static final Pattern VALUE = Pattern.compile(": \"(?s:.*)$");

    /** {@code value "..." is out of range for type smallint} and {@code invalid value "..." for "YYYY"}. */
    private static final Pattern QUOTED_VALUE = Pattern.compile("\\bvalue \"(?s:.*)\" (?=is out of range|for )");

    /** While a value is read, as a COPY's column or as a parameter: then a name that is not found is a value. */
    private static final Pattern READING = Pattern.compile("COPY .*?, line \\d+, column |\\bparameter \\$\\d+");

    /** A name in quotes, or what stands at the end. */
    private static final Pattern NAME = Pattern.compile("\"(?s:.*)\"|(?<=: )(?s:.*)$");

    private PostgresFailures() {}

    public static SternaException explain(SQLException failure, Side side, String doing, TableName table) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        ServerErrorMessage server = failure instanceof PSQLException own ? own.getServerErrorMessage() : null;
        String words = words(failure, server, state);
        FailureRemedies.Advice advice = new FailureRemedies(side, words, server).of(state);
        String message =
                "Cannot " + doing + " (" + side.label() + "): " + words + (state.isEmpty() ? "" : " [" + state + "]");
        Problem problem =
                Problem.error(advice.code(), table == null ? null : table.toString(), message, advice.remedy());
        return new SternaException(side.category(), List.of(problem), failure);
    }

    /** The engine's own words without what could be a row's value. */
    static String words(SQLException failure, ServerErrorMessage server, String state) {
        String message = server != null && server.getMessage() != null ? server.getMessage() : failure.getMessage();
        if (message == null) {
            return "no message";
        }
        if (isLookUp(state)
                && server != null
                && server.getWhere() != null
                && READING.matcher(server.getWhere()).find()) {
            return NAME.matcher(message.strip()).replaceFirst("...");
        }
        // Classes of data and of raised exceptions: there a value stands at the end.
        return state.startsWith("22") || state.startsWith("P0")
                ? VALUE.matcher(QUOTED_VALUE.matcher(message.strip()).replaceFirst("value "))
                        .replaceFirst("")
                : message.strip();
    }

    /** Names of relations, functions, types, schemas and databases, and whatever else of the language is not known. */
    private static boolean isLookUp(String state) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "42", "3F", "3D", "0A" -> true;
            default -> false;
        };
    }
}
