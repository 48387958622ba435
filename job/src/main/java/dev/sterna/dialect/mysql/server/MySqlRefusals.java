package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.rows.RowRefusal;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which failures are a row's own fault. */
public final class MySqlRefusals {
    private static final Pattern ROW = Pattern.compile(" at row (\\d+)");

    /** With database and table before it, or without. */
    private static final Pattern COLUMN = Pattern.compile("(?i:column|field) (?:['`][^'`]+['`]\\.)*['`]([^'`]+)['`]");

    /** What this package's writers put before the server's words. */
    private static final Pattern OWN = Pattern.compile(
            "^(?:The server took \\d+ of \\d+ rows unchanged or with warnings: |The server changed a value: )");

    private MySqlRefusals() {}

    public static Optional<RowRefusal> of(SQLException failure) {
        SQLException telling = MySqlErrors.telling(failure);
        String state = telling.getSQLState() == null ? "" : telling.getSQLState();
        if (!isRows(telling.getErrorCode(), state)) {
            return Optional.empty();
        }
        String words = OWN.matcher(MySqlErrors.words(telling.getMessage())).replaceFirst("");
        Matcher row = ROW.matcher(words);
        Matcher column = COLUMN.matcher(words);
        return Optional.of(new RowRefusal(
                telling.getErrorCode() > 0 ? Integer.toString(telling.getErrorCode()) : state,
                words.replaceAll(" at row \\d+", ""),
                column.find() ? column.group(1) : null,
                row.find() ? Long.parseLong(row.group(1)) : 0));
    }

    /** A warning's number says more than the state that our own writers give to all warnings. */
    private static boolean isRows(int number, String state) {
        return switch (number) {
            // disk, locks, rights, read-only, killed, connections
            case 1021, 1026, 1114, 1205, 1213, 1044, 1142, 1143, 1227, 1290, 1792, 1836, 1317, 1927, 1969, 3024 ->
                false;
            // a duplicate; NULL; out of range, cut, wrong for its type; no partition; JSON; geometry; foreign key;
            // check
            case MySqlErrors.DUPLICATE_ENTRY, 1586, 1048, 1263, 1264, 1265, 1292, 1300, 1364, 1366, 1367, 1406, 1411 ->
                true;
            case 1118, 1416, 1452, 1216, 1526, 1690, 1748, 3037, 3140, 3819, 4025, 4078 -> true;
            default ->
                switch (state.length() < 2 ? "" : state.substring(0, 2)) {
                    case "22", "23", "44", "45" -> true;
                    default -> false;
                };
        };
    }
}
