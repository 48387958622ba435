package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.server.FreezeMeans;
import dev.sterna.dialect.server.Frozen;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** One way to keep writes out of a server of MySQL or MariaDB. */
interface FreezeWay {

    /** The name of its means. */
    String name();

    FreezeMeans means(Connection connection, List<String> schemas) throws SQLException;

    List<Frozen.Change> changes(Connection connection, List<String> schemas) throws SQLException;

    /** How it is now what a change changes. */
    String now(Connection connection, Frozen.Change change) throws SQLException;

    /** A query of the sessions that its statements may have to wait for: number, who, whether it comes as this user. */
    String blockers(List<String> schemas);

    /** Waits, once the changes are made, until nobody goes on with what he was allowed before; as for {@link FreezeWait}. */
    default void settle(Connection connection, List<String> schemas, Duration within, long begun) throws SQLException {}
}
