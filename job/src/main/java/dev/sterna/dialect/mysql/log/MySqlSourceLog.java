package dev.sterna.dialect.mysql.log;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.log.Cascade;
import dev.sterna.dialect.log.ChangeFeed;
import dev.sterna.dialect.log.Fence;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObjects;
import dev.sterna.dialect.log.ReadAhead;
import dev.sterna.dialect.log.SourceLog;
import dev.sterna.dialect.mysql.catalog.MySqlSchemaReader;
import dev.sterna.dialect.mysql.server.MySqlChangeLog;
import dev.sterna.dialect.mysql.server.MySqlSession;
import dev.sterna.dialect.mysql.server.MySqlSnapshots;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.server.Preflight;
import dev.sterna.dialect.server.Snapshots.Snapshot;
import dev.sterna.model.GtidList;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

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
        try (Connection connection =
                MySqlSession.connector(endpoint, Side.SOURCE).open()) {
            long opened = Long.parseLong(ScalarQuery.text(connection, "SELECT UNIX_TIMESTAMP()"));
            LogPosition end = new MySqlChangeLog().position(connection).orElseThrow(UnfollowableBinlog::none);
            // MySQL counts as executed what everybody sees.
            return MySqlSnapshots.at(end instanceof GtidList ? MySqlFence.visible(connection) : end, opened);
        }
    }

    @Override
    public ChangeFeed open(Endpoint endpoint, Following following, LogPosition from) throws SQLException {
        LogSubject subject;
        Set<TableName> redefined;
        boolean checksummed;
        try (Connection connection =
                MySqlSession.connector(endpoint, Side.SOURCE).open()) {
            subject = LoggedTables.of(connection, following);
            // What was altered since it was planned would be read by columns that it did not have then, or has not now.
            redefined = following.redefined(new MySqlSchemaReader()
                    .catalog(
                            connection,
                            following.tables().stream()
                                    .map(followed -> followed.table().name().schema())
                                    .distinct()
                                    .toList()));
            checksummed = !"NONE".equals(ScalarQuery.text(connection, "SELECT @@GLOBAL.binlog_checksum"));
        }
        return new ReadAhead(
                "sterna-log",
                new BinlogReader(BinlogConnection.open(endpoint, from), subject, redefined, from, checksummed));
    }

    @Override
    public Fence fence() {
        return new MySqlFence();
    }
}
