package dev.sterna.launcher.bench;

import java.util.concurrent.Executor;

/** Threads that do not keep the benchmark from ending. */
final class Background {
    private Background() {}

    /** Starts a thread for each task. */
    static Executor named(String name) {
        return work -> {
            Thread thread = new Thread(work, "bench " + name);
            thread.setDaemon(true);
            thread.start();
        };
    }
}
