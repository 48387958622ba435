package dev.sterna.dialect.server;

import dev.sterna.model.LogPosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The log in which a server writes every change, as far as somebody who reads tables has to know of it. */
public interface ChangeLog {

    /**
     * Where the log ends now; on a standby, up to where it is applied. Empty where the server keeps no log of
     * all its changes, or does not tell this user.
     *
     * <p>A log runs ahead of what readers see: a transaction whose commit stands before the position may still be
     * invisible to a query that begins afterwards. So this says from where to follow, and not what has been read.
     */
    Optional<LogPosition> position(Connection connection) throws SQLException;
}
