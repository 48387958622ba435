package dev.sterna.dialect.log;

import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Makes pieces of what a log tells, and hands a long transaction over in several. Of a transaction that is of no concern only the
 * position counts: it goes on with the next piece, or alone where nobody is behind.
 */
public final class Pieces {
    /** Keys of one piece. */
    static final int MOST_KEYS = 5_000;

    /** And their characters: a key may be as long as a page of an index. */
    private static final int MOST_CHARACTERS = 2_000_000;

    /** Whoever takes positions alone stores each of them: a busy log has more than anybody needs. */
    private static final long BETWEEN_POSITIONS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Takes pieces, and makes the log wait when there are too many. */
    public interface Receiver {
        void put(Changes piece) throws InterruptedException;

        /** Whether all that was put has been taken. */
        boolean isEmpty();
    }

    private final Receiver receiver;
    private final Map<TableName, Set<List<String>>> keys = new LinkedHashMap<>();
    private final Set<TableName> truncated = new HashSet<>();
    private final Set<TableName> redefined = new HashSet<>();
    private final List<String> markers = new ArrayList<>();
    private final Set<TableName> silent = new HashSet<>();
    private int count;
    private int characters;
    private boolean begun;
    private Commit passed;
    private long told = System.nanoTime() - BETWEEN_POSITIONS;

    public Pieces(Receiver receiver) {
        this.receiver = receiver;
    }

    public void changed(TableName table, List<String> key) throws InterruptedException {
        if (silent.contains(table)) {
            return;
        }
        if (keys.computeIfAbsent(table, name -> new LinkedHashSet<>()).add(key)) {
            count++;
            for (String value : key) {
                characters += value.length();
            }
        }
        if (count >= MOST_KEYS || characters >= MOST_CHARACTERS) {
            put(Optional.empty());
            begun = true;
        }
    }

    /** Keys of earlier pieces do not matter any more, and those that follow come after. */
    public void truncated(TableName table) {
        if (!silent.contains(table)) {
            truncated.add(table);
        }
    }

    /** From here on nothing is told of the table. */
    public void redefined(TableName table) {
        if (silent.add(table)) {
            redefined.add(table);
        }
    }

    /** Tables of which nothing is told any more. */
    public Set<TableName> silent() {
        return Set.copyOf(silent);
    }

    public boolean isSilent(TableName table) {
        return silent.contains(table);
    }

    public void marked(String marker) {
        markers.add(marker);
    }

    /** Whether a marker stands in the transaction that is read. */
    public boolean isMarked() {
        return !markers.isEmpty();
    }

    /** Ends the transaction, or tells how far the log is where there is none. */
    public void committed(Commit commit) throws InterruptedException {
        if (begun || !keys.isEmpty() || !truncated.isEmpty() || !redefined.isEmpty() || !markers.isEmpty()) {
            put(Optional.of(commit));
        } else {
            passed = commit;
            if (receiver.isEmpty()) {
                waiting();
            }
        }
    }

    /** The log has no more at the moment. */
    public void waiting() throws InterruptedException {
        if (passed != null && System.nanoTime() - told >= BETWEEN_POSITIONS) {
            put(Optional.of(passed));
            told = System.nanoTime();
        }
    }

    private void put(Optional<Commit> commit) throws InterruptedException {
        Changes piece = new Changes(keys, truncated, redefined, markers, commit);
        keys.clear();
        truncated.clear();
        redefined.clear();
        markers.clear();
        count = 0;
        characters = 0;
        begun = false;
        passed = null;
        receiver.put(piece);
    }
}
