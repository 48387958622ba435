package dev.sterna.changes;

import dev.sterna.compare.DifferenceSink;
import dev.sterna.compare.Piece;
import dev.sterna.compare.RowDifference;
import dev.sterna.compare.TablePair;

/** Hands on what a comparison finds as it looks from the other side: what the target has alone, the source lacks. */
public final class FlippedRows implements DifferenceSink {
    private final TablePair pair;
    private final DifferenceSink sink;

    /** @param pair as it was compared */
    public FlippedRows(TablePair pair, DifferenceSink sink) {
        this.pair = pair;
        this.sink = sink;
    }

    @Override
    public void begins(Piece piece) {
        sink.begins(new Piece(pair.targetRows(piece.slice()).slice(), piece.buckets(), piece.of(), piece.rows()));
    }

    @Override
    public void accept(RowDifference difference) {
        if (difference instanceof RowDifference.Missing row) {
            sink.accept(new RowDifference.Extra(row.key(), row.values(), row.sourceHash()));
        } else if (difference instanceof RowDifference.Extra row) {
            sink.accept(new RowDifference.Missing(row.key(), row.values(), row.targetHash()));
        } else if (difference instanceof RowDifference.Changed row) {
            sink.accept(new RowDifference.Changed(
                    row.key(),
                    row.columns(),
                    /* sourceValues= */ row.targetValues(),
                    /* targetValues= */ row.sourceValues(),
                    row.targetHash(),
                    row.sourceHash()));
        }
    }

    @Override
    public void meantAlike(long sourceHash, long targetHash) {
        sink.meantAlike(targetHash, sourceHash);
    }

    @Override
    public void close() {
        sink.close();
    }
}
