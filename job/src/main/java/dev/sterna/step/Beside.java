package dev.sterna.step;

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
        /** The command ends, however, and no step has ended it before. Says by itself what becomes of it. */
        void end();
    }

    /** It has begun. */
    public synchronized void begin(Companion companion) {
        companions.add(companion);
    }

    /** That of this kind, if there is one. */
    public synchronized <T extends Companion> Optional<T> find(Class<T> kind) {
        return companions.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    private synchronized List<Companion> taken() {
        List<Companion> all = new ArrayList<>(companions);
        companions.clear();
        Collections.reverse(all);
        return all;
    }

    /** Ends all, the last one first. One that fails does not keep the others from it. */
    public void end() {
        RuntimeException first = null;
        for (Companion companion : taken()) {
            try {
                companion.end();
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
