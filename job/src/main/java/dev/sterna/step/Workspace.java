package dev.sterna.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The directory of one run, on any file system that Hadoop knows. Names are relative, with slashes. Failures are
 * {@link UncheckedIOException}.
 */
public final class Workspace {
    private final Path root;
    private final FileSystem files;

    /** @param uri of the run's directory; it need not exist */
    public Workspace(String uri, Configuration hadoop) {
        this.root = new Path(uri);
        try {
            this.files = root.getFileSystem(hadoop);
            files.setWriteChecksum(false);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot open the workspace " + uri, failure);
        }
    }

    /** The full URI of a file in the run's directory. */
    public String uri(String name) {
        return files.makeQualified(new Path(root, name)).toString();
    }

    /** The text of a file, or empty when there is none. */
    public Optional<String> read(String name) {
        Path path = new Path(root, name);
        try {
            if (!files.exists(path)) {
                return Optional.empty();
            }
            try (InputStream in = files.open(path)) {
                return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + path, failure);
        }
    }

    /** Replaces a file as a whole: a reader sees the old text or the new one, also after a crash. */
    public void write(String name, String text) {
        Path path = new Path(root, name);
        Path draft = new Path(path.getParent(), "." + path.getName() + ".draft");
        try {
            files.mkdirs(path.getParent());
            try (OutputStream out = files.create(draft, true)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            replace(draft, path);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + path, failure);
        }
    }

    private void replace(Path draft, Path path) throws IOException {
        if ("file".equals(files.getUri().getScheme())) {
            java.nio.file.Files.move(
                    java.nio.file.Path.of(draft.toUri().getPath()),
                    java.nio.file.Path.of(path.toUri().getPath()),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        // No atomic replace through the FileSystem API: a crash in between leaves the draft, which the next write
        // replaces.
        files.delete(path, false);
        if (!files.rename(draft, path)) {
            throw new IOException("Cannot rename " + draft + " to " + path);
        }
    }

    /** A stream into a new file. */
    public OutputStream create(String name) {
        Path path = new Path(root, name);
        try {
            return files.create(path, true);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + path, failure);
        }
    }

    /** Names of the files directly in a directory, relative to the run's directory; empty when there is no such directory. */
    public List<String> list(String directory) {
        Path path = new Path(root, directory);
        try {
            List<String> names = new ArrayList<>();
            if (files.exists(path)) {
                for (FileStatus status : files.listStatus(path)) {
                    if (status.isFile()) {
                        names.add(directory + "/" + status.getPath().getName());
                    }
                }
            }
            return names;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot list " + path, failure);
        }
    }

    /** Deletes a file; does nothing when there is none. */
    public void delete(String name) {
        Path path = new Path(root, name);
        try {
            files.delete(path, false);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot delete " + path, failure);
        }
    }
}
