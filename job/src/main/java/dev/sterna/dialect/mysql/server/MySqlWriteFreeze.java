package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.FreezeChanges;
import dev.sterna.dialect.server.FreezeMeans;
import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.dialect.server.FreezeProbe.Outcome;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.WriteFreeze;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Freezes databases where the server or its rights can, and else the server. */
public final class MySqlWriteFreeze implements WriteFreeze {
    /** Taking a freeze back waits for readers, where it waits at all. */
    private static final Duration UNDO_WITHIN = Duration.ofSeconds(30);

    private static List<FreezeWay> ways(Connection connection) throws SQLException {
        if (SessionRights.isMariaDb(connection)) {
            return List.of(new RevokedWrites(), new ServerReadOnly(true));
        }
        return SchemaReadOnly.isKnown(connection)
                ? List.of(new SchemaReadOnly(), new ServerReadOnly(false))
                : List.of(new ServerReadOnly(false));
    }

    private static FreezeWay way(Connection connection, String means) throws SQLException {
        return ways(connection).stream()
                .filter(way -> way.name().equals(means))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No means of this server: " + means));
    }

    @Override
    public List<FreezeMeans> means(Connection connection, List<String> schemas) throws SQLException {
        List<FreezeMeans> means = new ArrayList<>();
        for (FreezeWay way : ways(connection)) {
            means.add(way.means(connection, schemas));
        }
        // Rights are many changes, and one does where nobody else is on the server.
        if (means.get(0).name().equals(RevokedWrites.NAME)
                && Privileges.read(connection).everywhere("SHOW DATABASES")
                && ServerReadOnly.others(connection, schemas).isEmpty()) {
            Collections.reverse(means);
        }
        return means;
    }

    @Override
    public Frozen plan(Connection connection, String means, List<String> schemas) throws SQLException {
        return new Frozen(means, schemas, way(connection, means).changes(connection, schemas));
    }

    @Override
    public void act(Connection connection, Frozen planned, Duration within) throws SQLException {
        long begun = System.nanoTime();
        FreezeWay way = way(connection, planned.means());
        changes(way, planned, within, begun)
                .act(connection, planned, () -> way.settle(connection, planned.schemas(), within, begun));
    }

    @Override
    public List<String> undo(Connection connection, Frozen frozen) throws SQLException {
        return changes(way(connection, frozen.means()), frozen, Duration.ZERO, System.nanoTime())
                .undo(connection, frozen);
    }

    private static FreezeChanges changes(FreezeWay way, Frozen frozen, Duration within, long begun) {
        String blockers = way.blockers(frozen.schemas());
        return new FreezeChanges(
                way::now,
                new FreezeWait("freeze", blockers, within, begun)::run,
                new FreezeWait("unfreeze", blockers, within.plus(UNDO_WITHIN), begun)::run);
    }

    /** Whether a server is read-only is the first thing that it looks at, before the rights of who would write. */
    @Override
    public FreezeProbe probe(Connection fresh, Frozen frozen, List<TableName> tables) throws SQLException {
        if (tables.isEmpty()) {
            return new FreezeProbe(Outcome.UNTOLD, "", "there is no table to write to");
        }
        String sql = "DELETE FROM " + MySqlLiterals.quote(tables.get(0)) + " WHERE FALSE";
        if (frozen.means().equals(ServerReadOnly.NAME) && ServerReadOnly.exempts(fresh)) {
            return new FreezeProbe(Outcome.UNTOLD, sql, "this user may write on a server that is read-only");
        }
        if (frozen.means().equals(RevokedWrites.NAME) && !RevokedWrites.concerns(frozen, fresh)) {
            return new FreezeProbe(Outcome.UNTOLD, sql, "no rights were taken from this user");
        }
        FreezeChanges.execute(fresh, "SET SESSION lock_wait_timeout = 5");
        fresh.setAutoCommit(false);
        try (Statement statement = fresh.createStatement()) {
            statement.execute(sql);
            return new FreezeProbe(Outcome.TAKEN, sql, "the server took it");
        } catch (SQLException failure) {
            if (failure.getSQLState() != null && failure.getSQLState().startsWith("08")) {
                throw failure;
            }
            Outcome outcome = switch (failure.getErrorCode()) {
                // read_only and its like, innodb_read_only, a database that is read-only
                case 1290, 1836, 3989 -> Outcome.REFUSED;
                // Rights, which are gone if it had any.
                case 1142, 1143, 1044 -> frozen.means().equals(RevokedWrites.NAME) ? Outcome.REFUSED : Outcome.UNTOLD;
                default -> Outcome.UNTOLD;
            };
            return new FreezeProbe(outcome, sql, MySqlErrors.words(failure.getMessage()));
        } finally {
            fresh.rollback();
            fresh.setAutoCommit(true);
        }
    }
}
