package dev.sterna.compare;

import dev.sterna.model.Slice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Hands on what is found of the keys that are looked at: a collation may take others for them. */
final class OfTheseKeys implements DifferenceSink {
    private final DifferenceSink sink;
    private Set<List<String>> keys = Set.of();

    OfTheseKeys(DifferenceSink sink) {
        this.sink = sink;
    }

    @Override
    public void begins(Piece piece) {
        keys = new HashSet<>(((Slice.Keys) piece.slice()).keys());
        sink.begins(piece);
    }

    @Override
    public void accept(RowDifference difference) {
        if (keys.contains(difference.key())) {
            sink.accept(difference);
        }
    }

    @Override
    public void meantAlike(long sourceHash, long targetHash) {
        sink.meantAlike(sourceHash, targetHash);
    }

    @Override
    public void close() {
        sink.close();
    }
}
