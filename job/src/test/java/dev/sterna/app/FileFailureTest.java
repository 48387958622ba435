package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.step.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of files that cannot be read or written: none of it is a fault of the program's. */
class FileFailureTest {
    @TempDir
    private Path folder;

    @Test
    void aFullDiskIsNamed() throws IOException {
        Workspace workspace = new Workspace(folder.toUri().toString(), Hadoop.configuration(Map.of()));
        // Where the draft of the file would lie is a device that is always full.
        Files.createSymbolicLink(folder.resolve(".plan.json.begun"), Path.of("/dev/full"));
        assertProblem(
                catchThrowable(() -> workspace.write("plan.json", "{}")),
                "workspace-full",
                "Cannot write file:" + folder + "/plan.json",
                "No space left on device");
    }

    /** As Hadoop's local files say it, from a task of Spark's. */
    @Test
    void aFullDiskOfATaskIsNamed() throws IOException {
        Files.createSymbolicLink(folder.resolve("0.parquet"), Path.of("/dev/full"));
        Throwable full = catchThrowable(() -> {
            try (FileSystem files = new QuickLocalFiles()) {
                files.initialize(URI.create("file:///"), new Configuration());
                try (OutputStream out = files.create(new org.apache.hadoop.fs.Path(folder + "/0.parquet"), true)) {
                    out.write(new byte[100_000]);
                }
            }
        });
        assertProblem(
                new SparkException("Job aborted due to stage failure\n\tat a.b.c", full),
                "workspace-full",
                "No space left on device");
        assertProblem(
                new UncheckedIOException("Cannot write /a/b.parquet", new IOException("Disk quota exceeded")),
                "workspace-full",
                "Cannot write /a/b.parquet: Disk quota exceeded");
    }

    @Test
    void missingRightsAreNamed() {
        assertProblem(
                new UncheckedIOException("Cannot write file:/a/b", new AccessDeniedException("/a/b")),
                "workspace-denied",
                "Cannot write file:/a/b: permission denied");
        assertProblem(
                new UncheckedIOException("Cannot write /a", new IOException("Read-only file system")),
                "workspace-denied",
                "Read-only file system");
    }

    @Test
    void aPlaceThatCannotBeADirectoryIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertProblem(
                catchThrowable(() -> new Workspace(file.toUri() + "/run", new Configuration()).write("a", "b")),
                "workspace",
                "file/run/a");
    }

    @Test
    void aFileSystemWithoutItsJarIsNamed() {
        Throwable unknown = catchThrowable(() -> new Workspace("nowhere://bucket/run", new Configuration()));
        assertProblem(unknown, "workspace", "nowhere://bucket/run");
        Configuration missing = new Configuration();
        missing.set("fs.nowhere.impl", "org.example.NoSuchFileSystem");
        assertProblem(
                catchThrowable(() -> new Workspace("nowhere://bucket/run", missing)),
                "workspace",
                "NoSuchFileSystem not found");
    }

    @Test
    void aConnectionThatBrokeIsNoFile() {
        assertThat(FileFailure.of(new RuntimeException(new IOException("Connection reset"))))
                .isEmpty();
    }

    private static void assertProblem(Throwable failure, String code, String... words) {
        SternaException told = Failures.understood(failure);
        assertThat(told.category()).isEqualTo(Category.CONFIGURATION);
        Problem problem = told.problems().get(0);
        assertThat(problem.code()).as(problem.toString()).isEqualTo(code);
        assertThat(problem.message()).contains(words);
        assertThat(problem.remedy()).isNotBlank();
    }
}
