package dev.sterna.step;

import dev.sterna.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The directory of one run, on any file system that Hadoop knows. Names are relative, with slashes. Failures are
 * {@link UncheckedIOException}.
 */
public final class Workspace {
    private static final int BUFFER = 64 * 1024;

    private final Path root;
    private final FileSystem files;
    private final FileReplacement replacement;

    /** @param uri of the run's directory; it need not exist */
    public Workspace(String uri, Configuration hadoop) {
        try {
            this.root = new Path(uri);
            this.files = root.getFileSystem(hadoop);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot open the workspace " + uri, failure);
        } catch (RuntimeException failure) {
            // So Hadoop says that a file system's class or host is not there.
            throw new UncheckedIOException(
                    "Cannot open the workspace " + uri, new IOException(failure.getMessage(), failure));
        }
        files.setWriteChecksum(false);
        this.replacement = new FileReplacement(files);
    }

    /** Something that is done with files. */
    @FunctionalInterface
    private interface Work<T> {
        T done() throws IOException;
    }

    private static <T> T attempt(String doing, Path path, Work<T> work) {
        try {
            return work.done();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot " + doing + " " + path, failure);
        } catch (FSError failure) {
            throw new UncheckedIOException(
                    "Cannot " + doing + " " + path,
                    new IOException(failure.getCause().getMessage(), failure));
        }
    }

    /** How Hadoop reaches the files. */
    public Configuration hadoop() {
        return files.getConf();
    }

    /** The full URI of a file in the run's directory, or with an empty name of the directory itself. */
    public String uri(String name) {
        return files.makeQualified(name.isEmpty() ? root : path(name)).toString();
    }

    private Path path(String name) {
        return new Path(root, name);
    }

    /** Whether there is a file of that name. */
    public boolean exists(String name) {
        return attempt("read", path(name), () -> files.exists(path(name)));
    }

    /** The text of a file, or empty when there is none. */
    public Optional<String> read(String name) {
        return attempt("read", path(name), () -> {
            Optional<InputStream> there = existing(name);
            if (there.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = there.get()) {
                return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        });
    }

    private Optional<InputStream> existing(String name) throws IOException {
        Optional<Path> there = replacement.existing(path(name));
        return there.isPresent() ? Optional.of(files.open(there.get())) : Optional.empty();
    }

    /** Replaces a file as a whole: a reader sees the old text or the new one, also after a crash. */
    public void write(String name, String text) {
        Path path = path(name);
        boolean whole = replacement.isByWriting();
        Path begun = whole ? path : new Path(path.getParent(), "." + path.getName() + ".begun");
        attempt("write", path, () -> {
            files.mkdirs(path.getParent());
            try (OutputStream out = files.create(begun, true)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            if (!whole) {
                replacement.replace(begun, path);
            }
            return null;
        });
    }

    /** Puts a file in the place of another, as {@link #write} does. */
    void rename(String from, String to) {
        attempt("write", path(to), () -> {
            replacement.replace(path(from), path(to));
            return null;
        });
    }

    /** A stream into a new file. */
    public OutputStream create(String name) {
        return attempt("write", path(name), () -> files.create(path(name), true));
    }

    /** A stream from a file, or empty when there is none. */
    public Optional<InputStream> open(String name) {
        return attempt("read", path(name), () -> existing(name));
    }

    /** The SHA-256 of a file's octets, or empty when there is none. */
    public Optional<String> sha256(String name) {
        return attempt("read", path(name), () -> {
            Optional<InputStream> there = existing(name);
            if (there.isEmpty()) {
                return Optional.empty();
            }
            Sha256 hash = Sha256.begin();
            try (InputStream in = there.get()) {
                byte[] octets = new byte[BUFFER];
                for (int read = in.read(octets); read >= 0; read = in.read(octets)) {
                    hash.add(octets, read);
                }
            }
            return Optional.of(hash.hex());
        });
    }

    /** The last octets of a file as text, from the first whole line in them; empty when there is no such file. */
    public Optional<String> tail(String name, int octets) {
        return attempt("read", path(name), () -> {
            Optional<Path> there = replacement.existing(path(name));
            if (there.isEmpty()) {
                return Optional.empty();
            }
            long skip = Math.max(0, files.getFileStatus(there.get()).getLen() - octets);
            try (FSDataInputStream in = files.open(there.get())) {
                in.seek(skip);
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return Optional.of(skip == 0 ? text : text.substring(text.indexOf('\n') + 1));
            }
        });
    }

    /**
     * A stream that appends to a file, creating it if need be, or empty where the store cannot append. What is written is
     * visible to others after {@link OutputStream#flush()}.
     */
    Optional<OutputStream> append(String name) {
        return attempt("append to", path(name), () -> AppendedFile.open(files, path(name)));
    }

    /** Names of the files directly in a directory, relative to the run's directory; empty when there is no such directory. */
    public List<String> list(String directory) {
        return names(path(directory), FileStatus::isFile).stream()
                .map(name -> directory + "/" + name)
                .toList();
    }

    /** Names of the directories directly in the run's directory; empty when it does not exist. */
    public List<String> directories() {
        return names(root, FileStatus::isDirectory);
    }

    /** Names of the directories directly in a directory, relative to the run's directory; empty when there is no such directory. */
    public List<String> directories(String directory) {
        return names(path(directory), FileStatus::isDirectory).stream()
                .map(name -> directory + "/" + name)
                .toList();
    }

    private List<String> names(Path directory, Predicate<FileStatus> wanted) {
        return attempt("list", directory, () -> {
            List<String> names = new ArrayList<>();
            if (files.exists(directory)) {
                for (FileStatus status : files.listStatus(directory)) {
                    if (wanted.test(status)) {
                        names.add(status.getPath().getName());
                    }
                }
            }
            return names;
        });
    }

    /** Puts a directory in the place of another; a crash in between leaves that one whole, under its name or beside. */
    public void replaceAll(String directory, String by) {
        String before = directory + ".before";
        attempt("write", path(directory), () -> {
            files.delete(path(before), true);
            if (files.exists(path(directory))) {
                move(directory, before);
            }
            move(by, directory);
            files.delete(path(before), true);
            return null;
        });
    }

    private void move(String from, String to) throws IOException {
        if (!files.rename(path(from), path(to))) {
            throw new IOException("Cannot rename " + path(from) + " to " + path(to));
        }
    }

    /** Deletes a directory with all that is in it; does nothing when there is none. */
    public void deleteAll(String directory) {
        attempt("delete", path(directory), () -> files.delete(path(directory), true));
    }

    /** Deletes a file; does nothing when there is none. */
    public void delete(String name) {
        attempt("delete", path(name), () -> files.delete(path(name), false));
    }
}
