package dev.sterna.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lines on a store that cannot append: the newest lines are a small segment that is rewritten as it grows, full segments
 * stay, and all of them join the file when the log is closed. A log that was never closed is joined when it is next
 * opened.
 */
final class SegmentSink implements LineSink {
    /** How the names of the directories end in which segments lie. */
    static final String DIRECTORY = ".segments";

    private static final int FULL = 64 * 1024;
    private static final long SECONDS_BEFORE_REWRITE = 1;

    private final Workspace workspace;
    private final String file;
    private final String directory;
    private final StringBuilder segment = new StringBuilder();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "sterna-lines");
        thread.setDaemon(true);
        return thread;
    });
    private int number = 1;
    private boolean dirty;

    SegmentSink(Workspace workspace, String file) {
        this.workspace = workspace;
        this.file = file;
        this.directory = file + DIRECTORY;
        join();
        var unused = clock.scheduleWithFixedDelay(
                this::rewrite, SECONDS_BEFORE_REWRITE, SECONDS_BEFORE_REWRITE, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void append(String line) {
        segment.append(line);
        dirty = true;
        if (segment.length() >= FULL) {
            rewrite();
            segment.setLength(0);
            number++;
        }
    }

    @Override
    public void flush() {
        // The clock sees to it: a store that cannot append is not to be written to at every line.
    }

    private synchronized void rewrite() {
        if (dirty) {
            workspace.write(String.format("%s/%08d", directory, number), segment.toString());
            dirty = false;
        }
    }

    @Override
    public synchronized void close() {
        clock.shutdown();
        rewrite();
        join();
    }

    /** The segments of a log that have not been joined yet, in order. */
    static List<String> segments(Workspace workspace, String file) {
        return workspace.list(file + DIRECTORY).stream()
                .filter(name -> name.matches(".*/\\d{8}"))
                .sorted()
                .toList();
    }

    private void join() {
        List<String> segments = segments(workspace, file);
        if (segments.isEmpty()) {
            return;
        }
        String last = workspace.read(segments.get(segments.size() - 1)).orElse("");
        // A crash after the file was written and before the segments were deleted must not double them.
        boolean joined = workspace
                .tail(file, 2 * FULL)
                .filter(end -> !last.isEmpty() && end.endsWith(last))
                .isPresent();
        if (!joined) {
            append(segments);
        }
        segments.forEach(workspace::delete);
    }

    private void append(List<String> segments) {
        String draft = file + ".draft";
        try {
            try (OutputStream out = workspace.create(draft)) {
                copy(file, out);
                for (String name : segments) {
                    copy(name, out);
                }
            }
            workspace.rename(draft, file);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + file, failure);
        }
    }

    private void copy(String name, OutputStream out) throws IOException {
        Optional<InputStream> from = workspace.open(name);
        if (from.isPresent()) {
            try (InputStream in = from.get()) {
                in.transferTo(out);
            }
        }
    }
}
