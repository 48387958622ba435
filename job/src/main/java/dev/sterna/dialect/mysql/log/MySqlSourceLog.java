package dev.sterna.dialect.mysql.log;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.log.Cascade;
import dev.sterna.dialect.log.ChangeFeed;
import dev.sterna.dialect.log.Fence;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObjects;
import dev.sterna.dialect.log.ReadAhead;
import dev.sterna.dialect.log.SourceLog;
import dev.sterna.dialect.mysql.server.MySqlSession;
import dev.sterna.dialect.mysql.server.MySqlSnapshots;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.server.Preflight;
import dev.sterna.dialect.server.Snapshots.Snapshot;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The binary log, read as a replica reads it. The server keeps it by time, for whoever comes. */
public final class MySqlSourceLog implements SourceLog {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Preflight.Finding> missing(Connection connection, Endpoint endpoint, Following following, Duration hold)
            throws SQLException {
        return MySqlLogNeeds.missing(connection, endpoint, following, hold);
    }

    @Override
    public List<Cascade> cascades(Connection connection, List<TableName> tables) throws SQLException {
        return CascadeReader.read(connection, tables);
    }

    @Override
    public LogObjects objects() {
        return new MySqlLogObjects();
    }

    @Override
    public Snapshot begin(Endpoint endpoint, Following following) throws SQLException {
        Snapshot view = new MySqlSnapshots().open(MySqlSession.connector(endpoint, Side.SOURCE));
        if (view.position().isEmpty()) {
            view.close();
            throw UnfollowableBinlog.none();
        }
        return view;
    }

    @Override
    public ChangeFeed open(Endpoint endpoint, Following following, LogPosition from) throws SQLException {
        LogSubject subject;
        boolean checksummed;
        try (Connection connection =
                MySqlSession.connector(endpoint, Side.SOURCE).open()) {
            subject = LoggedTables.of(connection, following);
            checksummed = !"NONE".equals(ScalarQuery.text(connection, "SELECT @@GLOBAL.binlog_checksum"));
        }
        return new ReadAhead(
                "sterna-log", new BinlogReader(BinlogConnection.open(endpoint, from), subject, from, checksummed));
    }

    @Override
    public Fence fence() {
        return new MySqlFence();
    }
}
