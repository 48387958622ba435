package dev.sterna.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the contenders run one after the other, each into a fresh database. With several rounds, everybody runs once
 * before anybody runs again, so that a machine that changes its pace does so for all.
 */
final class Race {
    private final Servers servers;
    private final List<SourceTable> tables;
    private final Programs programs;
    private final Path directory;
    private final Cleanup cleanup;

    Race(Servers servers, List<SourceTable> tables, Programs programs, Path directory, Cleanup cleanup) {
        this.servers = servers;
        this.tables = List.copyOf(tables);
        this.programs = programs;
        this.directory = directory;
        this.cleanup = cleanup;
    }

    /** An attempt that brought every row, or why there is none. */
    private record Try(Optional<Attempt> attempt, String failure) {}

    List<Result> run(List<Contender> contenders, int rounds) throws InterruptedException {
        Map<Contender, List<Attempt>> attempts = new LinkedHashMap<>();
        Map<Contender, Result> results = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            contender
                    .obstacle(pair(), programs)
                    .ifPresentOrElse(
                            obstacle -> {
                                Console.say(contender.name() + ": SKIPPED, " + obstacle);
                                results.put(contender, Result.skipped(contender.name(), obstacle));
                            },
                            () -> attempts.put(contender, new ArrayList<>()));
        }
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : attempts.keySet()) {
                if (!results.containsKey(contender)) {
                    Try tried = attempt(contender, round);
                    tried.attempt().ifPresentOrElse(attempts.get(contender)::add, () -> {
                        Console.say(contender.name() + ": FAILED, " + tried.failure());
                        results.put(contender, result(contender, Result.Outcome.FAILED, tried.failure(), List.of()));
                    });
                }
            }
        }
        attempts.forEach((contender, made) ->
                results.putIfAbsent(contender, result(contender, Result.Outcome.DONE, null, made)));
        return contenders.stream().map(results::get).toList();
    }

    private Pair pair() {
        return new Pair(servers.source().engine(), servers.target().engine());
    }

    private Result result(Contender contender, Result.Outcome outcome, String reason, List<Attempt> attempts) {
        return new Result(
                contender.name(), contender.version(pair(), programs), outcome, Optional.ofNullable(reason), attempts);
    }

    private Try attempt(Contender contender, int round) throws InterruptedException {
        FreshDatabase target = cleanup.add(FreshDatabase.create(servers.target(), contender.name()));
        try {
            Path home = Files.createDirectories(directory.resolve(contender.name() + "-" + round));
            int cores = Runtime.getRuntime().availableProcessors();
            Command command =
                    contender.prepare(new Course(servers.source(), target.server(), tables, cores, home), programs);
            flushDisks();
            Console.say(contender.name() + ": running");
            Usage usage = measured(command, home);
            Account account = contender.account(home);
            Optional<String> failure = failure(usage, account, target);
            if (failure.isPresent()) {
                return new Try(Optional.empty(), failure.get());
            }
            Console.say(String.format(Locale.ROOT, "%s: %.1f s", contender.name(), usage.seconds()));
            return new Try(Optional.of(new Attempt(usage, account)), "");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write below " + directory, e);
        } catch (SQLException | IllegalStateException e) {
            return new Try(Optional.empty(), e.getMessage());
        } finally {
            cleanup.close(target);
        }
    }

    private Usage measured(Command command, Path home) throws IOException, InterruptedException {
        try {
            return MeasuredProcess.run(command, home, cleanup);
        } finally {
            for (Path secret : command.secrets()) {
                Files.deleteIfExists(secret);
            }
        }
    }

    private Optional<String> failure(Usage usage, Account account, FreshDatabase target) {
        if (usage.exitCode() != 0 || account.failure().isPresent()) {
            String why = account.failure().orElseGet(() -> lastLine(usage.lastOutput()));
            return Optional.of("exit code " + usage.exitCode() + (why.isEmpty() ? "" : ", " + why));
        }
        return target.shortfall(tables);
    }

    static String lastLine(String output) {
        return output.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line.strip());
    }

    /** What the one before wrote must not be written at the next one's expense. */
    static void flushDisks() throws IOException, InterruptedException {
        new ProcessBuilder("sync").inheritIO().start().waitFor();
    }
}
