package dev.sterna.transfer.target;

import dev.sterna.transfer.stage.RowView;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedReader;
import dev.sterna.transfer.stage.StagedView;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Looks for the first row of a chunk that the target refuses. Nothing of it stays in the target. */
final class FirstRefused {
    private final Loading loading;
    private final StagedChunk chunk;
    private String words = "";

    FirstRefused(Loading loading, StagedChunk chunk) {
        this.loading = loading;
        this.chunk = chunk;
    }

    /** By its key and the column, as the end of a message; empty when it is not found again. */
    String words() {
        try (Connection connection = loading.target().connector().open()) {
            connection.setAutoCommit(false);
            try {
                look(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException | IOException | RuntimeException other) {
            // The failure that made somebody look is the one to tell of.
            return words;
        }
        return words;
    }

    private void look(Connection connection) throws SQLException, IOException {
        RejectFile.Form form = loading.rejects().form();
        Sieve sieve = new Sieve(loading.target().dialect(), connection, loading.plan(), (row, why) -> {
            String key = form.keyOf(row);
            words = "; the first such row of the chunk "
                    + (key == null ? "is its row " + row.number() : "has the key " + key)
                    + (why.column() == null ? "" : ", in column " + why.column());
            return false;
        });
        RowView view = new StagedView(loading.types());
        long rows = 0;
        try (StagedReader reader = loading.rejects().staged().open(chunk)) {
            while (!sieve.stopped() && reader.next()) {
                sieve.add(view.over(reader.get()), ++rows);
            }
        }
        sieve.finish();
    }
}
