package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.postgres.sql.Literals;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Queries whose only parameter is a list of schemas, prepared once a session: for a catalogue of usual size the server plans
 * such a query for longer than it runs. The driver prepares too, but forgets it whenever the search path changes, as it does
 * around each reading.
 */
final class PreparedQueries {
    private static final String PREPARED_ALREADY = "42P05";

    private static final Map<Connection, Set<String>> NAMES = Collections.synchronizedMap(new WeakHashMap<>());

    private PreparedQueries() {}

    /**
     * The statement that executes a query, which is prepared from now on.
     *
     * @param name of nothing but letters, digits and underscores; always of the same text
     * @param text with one question mark
     */
    static String execution(Connection connection, String name, String text, List<String> schemas) throws SQLException {
        Set<String> known = NAMES.computeIfAbsent(connection, fresh -> ConcurrentHashMap.newKeySet());
        if (!known.contains(name)) {
            prepare(connection, name, text);
            known.add(name);
        }
        return schemas.stream()
                .map(Literals::string)
                .collect(Collectors.joining(", ", "EXECUTE " + name + " (ARRAY[", "]::text[])"));
    }

    private static void prepare(Connection connection, String name, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // A question mark would be the driver's.
            statement.execute("PREPARE " + name + " (text[]) AS " + text.replace("?", "$1"));
        } catch (SQLException failure) {
            if (!PREPARED_ALREADY.equals(failure.getSQLState())) {
                throw failure;
            }
        }
    }
}
