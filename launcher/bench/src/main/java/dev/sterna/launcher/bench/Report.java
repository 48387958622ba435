package dev.sterna.launcher.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** All that was measured, and where. */
record Report(
        Circumstances circumstances,
        Pair pair,
        String source,
        String target,
        double scale,
        int rounds,
        List<SourceTable> tables,
        List<Result> results) {

    /** What a tool that only copies does, and what Sterna does on top of it: the proof. */
    static final List<String> STAGE_LOAD_PROVE = List.of("backup", "load", "finish", "diff");

    /** What brings the rows in, with their keys. */
    private static final List<String> LOAD = List.of("load", "finish");

    Report {
        tables = List.copyOf(tables);
        results = List.copyOf(results);
    }

    long rows() {
        return tables.stream().mapToLong(SourceTable::rows).sum();
    }

    double megabytes() {
        return tables.stream().mapToLong(SourceTable::bytes).sum() / 1e6;
    }

    Optional<Result> sterna() {
        return results.stream()
                .filter(result -> result.name().equals(SternaRun.NAME) && result.done())
                .findFirst();
    }

    /** How many times as long as the whole of Sterna, with the start of its JVM. */
    OptionalDouble timesSterna(double seconds) {
        return sterna().map(sterna -> OptionalDouble.of(seconds / sterna.seconds()))
                .orElse(OptionalDouble.empty());
    }

    /** How many times as long as Sterna's load, keys included. */
    OptionalDouble timesLoad(double seconds) {
        OptionalDouble load = sterna().map(sterna -> sterna.stepSeconds(LOAD)).orElse(OptionalDouble.empty());
        return load.isPresent() ? OptionalDouble.of(seconds / load.getAsDouble()) : load;
    }
}
