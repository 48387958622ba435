package dev.sterna.dialect.server;

import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Turns triggers of a target off while rows are brought that they have fired for already, at the source, and on again as
 * they were; likewise foreign keys, where a session cannot leave them unchecked. Connections have autocommit on.
 */
public interface TriggerSwitch {

    /** What is done to tables. */
    enum Work {
        /** Rows come, after the tables were emptied where that is wanted. */
        LOAD,
        /** Rows come, change and go. */
        CHANGE
    }

    /**
     * Triggers and such foreign keys that fire for this work on these tables, in the order in which they are to be turned on
     * again. A foreign key that refers to a table fires for rows of it that change or go.
     */
    List<TargetTrigger> firing(Connection connection, List<TableName> tables, Work work) throws SQLException;

    /** Whether foreign keys go unchecked while rows are brought, without being turned off. */
    default boolean leavesKeysUnchecked() {
        return false;
    }

    /**
     * The schemas with tables whose foreign keys refer to one of these and go unchecked, as far as this user sees them; some
     * may be those of the tables themselves.
     */
    default List<String> referring(Connection connection, List<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Those of the tables of which this user cannot see whether they have triggers, with what would let it see them. */
    Optional<String> unseen(Connection connection, List<TableName> tables) throws SQLException;

    /** Why this user could not turn a trigger off and on again, or empty when it can. It may try that out on a table of its own. */
    Optional<String> obstacle(Connection connection, TargetTrigger trigger) throws SQLException;

    /** Keeps it from firing. Repeatable. */
    void off(Connection connection, TargetTrigger trigger) throws SQLException;

    /** Lets it fire as before; does nothing where it does already, or is gone with its table. */
    void on(Connection connection, TargetTrigger trigger) throws SQLException;
}
