package dev.sterna.step;

import dev.sterna.transfer.Failpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** How a file takes the place of another on a file system: a reader sees the old one or the new one, also after a crash. */
final class FileReplacement {
    private final FileSystem files;
    private final Way way;

    private enum Way {
        /** By a move within one directory of this machine. */
        BY_MOVING,
        /** By HDFS's own rename, in one step of its name node. */
        BY_RENAMING,
        /** By writing it: object stores have no rename. */
        BY_WRITING,
        /** By deleting the old one first: a crash in between leaves the whole new one as a draft, which is read then. */
        BY_DELETING
    }

    FileReplacement(FileSystem files) {
        this.files = files;
        this.way = switch (files.getUri().getScheme()) {
            case "file" -> Way.BY_MOVING;
            case "hdfs" -> Way.BY_RENAMING;
            case "s3a" -> Way.BY_WRITING;
            default -> Way.BY_DELETING;
        };
    }

    /** Whether an object appears as a whole, when it is closed, in the place of the old one. */
    boolean isByWriting() {
        return way == Way.BY_WRITING;
    }

    /** Puts a file in the place of another. */
    void replace(Path begun, Path path) throws IOException {
        Failpoint.BEFORE_RENAME.reached(path.getName(), -1);
        switch (way) {
            case BY_MOVING ->
                Files.move(
                        java.nio.file.Path.of(begun.toUri().getPath()),
                        java.nio.file.Path.of(path.toUri().getPath()),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
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
    Optional<Path> existing(Path path) throws IOException {
        if (files.exists(path)) {
            return Optional.of(path);
        }
        boolean mayBeDraft = way == Way.BY_WRITING || way == Way.BY_DELETING;
        return mayBeDraft && files.exists(draft(path)) ? Optional.of(draft(path)) : Optional.empty();
    }
}
