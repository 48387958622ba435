package dev.sterna.step;

import dev.sterna.error.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What goes on beside the steps of one command, or stands until a later step takes it back: whatever is left of it when the command
 * ends, is ended then. Thread-safe.
 */
public final class Beside {
    private final List<Companion> companions = new ArrayList<>();

    /** One such thing. */
    public interface Companion {
        /**
         * The command ends, however, and no step has ended it before. Says by itself what becomes of it.
         *
         * @param why the command ends, in words
         */
        void end(String why);

        /** What it would leave if the process ended now, and what to do then; empty where that is nothing. Asks nobody. */
        default Optional<Problem> left() {
            return Optional.empty();
        }
    }

    /** It has begun. */
    public synchronized void begin(Companion companion) {
        companions.add(companion);
    }

    /** That of this kind, if there is one. */
    public synchronized <T extends Companion> Optional<T> find(Class<T> kind) {
        return companions.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** What all of them would leave if the process ended now. */
    public synchronized List<Problem> left() {
        return companions.stream()
                .map(Companion::left)
                .flatMap(Optional::stream)
                .toList();
    }

    private synchronized List<Companion> lastFirst() {
        List<Companion> all = new ArrayList<>(companions);
        Collections.reverse(all);
        return all;
    }

    private synchronized void over(Companion companion) {
        companions.remove(companion);
    }

    /**
     * Ends all, the last one first. One that fails does not keep the others from it.
     *
     * @param why the command ends, in words
     */
    public void end(String why) {
        RuntimeException first = null;
        for (Companion companion : lastFirst()) {
            try {
                companion.end(why);
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            } finally {
                // Not before: while it ends, it leaves what it would have left.
                over(companion);
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
