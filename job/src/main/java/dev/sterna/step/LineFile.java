package dev.sterna.step;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A file of lines in the workspace that grows, on stores that can append and on those that cannot. After a crash it has every line that
 * was flushed, and perhaps a part of one that was not; on a store that cannot append the last second may be missing.
 * Thread-safe.
 */
public final class LineFile implements AutoCloseable {
    private final LineSink sink;

    private LineFile(LineSink sink) {
        this.sink = sink;
    }

    /** Opens a file for appending, which makes it if need be. */
    public static LineFile open(Workspace workspace, String name) {
        LineSink sink = workspace
                .append(name)
                .<LineSink>map(out -> new AppendingSink(name, out))
                .orElseGet(() -> new SegmentSink(workspace, name));
        return new LineFile(sink);
    }

    /** Hands over the lines of a file, the newest at the end; none when there is no such file. */
    public static void each(Workspace workspace, String name, Consumer<String> taker) {
        List<String> parts = new ArrayList<>(List.of(name));
        parts.addAll(SegmentSink.segments(workspace, name));
        for (String part : parts) {
            try {
                Optional<InputStream> found = workspace.open(part);
                if (found.isEmpty()) {
                    continue;
                }
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(found.get(), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        taker.accept(line);
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot read " + workspace.uri(part), failure);
            }
        }
    }

    /** Names of such files directly in a directory, also of those of which a crash has left parts alone. */
    public static Set<String> list(Workspace workspace, String directory) {
        Set<String> names = new TreeSet<>(workspace.list(directory));
        workspace.directories(directory).stream()
                .filter(name -> name.endsWith(SegmentSink.DIRECTORY))
                .forEach(name -> names.add(name.substring(0, name.length() - SegmentSink.DIRECTORY.length())));
        return names;
    }

    /** Adds a line, without its end. */
    public void append(String line) {
        synchronized (sink) {
            sink.append(line + "\n");
        }
    }

    /** Makes what was added outlive this process, as far as the store can. */
    public void flush() {
        synchronized (sink) {
            sink.flush();
        }
    }

    @Override
    public void close() {
        synchronized (sink) {
            sink.close();
        }
    }
}
