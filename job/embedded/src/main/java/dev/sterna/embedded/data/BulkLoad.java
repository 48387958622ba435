package dev.sterna.embedded.data;

import dev.sterna.embedded.Database;
import dev.sterna.embedded.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.PGConnection;

/** A connection that takes rows as text by the fastest way that its engine has. */
final class BulkLoad implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final Engine engine;
    private final Connection connection;

    private BulkLoad(Engine engine, Connection connection) {
        this.engine = engine;
        this.connection = connection;
    }

    static BulkLoad open(Database database) throws SQLException {
        Map<String, String> properties =
                database.engine() == Engine.POSTGRESQL ? Map.of() : Map.of("allowLocalInfile", "true");
        return new BulkLoad(database.engine(), database.connect(properties));
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Loads all of a stream into a table, in one transaction. */
    void load(String table, InputStream rows) throws SQLException {
        switch (engine) {
            case POSTGRESQL -> copy(table, rows);
            case MARIADB, MYSQL -> loadData(table, rows);
        }
    }

    private void copy(String table, InputStream rows) throws SQLException {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN", rows, BUFFER);
        } catch (IOException e) {
            throw new SQLException("Cannot copy into " + table, e);
        }
    }

    private void loadData(String table, InputStream rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(rows);
            statement.execute("LOAD DATA LOCAL INFILE 'stream' INTO TABLE " + table + " CHARACTER SET utf8mb4");
            refuseWarnings(statement, table);
        }
    }

    /** With LOCAL a value that does not fit is changed until it does, and only a warning says so. */
    private static void refuseWarnings(Statement statement, String table) throws SQLException {
        try (ResultSet warnings = statement.executeQuery("SHOW WARNINGS LIMIT 1")) {
            if (warnings.next()) {
                throw new SQLException("Cannot load into " + table + ": " + warnings.getString("Message"));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
