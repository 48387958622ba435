package dev.sterna.launcher.bench;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code scripts/bench} starts. */
public final class Bench {
    private static final int A_ROW_FAILED = 1;

    private Bench() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.getenv(), System.out));
    }

    /**
     * Runs a command line.
     *
     * @param environment PATH, and users and passwords of servers that are named by URL
     * @param out gets the result and nothing else
     * @return the exit code
     */
    static int run(List<String> words, Map<String, String> environment, PrintStream out) {
        Cleanup cleanup = new Cleanup();
        try (cleanup) {
            if (words.contains("--help") || words.contains("-h")) {
                out.print(help());
                return 0;
            }
            return measured(Options.parse(words), environment, out, cleanup) ? A_ROW_FAILED : 0;
        } catch (SternaException e) {
            for (Problem problem : e.problems()) {
                complain(cleanup, problem.message() + ". " + problem.remedy());
            }
            return e.category().exitCode();
        } catch (SQLException e) {
            complain(cleanup, "a database refused: " + e.getMessage());
            return Category.SOURCE.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Category.INTERRUPTED.exitCode();
        } catch (IOException | RuntimeException e) {
            complain(cleanup, e.toString());
            return Category.INTERNAL.exitCode();
        }
    }

    /** Whether something failed. */
    private static boolean measured(Options options, Map<String, String> environment, PrintStream out, Cleanup cleanup)
            throws IOException, SQLException, InterruptedException {
        Circumstances circumstances = Circumstances.now();
        if (circumstances.busy()) {
            Console.say(String.format(
                    Locale.ROOT,
                    "the machine is BUSY with other work (%.1f of %d cores): figures will be of little use",
                    circumstances.busyCores(),
                    circumstances.cores()));
        }
        Path directory = directory(options, cleanup);
        Servers servers = Servers.open(options, environment, directory, cleanup);
        // Before minutes are spent on data.
        String source = version(servers.source(), "SOURCE", Category.SOURCE);
        String target = version(servers.target(), "TARGET", Category.TARGET);
        Programs programs = Programs.on(environment.getOrDefault("PATH", ""));
        if (options.task() == Options.Task.FOLLOW) {
            FollowReport report = FollowBench.run(options, circumstances, servers, directory, cleanup);
            switch (options.output()) {
                case TABLE -> out.print(FollowTableReport.of(report));
                case JSON -> out.println(FollowJsonReport.of(report));
            }
            return report.failed();
        }
        if (options.task() == Options.Task.REHEARSE) {
            RehearsalReport report = Rehearsal.run(
                    options,
                    circumstances,
                    servers,
                    directory,
                    (course, settings) ->
                            new SternaProcesses(SternaCommands.configured(course, settings), directory, cleanup));
            switch (options.output()) {
                case TABLE -> out.print(RehearsalTableReport.of(report));
                case JSON -> out.println(RehearsalJsonReport.of(report));
            }
            return report.failed();
        }
        if (options.task() == Options.Task.DIFF) {
            DiffReport report = DiffBench.run(options, circumstances, servers, programs, directory, cleanup);
            switch (options.output()) {
                case TABLE -> out.print(DiffTableReport.of(report));
                case JSON -> out.println(DiffJsonReport.of(report));
            }
            return report.failed();
        }
        List<SourceTable> tables = Source.provide(servers.source(), options, cleanup);
        if (servers.target().administrator().isPresent()) {
            Console.say("warming the target up");
            // Indexes and logs come on top of the rows.
            FreshDatabase.warmUp(
                    servers.target(),
                    2 * tables.stream().mapToLong(SourceTable::bytes).sum());
        }
        Race race = new Race(servers, tables, programs, directory, cleanup);
        List<Result> results = race.run(Contenders.named(options.rows()), options.repeat());
        Report report = new Report(
                circumstances, options.pair(), source, target, options.scale(), options.repeat(), tables, results);
        switch (options.output()) {
            case TABLE -> out.print(TableReport.of(report));
            case JSON -> out.println(JsonReport.of(report));
        }
        return results.stream().anyMatch(result -> result.outcome() == Result.Outcome.FAILED);
    }

    private static String version(Server server, String side, Category category) {
        try {
            return server.version();
        } catch (SQLException e) {
            throw SternaException.of(
                    category,
                    "cannot-connect",
                    null,
                    "Cannot connect to " + server + ": " + e.getMessage().replaceFirst("\\.$", ""),
                    "Look at the URL, and at " + side + "_USER and " + side + "_PASSWORD in the environment",
                    e);
        }
    }

    private static Path directory(Options options, Cleanup cleanup) throws IOException {
        if (options.keepData().isPresent()) {
            String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                    .withZone(ZoneOffset.UTC)
                    .format(Instant.now());
            Path directory = Files.createDirectories(options.keepData().get().resolve("bench-" + time));
            Console.say("workspaces, logs and scripts stay in " + directory);
            return directory;
        }
        Path directory = Files.createTempDirectory("sterna-bench-");
        cleanup.add(() -> Directories.remove(directory));
        return directory;
    }

    private static void complain(Cleanup cleanup, String line) {
        if (!cleanup.stopping()) {
            Console.say(line);
        }
    }

    private static String help() throws IOException {
        try (InputStream in = Bench.class.getResourceAsStream("help.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
