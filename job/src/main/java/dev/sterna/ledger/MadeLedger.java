package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.jdbc.Connector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Marks by which objects of the target are known as Sterna's own, whichever run has made them. A mark is the hash of what
 * there is to know of an object; what it stands for, only whoever has made it can tell.
 */
public final class MadeLedger {
    private static final int AT_ONCE = 200;

    private final Dialect dialect;
    private final LedgerServer server;

    MadeLedger(Dialect dialect, Connector connector) {
        this.dialect = dialect;
        this.server = new LedgerServer(dialect, connector);
    }

    /**
     * One mark.
     *
     * @param hash lower-case hex SHA-256
     * @param what kind of mark it is, in a word
     * @param object the object, for a person
     */
    public record Mark(String hash, String what, String object) {}

    /** The hashes of all marks; none in a ledger without this table. */
    public Set<String> hashes() {
        return server.ask("read the ledger", this::read);
    }

    /** Adds marks, as far as they are not there, all in one transaction. */
    public void add(String runId, Collection<Mark> marks) {
        List<Mark> wanted = List.copyOf(marks);
        if (wanted.isEmpty()) {
            return;
        }
        server.ask("note objects in the ledger", connection -> {
            connection.setAutoCommit(false);
            try {
                insert(connection, runId, wanted);
            } catch (SQLException failure) {
                connection.rollback();
                if (!dialect.isDuplicateKey(failure)) {
                    throw failure;
                }
                // Another process has noted some of them in the meantime.
                insert(connection, runId, wanted);
            }
            connection.setAutoCommit(true);
            return null;
        });
    }

    /** Removes marks. */
    public void remove(Collection<String> hashes) {
        List<String> gone = List.copyOf(hashes);
        server.ask("forget objects in the ledger", connection -> {
            for (int from = 0; from < gone.size(); from += AT_ONCE) {
                List<String> some = gone.subList(from, Math.min(gone.size(), from + AT_ONCE));
                String sql = "DELETE FROM " + name(connection) + " WHERE " + quote("mark") + " IN ("
                        + some.stream().map(hash -> "?").collect(Collectors.joining(", ")) + ")";
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    for (int i = 0; i < some.size(); i++) {
                        statement.setString(i + 1, some.get(i));
                    }
                    statement.executeUpdate();
                }
            }
            return null;
        });
    }

    private void insert(Connection connection, String runId, List<Mark> marks) throws SQLException {
        Set<String> known = read(connection);
        String sql = "INSERT INTO " + name(connection) + " (" + quote("mark") + ", " + quote("what") + ", "
                + quote("object_name") + ", " + quote("run_id") + ") VALUES (?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Mark mark : marks) {
                if (known.add(mark.hash())) {
                    statement.setString(1, mark.hash());
                    statement.setString(2, mark.what());
                    statement.setString(3, mark.object());
                    statement.setString(4, runId);
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
        connection.commit();
    }

    private Set<String> read(Connection connection) throws SQLException {
        String sql = "SELECT " + quote("mark") + " FROM " + name(connection);
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            Set<String> hashes = new HashSet<>();
            while (rows.next()) {
                hashes.add(rows.getString(1));
            }
            return hashes;
        } catch (SQLException failure) {
            if (dialect.isMissingTable(failure)) {
                return new HashSet<>();
            }
            throw failure;
        }
    }

    private String name(Connection connection) throws SQLException {
        return server.table(connection, "made");
    }

    private String quote(String identifier) {
        return dialect.sql().quote(identifier);
    }
}
