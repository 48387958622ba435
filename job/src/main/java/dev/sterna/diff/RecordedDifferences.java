package dev.sterna.diff;

import dev.sterna.compare.DifferenceSink;
import dev.sterna.compare.Piece;
import dev.sterna.compare.RowDifference;

/** Takes the rows in which a table differs, and keeps what was found of each of its parts for a comparison that has to go on. */
final class RecordedDifferences implements DifferenceSink {
    private final DifferenceFile file;
    private final RowOutput output;
    private final FoundRows rows;
    private final String session;
    private final Parts parts;
    private int blocks;
    private long written;
    private DifferenceCounts unwritten = DifferenceCounts.NONE;
    private DifferenceCounts counts = DifferenceCounts.NONE;

    /** Takes what was found of a part. */
    interface Parts {
        void ended(int part, DifferenceCounts counts, PartVerdict.Found found);
    }

    /**
     * @param file takes the rows as well
     * @param rows keeps them; null to keep nothing
     * @param session no other process marks its rows by
     */
    RecordedDifferences(DifferenceFile file, RowOutput output, FoundRows rows, String session, Parts parts) {
        this.file = file;
        this.output = output;
        this.rows = rows;
        this.session = session;
        this.parts = parts;
    }

    DifferenceFile file() {
        return file;
    }

    @Override
    public void begins(Piece piece) {
        file.begins(piece);
    }

    @Override
    public void accept(RowDifference difference) {
        file.accept(difference);
        if (rows == null) {
            return;
        }
        DifferenceCounts one = DifferenceCounts.of(difference);
        counts = counts.plus(one);
        if (output.needs(file.counts().rows())) {
            rows.add(block(), difference, output);
            written++;
        } else {
            unwritten = unwritten.plus(one);
        }
    }

    @Override
    public void meantAlike(long sourceHash, long targetHash) {
        file.meantAlike(sourceHash, targetHash);
        DifferenceCounts one = DifferenceCounts.alike(sourceHash, targetHash);
        counts = counts.plus(one);
        unwritten = unwritten.plus(one);
    }

    private String block() {
        return session + "-" + blocks;
    }

    @Override
    public void ended(int part) {
        if (rows != null) {
            rows.flush();
            parts.ended(part, counts, new PartVerdict.Found(block(), written, unwritten));
            blocks++;
            written = 0;
            unwritten = DifferenceCounts.NONE;
            counts = DifferenceCounts.NONE;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } finally {
            if (rows != null) {
                rows.close();
            }
        }
    }
}
