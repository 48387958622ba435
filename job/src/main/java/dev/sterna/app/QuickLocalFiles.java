package dev.sterna.app;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local files without a process for every file: where its native library is missing, Hadoop starts {@code
 * chmod} for each file that it makes and {@code ls} for each that it lists, 5 to 20 ms apiece. And without checksum
 * files, which Parquet does not need.
 */
public final class QuickLocalFiles extends LocalFileSystem {

    /** Found by Hadoop through {@code fs.file.impl}. */
    public QuickLocalFiles() {
        super(new Raw());
        setWriteChecksum(false);
        setVerifyChecksum(false);
    }

    private static final class Raw extends RawLocalFileSystem {

        @Override
        public void setPermission(Path path, FsPermission permission) throws IOException {
            String letters = letters(permission.getUserAction())
                    + letters(permission.getGroupAction())
                    + letters(permission.getOtherAction());
            Files.setPosixFilePermissions(pathToFile(path).toPath(), PosixFilePermissions.fromString(letters));
        }

        private static String letters(FsAction action) {
            return action.SYMBOL;
        }

        @Override
        public FileStatus getFileStatus(Path path) throws IOException {
            try {
                return status(path);
            } catch (NoSuchFileException | NotDirectoryException missing) {
                throw missing(path, missing);
            } catch (FileSystemException failure) {
                // A path through a file: Hadoop calls that missing, too.
                if (!pathToFile(path).exists()) {
                    throw missing(path, failure);
                }
                throw failure;
            }
        }

        @Override
        public FileStatus[] listStatus(Path path) throws IOException {
            FileStatus own = getFileStatus(path);
            if (!own.isDirectory()) {
                return new FileStatus[] {own};
            }
            List<FileStatus> found = new ArrayList<>();
            try (Stream<java.nio.file.Path> files = Files.list(pathToFile(path).toPath())) {
                for (java.nio.file.Path file : files.sorted().toList()) {
                    try {
                        found.add(status(new Path(
                                path, new Path(null, null, file.getFileName().toString()))));
                    } catch (NoSuchFileException goneMeanwhile) {
                        continue;
                    }
                }
            }
            return found.toArray(new FileStatus[0]);
        }

        private FileStatus status(Path path) throws IOException {
            PosixFileAttributes file = Files.readAttributes(pathToFile(path).toPath(), PosixFileAttributes.class);
            return new FileStatus(
                    file.size(),
                    file.isDirectory(),
                    1,
                    getDefaultBlockSize(path),
                    file.lastModifiedTime().toMillis(),
                    file.lastAccessTime().toMillis(),
                    FsPermission.valueOf(
                            (file.isDirectory() ? "d" : "-") + PosixFilePermissions.toString(file.permissions())),
                    file.owner().getName(),
                    file.group().getName(),
                    makeQualified(path));
        }

        private static IOException missing(Path path, IOException cause) {
            return (IOException) new FileNotFoundException("File " + path + " does not exist").initCause(cause);
        }
    }
}
