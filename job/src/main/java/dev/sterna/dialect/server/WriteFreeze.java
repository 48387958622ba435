package dev.sterna.dialect.server;

import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Keeps everybody from writing into a database, and lets them write again. What it changes is planned first, so that the caller notes it
 * where a killed process leaves it behind: from the note alone anybody can take the freeze back. Connections have autocommit on.
 *
 * <p>Sessions that stand in the way are ended, but never those of Sterna itself, of replication, or of other databases. Which are
 * Sterna's own is a matter of the user that it comes as, and of the name that its sessions give themselves where the engine has such
 * names: so a source's user should be nobody else's.
 */
public interface WriteFreeze {

    /**
     * All ways that this engine has, best first: the narrowest that truly holds. Those that this user may not go are among them, with
     * the statements that would let it.
     *
     * @param schemas those that are migrated
     */
    List<FreezeMeans> means(Connection connection, List<String> schemas) throws SQLException;

    /**
     * What the means would change, and what is there now. Changes nothing.
     *
     * @param means the name of one
     */
    Frozen plan(Connection connection, String means, List<String> schemas) throws SQLException;

    /**
     * Freezes as planned. When it returns, no transaction that had begun before can still commit a write that the means holds back. Repeatable, also after a process was killed
     * in the midst of it. No other connection of Sterna may have a transaction open meanwhile that has read the database.
     *
     * @param within how long others may keep it waiting
     * @throws dev.sterna.error.SternaException (REFUSED) when somebody has changed since what was planned, or sessions stand in the way
     *     to the end; then, as after every other failure, all is as it was before
     */
    void act(Connection connection, Frozen planned, Duration within) throws SQLException;

    /**
     * Takes a freeze back, whoever made it, and however far it came. Repeatable. What somebody else has changed since stays as it is.
     *
     * @return what was left as it is, in words, with the statements that would have taken it back
     */
    List<String> undo(Connection connection, Frozen frozen) throws SQLException;

    /**
     * Tries a write that changes nothing and is rolled back.
     *
     * @param fresh a session that was opened after the freeze and has done nothing that lets it write in spite of it; of no use afterwards but for closing
     * @param tables into one of which it tries
     */
    FreezeProbe probe(Connection fresh, Frozen frozen, List<TableName> tables) throws SQLException;
}
