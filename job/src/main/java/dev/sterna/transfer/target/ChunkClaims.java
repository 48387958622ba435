package dev.sterna.transfer.target;

import dev.sterna.ledger.ChunkLedger;
import dev.sterna.model.Digest;
import java.io.Serializable;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Whether a chunk is in a table already, decided in the transaction of its rows. It travels to executors. */
public sealed interface ChunkClaims extends Serializable {

    /**
     * Claims a chunk in the open transaction, before its rows.
     *
     * @param rows as they are known by now; null when they are not, and then {@link #settle} follows
     * @return false when the chunk is in already; then the caller rolls back, and reports success
     */
    boolean claim(Connection open, int chunk, Digest rows) throws SQLException;

    /** Notes rows and sum of a chunk that the same transaction has claimed, once they are known; the sum may be null. */
    void settle(Connection open, int chunk, long rows, BigInteger sum) throws SQLException;

    /** By the ledger: a twin waits until the first transaction has ended, and a lost answer to a commit is settled. */
    record InLedger(ChunkLedger ledger, String runId, String table) implements ChunkClaims {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean claim(Connection open, int chunk, Digest rows) throws SQLException {
            return rows == null
                    ? ledger.claim(open, runId, table, chunk, 0, null)
                    : ledger.claim(open, runId, table, chunk, rows.rows(), rows.sum());
        }

        @Override
        public void settle(Connection open, int chunk, long rows, BigInteger sum) throws SQLException {
            ledger.settle(open, runId, table, chunk, rows, sum);
        }

        Optional<Digest> find(Connection open, int chunk) throws SQLException {
            return ledger.find(open, runId, table, chunk);
        }
    }

    /** By nothing: whoever loads the same chunk twice has its rows twice. */
    record None() implements ChunkClaims {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean claim(Connection open, int chunk, Digest rows) {
            return true;
        }

        @Override
        public void settle(Connection open, int chunk, long rows, BigInteger sum) {
            // nothing was noted
        }
    }
}
