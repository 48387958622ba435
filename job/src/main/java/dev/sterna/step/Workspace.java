package dev.sterna.step;

import dev.sterna.transfer.Failpoint;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * The directory of one run, on any file system that Hadoop knows. Names are relative, with slashes. Failures are
 * {@link UncheckedIOException}.
 */
public final class Workspace {
    private final Path root;
    private final FileSystem files;
    private final Replacing replacing;

    /** @param uri of the run's directory; it need not exist */
    public Workspace(String uri, Configuration hadoop) {
        try {
            this.root = new Path(uri);
            this.files = root.getFileSystem(hadoop);
            files.setWriteChecksum(false);
            this.replacing = Replacing.of(files.getUri().getScheme());
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot open the workspace " + uri, failure);
        } catch (RuntimeException failure) {
            // So Hadoop says that a file system's class or host is not there.
            throw new UncheckedIOException(
                    "Cannot open the workspace " + uri, new IOException(failure.getMessage(), failure));
        }
    }

    /** How Hadoop reaches the files. */
    public Configuration hadoop() {
        return files.getConf();
    }

    /** The full URI of a file in the run's directory, or with an empty name of the directory itself. */
    public String uri(String name) {
        return files.makeQualified(name.isEmpty() ? root : new Path(root, name)).toString();
    }

    /** Whether there is a file of that name. */
    public boolean exists(String name) {
        Path path = new Path(root, name);
        try {
            return files.exists(path);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + path, failure);
        }
    }

    /** The text of a file, or empty when there is none. */
    public Optional<String> read(String name) {
        Path path = new Path(root, name);
        try {
            Optional<Path> there = existing(path);
            if (there.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = files.open(there.get())) {
                return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + path, failure);
        }
    }

    /** Replaces a file as a whole: a reader sees the old text or the new one, also after a crash. */
    public void write(String name, String text) {
        Path path = new Path(root, name);
        // An object appears as a whole, when it is closed, in the place of the old one.
        boolean whole = replacing == Replacing.BY_WRITING;
        Path begun = whole ? path : new Path(path.getParent(), "." + path.getName() + ".begun");
        try {
            files.mkdirs(path.getParent());
            try (OutputStream out = files.create(begun, true)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            if (!whole) {
                replace(begun, path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + path, failure);
        } catch (FSError failure) {
            throw new UncheckedIOException(
                    "Cannot write " + path, new IOException(failure.getCause().getMessage(), failure));
        }
    }

    /** How a file can take the place of another. */
    private enum Replacing {
        /** By a move within one directory of this machine. */
        BY_MOVING,
        /** By HDFS's own rename, in one step of its name node. */
        BY_RENAMING,
        /** By writing it: object stores have no rename. */
        BY_WRITING,
        /** By deleting the old one first: a crash in between leaves the whole new one as a draft, which is read then. */
        BY_DELETING;

        static Replacing of(String scheme) {
            return switch (scheme) {
                case "file" -> BY_MOVING;
                case "hdfs" -> BY_RENAMING;
                case "s3a" -> BY_WRITING;
                default -> BY_DELETING;
            };
        }
    }

    private void replace(Path begun, Path path) throws IOException {
        Failpoint.BEFORE_RENAME.reached(path.getName(), -1);
        switch (replacing) {
            case BY_MOVING ->
                java.nio.file.Files.move(
                        java.nio.file.Path.of(begun.toUri().getPath()),
                        java.nio.file.Path.of(path.toUri().getPath()),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            case BY_RENAMING ->
                FileContext.getFileContext(files.getUri(), files.getConf())
                        .rename(begun, path, Options.Rename.OVERWRITE);
            case BY_WRITING, BY_DELETING -> {
                Path draft = draft(path);
                if (!files.exists(path) && files.exists(draft)) {
                    move(draft, path);
                }
                files.delete(draft, false);
                move(begun, draft);
                files.delete(path, false);
                move(draft, path);
            }
        }
        Failpoint.AFTER_RENAME.reached(path.getName(), -1);
    }

    private void move(Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException("Cannot rename " + from + " to " + to);
        }
    }

    private static Path draft(Path path) {
        return new Path(path.getParent(), "." + path.getName() + ".draft");
    }

    /** Where a file's octets are: under its name, or under its draft's when replacing it was cut short. */
    private Optional<Path> existing(Path path) throws IOException {
        if (files.exists(path)) {
            return Optional.of(path);
        }
        boolean mayBeDraft = replacing == Replacing.BY_WRITING || replacing == Replacing.BY_DELETING;
        return Optional.of(draft(path)).filter(draft -> mayBeDraft && exists(draft));
    }

    private boolean exists(Path path) {
        try {
            return files.exists(path);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + path, failure);
        }
    }

    /** Puts a file in the place of another, as {@link #write} does. */
    void rename(String from, String to) {
        Path path = new Path(root, to);
        try {
            replace(new Path(root, from), path);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + path, failure);
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

    /** A stream from a file, or empty when there is none. */
    public Optional<InputStream> open(String name) {
        Path path = new Path(root, name);
        try {
            Optional<Path> there = existing(path);
            return there.isPresent() ? Optional.of(files.open(there.get())) : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + path, failure);
        }
    }

    /** The last octets of a file as text, from the first whole line in them; empty when there is no such file. */
    public Optional<String> tail(String name, int octets) {
        Path path = new Path(root, name);
        try {
            Optional<Path> there = existing(path);
            if (there.isEmpty()) {
                return Optional.empty();
            }
            long skip = Math.max(0, files.getFileStatus(there.get()).getLen() - octets);
            try (FSDataInputStream in = files.open(there.get())) {
                in.seek(skip);
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return Optional.of(skip == 0 ? text : text.substring(text.indexOf('\n') + 1));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + path, failure);
        }
    }

    /**
     * A stream that appends to a file, creating it if need be, or empty where the store cannot append. What is written is
     * visible to others after {@link OutputStream#flush()}.
     */
    Optional<OutputStream> append(String name) {
        Path path = new Path(root, name);
        try {
            if ("file".equals(files.getUri().getScheme())) {
                files.mkdirs(path.getParent());
                // A stream of java.nio closes for everybody when one thread that writes to it is interrupted.
                return Optional.of(
                        new FileOutputStream(files.makeQualified(path).toUri().getPath(), true));
            }
            if (!files.hasPathCapability(path, CommonPathCapabilities.FS_APPEND)) {
                return Optional.empty();
            }
            FSDataOutputStream out = files.exists(path) ? files.append(path) : files.create(path, false);
            return Optional.of(new HadoopFlush(out));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot append to " + path, failure);
        }
    }

    /** HDFS shows others nothing on a plain flush. */
    private static final class HadoopFlush extends FilterOutputStream {
        private final FSDataOutputStream hadoop;

        HadoopFlush(FSDataOutputStream hadoop) {
            super(hadoop);
            this.hadoop = hadoop;
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            hadoop.write(octets, offset, length);
        }

        @Override
        public void flush() throws IOException {
            hadoop.hflush();
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

    /** Names of the directories directly in the run's directory; empty when it does not exist. */
    public List<String> directories() {
        try {
            List<String> names = new ArrayList<>();
            if (files.exists(root)) {
                for (FileStatus status : files.listStatus(root)) {
                    if (status.isDirectory()) {
                        names.add(status.getPath().getName());
                    }
                }
            }
            return names;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot list " + root, failure);
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
