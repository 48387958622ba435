package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObject;
import dev.sterna.dialect.log.LogObjects;
import dev.sterna.dialect.log.ObjectNames;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A publication of the tables that are followed, because of others it would make the application's own updates fail, and a slot of
 * the same name.
 */
public final class PostgresLogObjects implements LogObjects {
    static final String PUBLICATION = "publication";
    static final String SLOT = "replication slot";

    @Override
    public List<LogObject> wanted(Connection connection, Following following) throws SQLException {
        String name = name(connection, following.run());
        return List.of(publication(connection, name, following), slot(name, following.run()));
    }

    static String name(Connection connection, String run) throws SQLException {
        return ObjectNames.of(run, connection.getCatalog());
    }

    private static LogObject publication(Connection connection, String name, Following following) throws SQLException {
        List<TableName> partitioned = partitioned(connection);
        String tables = following.tables().stream()
                .map(followed -> followed.table().name())
                .sorted()
                // What inherits from a table is a table of its own; partitions are not.
                .map(table -> (partitioned.contains(table) ? "" : "ONLY ") + Literals.qualified(table))
                .collect(Collectors.joining(", "));
        return publication(
                name,
                following.run(),
                List.of(
                        "CREATE PUBLICATION " + Literals.identifier(name) + " FOR TABLE " + tables
                                + " WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = true)",
                        KnownParts.comment(
                                name,
                                FollowedState.of(connection, name, following.tables()).values().stream()
                                        .collect(Collectors.toMap(FollowedState::number, FollowedState::parts)))));
    }

    private static List<TableName> partitioned(Connection connection) throws SQLException {
        List<TableName> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'p'")) {
            while (rows.next()) {
                names.add(new TableName(rows.getString(1), rows.getString(2)));
            }
        }
        return names;
    }

    private static LogObject publication(String name, String run, List<String> make) {
        return new LogObject(
                LogObject.Role.READING,
                PUBLICATION,
                name,
                run,
                make,
                List.of("DROP PUBLICATION " + Literals.identifier(name)));
    }

    private static LogObject slot(String name, String run) {
        String literal = Literals.string(name);
        return new LogObject(
                LogObject.Role.HOLDING,
                SLOT,
                name,
                run,
                List.of("SELECT pg_catalog.pg_create_logical_replication_slot(" + literal + ", 'pgoutput')"),
                List.of("SELECT pg_catalog.pg_drop_replication_slot(" + literal + ")"));
    }

    @Override
    public List<LogObject> found(Connection connection) throws SQLException {
        List<LogObject> found = new ArrayList<>();
        String own = " LIKE '" + ObjectNames.PREFIX.replace("_", "\\_") + "%' ORDER BY 1";
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT slot_name FROM pg_catalog.pg_replication_slots"
                    + " WHERE database = pg_catalog.current_database() AND slot_name" + own)) {
                while (rows.next()) {
                    found.add(slot(rows.getString(1), ObjectNames.run(rows.getString(1))));
                }
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT pubname FROM pg_catalog.pg_publication WHERE pubname" + own)) {
                while (rows.next()) {
                    found.add(publication(rows.getString(1), ObjectNames.run(rows.getString(1)), List.of()));
                }
            }
        }
        return found;
    }

    @Override
    public void mark(Connection connection, Following following, String mark) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_catalog.pg_logical_emit_message(true, ?, ?)")) {
            statement.setString(1, PgOutput.PREFIX);
            statement.setString(2, following.run() + ":" + mark);
            statement.execute();
        }
    }
}
