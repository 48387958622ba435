package dev.sterna.sync;

import dev.sterna.changes.ChangedTable;
import dev.sterna.compare.DigestQueries;
import dev.sterna.compare.KeyComparer;
import dev.sterna.compare.RowDifference;
import dev.sterna.compare.TableComparer;
import dev.sterna.compare.proof.Hand;
import dev.sterna.compare.proof.Proof;
import dev.sterna.compare.proof.Unlike;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares open keys again, one table's at a time. The thread that uses it closes it. */
final class ProofLooks implements ProofThreads.Work {
    private static final int KEYS = 2000;

    private final Proof proof;
    private final Map<TableName, ChangedTable> tables;
    private final TableComparer comparer;
    private KeyComparer open;

    ProofLooks(Proof proof, Map<TableName, ChangedTable> tables, TableComparer comparer) {
        this.proof = proof;
        this.tables = tables;
        this.comparer = comparer;
    }

    /** Compares some keys; false where there are none to compare now. */
    @Override
    public boolean step() {
        Hand hand = proof.take(KEYS, System.nanoTime());
        if (hand == null) {
            return false;
        }
        boolean looked = false;
        try {
            if (open == null) {
                open = comparer.byKey();
            }
            Map<List<String>, Unlike> unlike = new HashMap<>();
            open.differing(tables.get(hand.table()).pair(), hand.keys())
                    .forEach((key, difference) -> unlike.put(key, unlike(difference)));
            proof.looked(hand, unlike, System.nanoTime());
            looked = true;
        } catch (SternaException failure) {
            close();
            if (isWithoutHash(failure)) {
                proof.lose(hand.table(), failure.getMessage());
                return true;
            }
            throw failure;
        } finally {
            if (!looked) {
                proof.giveBack(hand, System.nanoTime());
            }
        }
        return true;
    }

    private static boolean isWithoutHash(SternaException failure) {
        return failure.problems().stream().anyMatch(problem -> problem.code().equals(DigestQueries.ROWS_WITHOUT_HASH));
    }

    private static Unlike unlike(RowDifference difference) {
        if (difference instanceof RowDifference.Missing) {
            return Unlike.MISSING;
        }
        return difference instanceof RowDifference.Extra ? Unlike.EXTRA : Unlike.CHANGED;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
