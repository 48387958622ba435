package dev.sterna.launcher.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The memory of a process and its descendants. */
final class ProcessTree {
    private static final String RESIDENT = "VmRSS:";

    private final Path idFile;
    private long peakBytes;

    /** The file holds the id of the root, sooner or later. */
    ProcessTree(Path idFile) {
        this.idFile = idFile;
    }

    long peakBytes() {
        return peakBytes;
    }

    void sample() {
        long sum = root().stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .mapToLong(process -> residentBytes(process.pid()))
                .sum();
        peakBytes = Math.max(peakBytes, sum);
    }

    private Optional<ProcessHandle> root() {
        try {
            String id = Files.readString(idFile).strip();
            return id.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(id));
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private static long residentBytes(long pid) {
        try {
            for (String line :
                    Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(RESIDENT)) {
                    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return 0;
        } catch (IOException ended) {
            return 0;
        }
    }
}
