package dev.sterna.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * A driver that runs somewhere in the cluster. Its exit code is the one in its result file; a file that was there before
 * and has not changed is no result.
 */
final class ClusterDriver {
    private static final int INTERNAL_FAULT = 1;

    private final org.apache.hadoop.fs.Path resultFile;

    ClusterDriver(String resultFile) {
        this.resultFile = new org.apache.hadoop.fs.Path(resultFile);
    }

    int run(List<String> sparkSubmitWords) {
        try {
            Optional<Content> before = read();
            int submitted = submit(sparkSubmitWords);
            Optional<Content> after = read();
            if (after.isEmpty() || after.equals(before)) {
                System.err.println("The driver left no result in " + resultFile + " (spark-submit ended with "
                        + submitted + "): see the driver's log in the cluster");
                return INTERNAL_FAULT;
            }
            return after.get().exitCode();
        } catch (IOException e) {
            System.err.println("Cannot read the result file " + resultFile + ": " + e.getMessage());
            return INTERNAL_FAULT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    /** In a JVM of its own, because the standalone master's client ends the one that it runs in. */
    private static int submit(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-D") || option.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.apache.spark.deploy.SparkSubmit"));
        command.addAll(words);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private Optional<Content> read() throws IOException {
        FileSystem files = resultFile.getFileSystem(new Configuration());
        try {
            FileStatus status = files.getFileStatus(resultFile);
            try (InputStream in = files.open(resultFile)) {
                return Optional.of(new Content(
                        status.getModificationTime(), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            }
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private record Content(long modified, String text) {
        int exitCode() throws IOException {
            JsonNode code = new ObjectMapper().readTree(text).path("exitCode");
            if (!code.isInt()) {
                throw new IOException("it holds no exitCode");
            }
            return code.intValue();
        }
    }
}
