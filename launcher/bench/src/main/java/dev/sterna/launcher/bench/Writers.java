package dev.sterna.launcher.bench;

import dev.sterna.embedded.workload.ShopTables;
import dev.sterna.embedded.workload.Workload;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Some sessions of an application that write at a time. */
final class Writers implements AutoCloseable {
    private static final int COUNT = 4;

    private final Workload[] workloads;
    private final CompletableFuture<?>[] running;
    private final long began = System.nanoTime();

    /** @param perSecond how many rows they change in a second, all together */
    Writers(Server source, ShopTables tables, long seed, double perSecond) {
        this(source, tables, seed, perSecond, 0);
    }

    /** @param group from 0: those of another group make other keys */
    Writers(Server source, ShopTables tables, long seed, double perSecond, int group) {
        workloads = IntStream.range(group * COUNT, (group + 1) * COUNT)
                .mapToObj(i -> new Workload(source, tables, new Random(seed + i), i, perSecond / COUNT))
                .toArray(Workload[]::new);
        running = new CompletableFuture<?>[COUNT];
        for (int i = 0; i < COUNT; i++) {
            running[i] = CompletableFuture.runAsync(workloads[i], Background.named("writer"));
        }
    }

    /** Throws what one of them has failed with. */
    void check() {
        for (CompletableFuture<?> one : running) {
            one.getNow(null);
        }
    }

    /**
     * Writes no more.
     *
     * @return when the last commit was through, by {@link System#nanoTime()}
     */
    long end() {
        close();
        CompletableFuture.allOf(running).join();
        long last = 0;
        for (Workload workload : workloads) {
            last = last == 0 || workload.lastCommit() - last > 0 ? workload.lastCommit() : last;
        }
        return last;
    }

    /** Writes no more, to a server that takes no more or has ended the sessions: that is no failure of theirs. */
    void endRefused() {
        close();
        for (CompletableFuture<?> one : running) {
            one.handle((done, failure) -> null).join();
        }
    }

    /** How many rows they have changed. */
    long changes() {
        long changes = 0;
        for (Workload workload : workloads) {
            changes += workload.changes();
        }
        return changes;
    }

    long began() {
        return began;
    }

    @Override
    public void close() {
        for (Workload workload : workloads) {
            workload.end();
        }
    }
}
