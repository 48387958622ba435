package dev.sterna.dialect.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What following makes on the source, where nothing else is ever written. */
public interface LogObjects {

    /** What a run needs, in the order in which it is made; it is dropped the other way round. */
    List<LogObject> wanted(Connection connection, Following following) throws SQLException;

    /** What is there now, of all runs, in the order in which it is dropped: a run that was killed leaves it behind. */
    List<LogObject> found(Connection connection) throws SQLException;

    /**
     * Sets a marker into the log, with a transaction of its own: whoever follows comes to it when everything that was committed
     * before has been told.
     *
     * @param connection with autocommit on
     * @param mark up to 100 letters, digits and hyphens, never the same twice in a run
     */
    void mark(Connection connection, Following following, String mark) throws SQLException;
}
