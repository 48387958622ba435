package dev.sterna.launcher.bench;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a command took that looks for differences or repairs them.
 *
 * @param reason why it was skipped, or how it failed
 * @param usage null when it was skipped
 * @param comparing seconds by its own clock, without the start of its JVM and without the backup; of a tool that has no clock, all
 * @param fetched rows that both sides sent, where that is told
 */
record DiffRow(
        String name,
        String version,
        Result.Outcome outcome,
        Optional<String> reason,
        Usage usage,
        OptionalDouble comparing,
        OptionalLong fetched) {

    static DiffRow skipped(String name, String reason) {
        Console.say(name + ": SKIPPED, " + reason);
        return new DiffRow(
                name,
                "",
                Result.Outcome.SKIPPED,
                Optional.of(reason),
                null,
                OptionalDouble.empty(),
                OptionalLong.empty());
    }

    static DiffRow failed(String name, String version, Usage usage, String reason) {
        Console.say(name + ": FAILED, " + reason);
        return new DiffRow(
                name,
                version,
                Result.Outcome.FAILED,
                Optional.of(reason),
                usage,
                OptionalDouble.empty(),
                OptionalLong.empty());
    }

    static DiffRow done(String name, String version, Usage usage, double comparing, OptionalLong fetched) {
        return new DiffRow(
                name, version, Result.Outcome.DONE, Optional.empty(), usage, OptionalDouble.of(comparing), fetched);
    }

    boolean done() {
        return outcome == Result.Outcome.DONE;
    }
}
