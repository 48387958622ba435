package dev.sterna.sync;

import dev.sterna.compare.proof.Proof;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import dev.sterna.transfer.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/** What fails while a proof is made: it is tried again, or takes a table out of the proof, or ends it; never who follows. */
final class ProofFaults {
    private static final int MOST_STRANGE = 10;

    /** For so long whoever wishes that it ends waits for locks of others. */
    private static final Duration LOCKS_AT_THE_END = Duration.ofSeconds(30);

    private final Proof proof;
    private final List<Database> databases;
    private final Predicate<SternaException> mayPass;
    private final Duration mostOutage;
    private final AtomicInteger strange = new AtomicInteger();
    private volatile Throwable broken;
    private volatile boolean wished;
    private volatile long wishedAt;

    /**
     * @param databases of both sides
     * @param mayPass whether a failure is of a server that is gone for a while
     */
    ProofFaults(Proof proof, List<Database> databases, Predicate<SternaException> mayPass, Duration mostOutage) {
        this.proof = proof;
        this.databases = databases;
        this.mayPass = mayPass;
        this.mostOutage = mostOutage;
    }

    /** Why the proof has ended; null where it has not. */
    Throwable broken() {
        return broken;
    }

    boolean isBroken() {
        return broken != null;
    }

    /** Somebody wishes that it ends. */
    void wished() {
        wishedAt = System.nanoTime();
        wished = true;
    }

    /** For how long something is tried again; somebody's lock holds nobody up for long who wishes that it ends. */
    Duration patience(SternaException failure) {
        if (!mayPass.test(failure)) {
            return Duration.ZERO;
        }
        boolean late = wished && System.nanoTime() - wishedAt > LOCKS_AT_THE_END.toNanos();
        return late && RetryPolicy.UNDER_A_LOCK.isTransient(failure, databases) ? Duration.ZERO : mostOutage;
    }

    /**
     * What does not pass has failed in a thread. A table's failure is its own; any other one ends the proof.
     *
     * @param tableOf which table a failure is of, or null
     */
    void failed(Throwable failure, Function<SternaException, TableName> tableOf) {
        SternaException known = SternaException.findIn(failure);
        TableName table = known == null ? null : tableOf.apply(known);
        if (table != null && proof.lose(table, known.getMessage())) {
            return;
        }
        // A table that is not followed any more may fail once, while it is still being looked at.
        if (strange.incrementAndGet() > MOST_STRANGE || table == null) {
            ended(failure);
        }
    }

    /** Nothing is kept of it any more, that would only grow. */
    private void ended(Throwable failure) {
        broken = failure;
        proof.close();
    }

    /** Does what must not end who does it. */
    void guarded(Runnable work) {
        if (broken == null) {
            try {
                work.run();
            } catch (RuntimeException failure) {
                ended(failure);
            }
        }
    }

    /** The same, where servers that are gone for a while end nothing. */
    void lenient(Runnable work) {
        guarded(() -> {
            try {
                work.run();
            } catch (SternaException failure) {
                if (!mayPass.test(failure)) {
                    throw failure;
                }
            }
        });
    }
}
