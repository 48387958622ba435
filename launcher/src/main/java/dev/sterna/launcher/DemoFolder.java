package dev.sterna.launcher;

import dev.sterna.embedded.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The folder of one demo: configuration, workspace, Spark's own files. It goes when the demo ends, however it ends: the
 * one that removes it is another process, as with the servers' data.
 */
final class DemoFolder implements AutoCloseable {
    private final Path folder;
    private final ChildProcess remover;

    private DemoFolder(Path folder, ChildProcess remover) {
        this.folder = folder;
        this.remover = remover;
    }

    static DemoFolder create(Path parent) {
        try {
            Path folder = Files.createTempDirectory(parent, "sterna-demo-");
            // What it runs does not matter, only that it ends with this JVM.
            return new DemoFolder(folder, ChildProcess.start(folder, "KILL", Map.of(), List.of("sleep", "2147483647")));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write below " + parent, e);
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write below " + folder, e);
        }
    }

    @Override
    public void close() {
        remover.close();
    }
}
