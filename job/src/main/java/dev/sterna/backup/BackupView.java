package dev.sterna.backup;

import dev.sterna.dialect.server.Snapshots.Snapshot;
import dev.sterna.error.Problem;
import dev.sterna.migration.Database;
import dev.sterna.model.LogPosition;
import dev.sterna.model.TableName;
import dev.sterna.transfer.ConnectionBudget;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The view of the source in which a backup reads, open on a connection of its own. */
final class BackupView implements AutoCloseable {
    private final Database source;
    private final Snapshot snapshot;

    private BackupView(Database source, Snapshot snapshot) {
        this.source = source;
        this.snapshot = snapshot;
    }

    static BackupView open(Database source) {
        return source.attempt("open a view of the source", null, () -> new BackupView(source, snapshot(source)));
    }

    private static Snapshot snapshot(Database source) throws SQLException {
        return source.dialect().snapshots().open(source.connector());
    }

    /** What the manifest says of it. */
    Manifest.View entry() {
        return new Manifest.View(
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                snapshot.shared(),
                snapshot.position().map(LogPosition::toString).orElse(null));
    }

    /** Statements that put a session into the view. */
    List<String> join() {
        return snapshot.join();
    }

    /** The connections to the source, of which one may keep the view open. */
    ConnectionBudget connections() {
        return ConnectionBudget.of(source).holding(snapshot.shared() ? 1 : 0);
    }

    /** That chunks may show different moments; empty where they cannot, or nothing was written since the view was opened. */
    Optional<Problem> disturbance(List<TableName> tables) {
        return snapshot.shared() || wasQuiet(tables)
                ? Optional.empty()
                : Optional.of(Problem.warning(
                        "no-shared-view",
                        null,
                        "The backup does not show one moment: "
                                + source.server().product()
                                + " has no view that several connections share, so rows that were written while it was"
                                + " taken may be in it or not",
                        "Stop the writers and take a new backup under another --run-id; if nobody wrote, it is complete,"
                                + " and sterna diff shows it"));
    }

    private boolean wasQuiet(List<TableName> tables) {
        return !source.ask(
                "look whether the source was written to", connection -> snapshot.mayDiffer(connection, tables));
    }

    @Override
    public void close() {
        source.attempt("end the view of the backup", null, () -> {
            snapshot.close();
            return null;
        });
    }
}
