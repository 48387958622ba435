package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.server.FreezeChanges;
import dev.sterna.dialect.server.FreezeMeans;
import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.dialect.server.FreezeProbe.Outcome;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.WriteFreeze;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Freezes the database of the connection. */
public final class PostgresWriteFreeze implements WriteFreeze {
    private static final String READ_ONLY = "25006";

    /** What a statement on no row sets off all the same. */
    private static final String QUIET = "SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_trigger g"
            + " WHERE g.tgrelid = c.oid AND g.tgtype & 1 = 0) AND NOT c.relhasrules"
            + " FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass(?)";

    @Override
    public List<FreezeMeans> means(Connection connection, List<String> schemas) throws SQLException {
        return List.of(DatabaseReadOnly.means(connection));
    }

    @Override
    public Frozen plan(Connection connection, String means, List<String> schemas) throws SQLException {
        require(means);
        return new Frozen(means, schemas, List.of(DatabaseReadOnly.change(connection)));
    }

    private static void require(String means) {
        if (!means.equals(DatabaseReadOnly.NAME)) {
            throw new IllegalArgumentException("No means of this server: " + means);
        }
    }

    @Override
    public void act(Connection connection, Frozen planned, Duration within) throws SQLException {
        changes(planned).act(connection, planned, () -> new SessionsBefore(connection).end(within));
    }

    @Override
    public List<String> undo(Connection connection, Frozen frozen) throws SQLException {
        return changes(frozen).undo(connection, frozen);
    }

    private static FreezeChanges changes(Frozen frozen) {
        require(frozen.means());
        return new FreezeChanges(
                (connection, change) -> DatabaseReadOnly.now(connection),
                FreezeChanges::execute,
                FreezeChanges::execute);
    }

    /** That a transaction is read-only is what the server looks at first, before the rights of who would write. */
    @Override
    public FreezeProbe probe(Connection fresh, Frozen frozen, List<TableName> tables) throws SQLException {
        if (tables.isEmpty()) {
            return new FreezeProbe(Outcome.UNTOLD, "", "there is no table to write to");
        }
        String sql = write(fresh, tables);
        fresh.setAutoCommit(false);
        try (Statement statement = fresh.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '5s'");
            statement.execute(sql);
            return new FreezeProbe(Outcome.TAKEN, sql, "the server took it");
        } catch (SQLException failure) {
            if (failure.getSQLState() == null || failure.getSQLState().startsWith("08")) {
                throw failure;
            }
            return new FreezeProbe(
                    READ_ONLY.equals(failure.getSQLState()) ? Outcome.REFUSED : Outcome.UNTOLD,
                    sql,
                    failure.getMessage().strip());
        } finally {
            fresh.rollback();
            fresh.setAutoCommit(true);
        }
    }

    /** A table without triggers and rules that would act, or else rows' locks, which are a write too. */
    private static String write(Connection connection, List<TableName> tables) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUIET)) {
            for (TableName table : tables) {
                statement.setString(1, Literals.qualified(table));
                try (ResultSet quiet = statement.executeQuery()) {
                    if (quiet.next() && quiet.getBoolean(1)) {
                        return "DELETE FROM ONLY " + Literals.qualified(table) + " WHERE false";
                    }
                }
            }
        }
        return "SELECT FROM ONLY " + Literals.qualified(tables.get(0)) + " WHERE false FOR UPDATE";
    }
}
