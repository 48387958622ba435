package dev.sterna.dialect.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Who uses a database, and whether somebody has written to it. Asking changes nothing of what is asked for. */
public interface Activity {

    /**
     * What the server has counted by now. Whoever writes at this moment may not be in it yet.
     *
     * @param schemas of the database; where a schema is one, those that are looked at
     */
    ActivityMarks marks(Connection connection, List<String> schemas) throws SQLException;

    /** The sessions in the database but those of Sterna itself, which are told by the user that it comes as. */
    Sessions sessions(Connection connection, List<String> schemas) throws SQLException;

    /**
     * Some sessions, each in words with its number.
     *
     * @param clients that may write
     * @param replication that send the log to others, and places in the log that are kept for them
     * @param elsewhere that are in no database and may reach every one
     * @param unseen what would let this user see all of them; empty where it does
     */
    record Sessions(List<String> clients, List<String> replication, List<String> elsewhere, String unseen) {
        public Sessions {
            clients = List.copyOf(clients);
            replication = List.copyOf(replication);
            elsewhere = List.copyOf(elsewhere);
        }
    }
}
