package dev.sterna.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What is found of one part of a table, on its way into the sink of all its parts, which comes to hear of one after another in their order.
 * A little is kept until there is no more, or too much to be kept, and then the part's turn is waited for.
 */
final class PartSink implements DifferenceSink {
    private static final int MOST_KEPT = 1000;
    private static final long MOST_CHARACTERS = 1L << 20;

    private final DifferenceSink shared;
    private final Turns turns;
    private final int number;
    private final List<Consumer<DifferenceSink>> kept = new ArrayList<>();
    private long characters;
    private boolean isOurTurn;

    /**
     * @param turns of the table's parts
     * @param number of this one among them
     */
    PartSink(DifferenceSink shared, Turns turns, int number) {
        this.shared = shared;
        this.turns = turns;
        this.number = number;
    }

    @Override
    public void begins(Piece piece) {
        pass(sink -> sink.begins(piece));
    }

    @Override
    public void accept(RowDifference difference) {
        characters += characters(difference);
        pass(sink -> sink.accept(difference));
    }

    private static long characters(RowDifference difference) {
        if (difference instanceof RowDifference.Missing row) {
            return characters(row.values());
        }
        if (difference instanceof RowDifference.Extra row) {
            return characters(row.values());
        }
        RowDifference.Changed row = (RowDifference.Changed) difference;
        return characters(row.sourceValues()) + characters(row.targetValues());
    }

    private static long characters(List<String> texts) {
        return texts.stream().filter(Objects::nonNull).mapToLong(String::length).sum();
    }

    @Override
    public void meantAlike(long sourceHash, long targetHash) {
        pass(sink -> sink.meantAlike(sourceHash, targetHash));
    }

    @Override
    public void ended(int part) {
        pass(sink -> sink.ended(part));
    }

    private void pass(Consumer<DifferenceSink> word) {
        if (isOurTurn) {
            word.accept(shared);
            return;
        }
        kept.add(word);
        if (kept.size() > MOST_KEPT || characters > MOST_CHARACTERS) {
            handOver();
        }
    }

    /** Hands over what was kept; what is not handed over is as if it had not been found. */
    void handOver() {
        if (!isOurTurn) {
            turns.await(number);
            isOurTurn = true;
        }
        kept.forEach(word -> word.accept(shared));
        kept.clear();
    }
}
