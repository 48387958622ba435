package dev.sterna.dialect.postgres.catalog;

import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the catalogue says of a database, object by object, by queries that have nothing in common with those that are
 * tested: rows of the system's tables, with numbers of objects replaced by their names.
 */
public final class PlainCatalogue {
    private final Connection connection;
    private final Map<String, String> objects = new TreeMap<>();

    private PlainCatalogue(Connection connection) {
        this.connection = connection;
    }

    /**
     * From kind and name of every object to everything that is said of it.
     *
     * @param schemas quoted where SQL wants it
     */
    public static Map<String, String> read(TestDatabase database, List<String> schemas) throws SQLException {
        try (Connection connection = database.connect(database.administrator())) {
            PlainCatalogue catalogue = new PlainCatalogue(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET search_path = pg_catalog");
            }
            for (String query : script("postgres-plain.sql", version(connection))) {
                int line = query.indexOf('\n');
                catalogue.add(query.substring("-- ".length(), line), query.substring(line + 1), schemas);
            }
            catalogue.addNextValues();
            return catalogue.objects;
        }
    }

    public static int version(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    /** The blocks of a resource, as they are for a version. */
    public static String[] script(String resource, int version) {
        try (InputStream in = PlainCatalogue.class.getResourceAsStream("/dev/sterna/dialect/" + resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return CatalogueQueries.forVersion(text, version).split("\n\n");
        } catch (IOException failure) {
            throw new AssertionError("Cannot read " + resource, failure);
        }
    }

    private void add(String kind, String query, List<String> schemas) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                int width = row.getMetaData().getColumnCount();
                while (row.next()) {
                    StringBuilder text = new StringBuilder();
                    for (int column = 2; column <= width; column++) {
                        text.append(row.getMetaData().getColumnLabel(column))
                                .append('=')
                                .append(row.getString(column))
                                .append(" | ");
                    }
                    objects.merge(kind + " " + row.getString(1), text.toString(), (a, b) -> a + b);
                }
            }
        }
    }

    /** Only the sequence itself tells it in every version. */
    private void addNextValues() throws SQLException {
        for (String name : List.copyOf(objects.keySet())) {
            if (!name.startsWith("sequence ")) {
                continue;
            }
            String sequence = name.substring("sequence ".length());
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT last_value + CASE WHEN is_called THEN"
                            + " (SELECT seqincrement FROM pg_sequence WHERE seqrelid = '"
                            + sequence.replace("'", "''") + "'::regclass) ELSE 0 END FROM " + sequence)) {
                row.next();
                objects.merge(name, "next=" + row.getString(1), String::concat);
            }
        }
    }

    /** What is not the same on both sides, one text an object. */
    public static List<String> differences(Map<String, String> original, Map<String, String> copy) {
        List<String> differences = new ArrayList<>();
        original.forEach((name, text) -> {
            if (!text.equals(copy.get(name))) {
                differences.add(name + "\n  was: " + text + "\n  is:  " + copy.get(name));
            }
        });
        copy.forEach((name, text) -> {
            if (!original.containsKey(name)) {
                differences.add(name + "\n  was: null\n  is:  " + text);
            }
        });
        return differences;
    }
}
