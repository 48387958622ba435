package dev.sterna.dialect.mysql.log;

import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObject;
import dev.sterna.dialect.log.LogObjects;
import dev.sterna.dialect.log.ObjectNames;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A table for markers, in the schema of the first table that is followed; nothing else is needed. */
public final class MySqlLogObjects implements LogObjects {
    static final String MARK = "mark";

    @Override
    public List<LogObject> wanted(Connection connection, Following following) {
        return List.of(table(markers(following), following.run()));
    }

    static TableName markers(Following following) {
        String schema = following.tables().stream()
                .map(followed -> followed.table().name().schema())
                .sorted()
                .findFirst()
                .orElseThrow();
        return new TableName(schema, ObjectNames.of(following.run(), ""));
    }

    private static LogObject table(TableName name, String run) {
        String quoted = MySqlLiterals.quote(name);
        return new LogObject(
                LogObject.Role.MARKING,
                "table of markers",
                name.toString(),
                run,
                List.of("CREATE TABLE " + quoted + " (" + MARK
                        + " varchar(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY) ENGINE = InnoDB"),
                List.of("DROP TABLE " + quoted));
    }

    @Override
    public List<LogObject> found(Connection connection) throws SQLException {
        List<LogObject> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.COLUMNS"
                                + " WHERE TABLE_NAME LIKE '" + ObjectNames.PREFIX.replace("_", "\\_")
                                + "%' AND COLUMN_NAME = '"
                                + MARK + "' ORDER BY 1, 2")) {
            while (rows.next()) {
                found.add(
                        table(new TableName(rows.getString(1), rows.getString(2)), ObjectNames.run(rows.getString(2))));
            }
        }
        return found;
    }

    @Override
    public void mark(Connection connection, Following following, String mark) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO " + MySqlLiterals.quote(markers(following)) + " VALUES ("
                    + MySqlLiterals.text(mark) + ")");
        }
    }
}
