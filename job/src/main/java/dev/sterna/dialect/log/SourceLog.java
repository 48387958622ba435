package dev.sterna.dialect.log;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.server.Preflight;
import dev.sterna.dialect.server.Snapshots;
import dev.sterna.model.LogPosition;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Follows the log of a source. A server that can be followed by this user at all has
 * {@link dev.sterna.dialect.server.Capability#FOLLOWS_LOG}; whether these tables can be, and for how long, {@link #missing} tells.
 */
public interface SourceLog extends Serializable {

    /**
     * What stands in the way of following these tables, each with the statement that mends it; asked for, never tried out.
     *
     * @param endpoint with which the log will be read
     * @param hold how long the log has to be kept: how long the copy will take; zero where nobody knows
     */
    List<Preflight.Finding> missing(Connection connection, Endpoint endpoint, Following following, Duration hold)
            throws SQLException;

    /** The foreign keys into these tables, on from these, and of these tables, whose actions the log does not tell. */
    List<Cascade> cascades(Connection connection, List<TableName> tables) throws SQLException;

    /** What it makes on the source. */
    LogObjects objects();

    /**
     * Begins to hold the log back, if the engine has to be told, and opens a view that is not older than the position from
     * which the log can be followed then, and exactly as old where it is shared. What {@link LogObjects#wanted} names
     * before that is there; what holds the log back is made here.
     */
    Snapshots.Snapshot begin(Endpoint endpoint, Following following) throws SQLException;

    /**
     * Reads the log.
     *
     * @param from as {@link #begin} or a {@link Commit} told it
     * @throws dev.sterna.error.SternaException when the log does not go back so far any more
     */
    ChangeFeed open(Endpoint endpoint, Following following, LogPosition from) throws SQLException;

    /** Reads rows no older than what the log has told. */
    Fence fence();
}
