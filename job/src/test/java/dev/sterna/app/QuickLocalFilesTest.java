package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same as Hadoop's own, seen from outside. */
class QuickLocalFilesTest {
    @TempDir
    private java.nio.file.Path folder;

    private final FileSystem quick = new QuickLocalFiles();
    private final FileSystem plain = new LocalFileSystem();

    @BeforeEach
    void initialize() throws IOException {
        quick.initialize(URI.create("file:///"), new Configuration(false));
        plain.initialize(URI.create("file:///"), new Configuration(false));
    }

    @Test
    void writesNoChecksumFiles() throws IOException {
        write("a/b/file");
        assertThat(folder.resolve("a/b")).isDirectoryContaining("glob:**/file");
        try (var files = Files.list(folder.resolve("a/b"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void seesWhatHadoopSees() throws IOException {
        write("dir/b c");
        write("dir/a");
        write("dir/sub/x");
        Files.createSymbolicLink(folder.resolve("dir/link"), folder.resolve("dir/a"));
        Files.createSymbolicLink(folder.resolve("dir/dangling"), folder.resolve("dir/none"));
        FileStatus[] mine = quick.listStatus(path("dir"));
        FileStatus[] theirs = plain.listStatus(path("dir"));
        Arrays.sort(theirs);
        assertThat(mine).hasSize(4);
        for (int i = 0; i < mine.length; i++) {
            assertSame(mine[i], theirs[i]);
        }
        assertSame(quick.getFileStatus(path("dir")), plain.getFileStatus(path("dir")));
        assertSame(quick.listStatus(path("dir/a"))[0], plain.listStatus(path("dir/a"))[0]);
    }

    private static void assertSame(FileStatus mine, FileStatus theirs) {
        assertThat(mine.getPath()).isEqualTo(theirs.getPath());
        assertThat(mine.getLen()).isEqualTo(theirs.isDirectory() ? mine.getLen() : theirs.getLen());
        assertThat(mine.isDirectory()).isEqualTo(theirs.isDirectory());
        assertThat(mine.getPermission()).isEqualTo(theirs.getPermission());
        assertThat(mine.getOwner()).isEqualTo(theirs.getOwner());
        assertThat(mine.getGroup()).isEqualTo(theirs.getGroup());
        assertThat(mine.getModificationTime() / 1000).isEqualTo(theirs.getModificationTime() / 1000);
        assertThat(mine.getBlockSize()).isEqualTo(theirs.getBlockSize());
    }

    @Test
    void missingFilesAreMissing() throws IOException {
        write("file");
        for (String name : new String[] {"none", "none/none", "file/none"}) {
            assertThatThrownBy(() -> quick.getFileStatus(path(name))).isInstanceOf(FileNotFoundException.class);
            assertThatThrownBy(() -> quick.listStatus(path(name))).isInstanceOf(FileNotFoundException.class);
            assertThat(quick.exists(path(name))).isFalse();
        }
    }

    @Test
    void setsPermissions() throws IOException {
        write("file");
        quick.setPermission(path("file"), new FsPermission("640"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("file")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(quick.getFileStatus(path("file")).getPermission()).isEqualTo(new FsPermission("640"));
    }

    private void write(String name) throws IOException {
        try (OutputStream out = quick.create(path(name))) {
            out.write(new byte[] {1, 2, 3});
        }
    }

    private Path path(String name) {
        return new Path(new Path(folder.toUri()), new Path(null, null, name));
    }
}
