package dev.sterna.diff;

import dev.sterna.compare.DifferenceSink;
import dev.sterna.compare.RowDifference;

/**
 * Takes the rows in which computed columns differ, of a table whose carried rows are the same: so a row that only one side has is one
 * of a table without a key, or a row that the source's side leaves out for its declared loss.
 */
final class GeneratedDifferences implements DifferenceSink {
    private final DifferenceFile file;
    private final boolean lossesLeftOut;

    GeneratedDifferences(DifferenceFile file, boolean lossesLeftOut) {
        this.file = file;
        this.lossesLeftOut = lossesLeftOut;
    }

    DifferenceFile file() {
        return file;
    }

    /** Rows that differ for no declared reason. */
    long rows() {
        return file.counts().changed() + file.counts().missing();
    }

    /** Whether it is known why the digests differ though no row does. */
    boolean isExplained() {
        return lossesLeftOut || file.counts().alike() > 0;
    }

    @Override
    public void accept(RowDifference difference) {
        if (!lossesLeftOut || !(difference instanceof RowDifference.Extra)) {
            file.accept(difference);
        }
    }

    @Override
    public void meantAlike(long sourceHash, long targetHash) {
        file.meantAlike(sourceHash, targetHash);
    }

    @Override
    public void close() {
        file.close();
    }
}
