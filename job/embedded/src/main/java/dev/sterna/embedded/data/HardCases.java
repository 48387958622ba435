package dev.sterna.embedded.data;

import dev.sterna.embedded.Database;
import dev.sterna.embedded.Engine;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A schema of what goes wrong in migrations, within what both engines can hold: keys, values and names. The same rows
 * every time. No zero dates and no NUL characters in text: those are refused by default, and are cases of their own.
 */
public final class HardCases {
    private static final int BATCH = 500;

    private HardCases() {}

    /** The tables that {@link #load} makes in this engine. */
    public static List<String> tableNames(Engine engine) {
        return tables(engine).stream().map(HardTable::name).toList();
    }

    /**
     * Creates the tables and fills them.
     *
     * @throws SQLException when the database refuses, or has one of the tables already; it is left as it is then
     */
    public static List<LoadedTable> load(Database database) throws SQLException {
        Vocabulary vocabulary = new Vocabulary(database.engine());
        List<LoadedTable> loaded = new ArrayList<>();
        try (Connection connection = connect(database)) {
            for (HardTable table : tables(database.engine())) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE " + vocabulary.quoted(table.name()) + " ("
                            + vocabulary.sql(table.columns()) + ")" + vocabulary.sql("{table}"));
                }
                connection.setAutoCommit(false);
                loaded.add(fill(connection, vocabulary, table, database.engine()));
                connection.setAutoCommit(true);
                try (Statement statement = connection.createStatement()) {
                    statement.execute(vocabulary.sql("{analyze} ") + vocabulary.quoted(table.name()));
                }
            }
        }
        return loaded;
    }

    private static List<HardTable> tables(Engine engine) {
        return Stream.of(HardKeys.tables(), HardValues.tables(), HardNames.tables())
                .flatMap(List::stream)
                .filter(table -> table.engines().contains(engine))
                .toList();
    }

    private static Connection connect(Database database) throws SQLException {
        if (database.engine() == Engine.POSTGRESQL) {
            Connection connection = database.connect(Map.of("stringtype", "unspecified"));
            connection.createStatement().execute("SET TIME ZONE 'UTC'");
            return connection;
        }
        return database.connect(Map.of("sessionVariables", "time_zone='+00:00',sql_mode='STRICT_ALL_TABLES'"));
    }

    private static LoadedTable fill(Connection connection, Vocabulary vocabulary, HardTable table, Engine engine)
            throws SQLException {
        long rows = 0;
        long bytes = 0;
        Iterator<Object[]> all = table.rows().apply(engine).iterator();
        if (!all.hasNext()) {
            return new LoadedTable(table.name(), 0, 0);
        }
        Object[] row = all.next();
        String holes = String.join(", ", Collections.nCopies(row.length, "?"));
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + vocabulary.quoted(table.name()) + " VALUES (" + holes + ")")) {
            while (true) {
                bytes += bind(insert, row);
                insert.addBatch();
                rows++;
                if (rows % BATCH == 0 || !all.hasNext()) {
                    insert.executeBatch();
                }
                if (!all.hasNext()) {
                    return new LoadedTable(table.name(), rows, bytes);
                }
                row = all.next();
            }
        }
    }

    private static long bind(PreparedStatement insert, Object[] row) throws SQLException {
        long bytes = 0;
        for (int column = 0; column < row.length; column++) {
            if (row[column] instanceof byte[] binary) {
                insert.setBytes(column + 1, binary);
                bytes += binary.length;
            } else if (row[column] instanceof String text) {
                insert.setString(column + 1, text);
                bytes += text.getBytes(StandardCharsets.UTF_8).length;
            } else {
                insert.setNull(column + 1, Types.NULL);
            }
        }
        return bytes;
    }
}
