package dev.sterna.transfer.progress;

/** Shows nothing. */
public final class NoProgress implements Progress.Factory {
    @Override
    public Progress start(String step, int chunks, long expectedRows) {
        return new Progress() {
            @Override
            public void chunkDone(String table, long rows, long bytes) {}

            @Override
            public void close() {}
        };
    }
}
