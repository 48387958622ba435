package dev.sterna.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.workload.ShopTables;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Measures how a source is followed that is written to: tables are copied, which no clock sees, the log is followed while an
 * application writes, the application ends, and somebody tells the follower to end. Each round has databases of its own.
 */
final class FollowBench {
    /** Keys of new rows must not meet those of others. */
    static final int MOST_SCALE = 4;

    private static final int ITEMS = 200_000;
    private static final double MOST_LAG = 2;
    private static final double MOST_TO_THE_END = 3;

    /** Who starts to follow has to warm up first. */
    private static final int SECONDS_TO_JUDGE = 10;

    private static final long MILLIS_OF_PATIENCE = 120_000;
    private static final long MILLIS_BETWEEN_LOOKS = 20;
    private static final long SEED = 20_261_201;
    private static final String FOLLOWS = "follows the source's log from ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Options options;
    private final ShopTables tables;
    private final Server source;
    private final Server target;
    private final Path directory;
    private final Cleanup cleanup;
    private final SternaCommands commands;

    private FollowBench(
            Options options, ShopTables tables, Server source, Server target, Path directory, Cleanup cleanup)
            throws IOException {
        this.options = options;
        this.tables = tables;
        this.source = source;
        this.target = target;
        this.directory = directory;
        this.cleanup = cleanup;
        int cores = Runtime.getRuntime().availableProcessors();
        this.commands = SternaCommands.configured(
                new Course(source, target, List.of(), cores, directory),
                // Rows without a key that change are gone under their old values.
                "sync { source-objects = create, max-delete-fraction = 1 }");
    }

    static FollowReport run(
            Options options, Circumstances circumstances, Servers servers, Path directory, Cleanup cleanup)
            throws IOException, SQLException, InterruptedException {
        ShopTables tables = new ShopTables(Math.max(30, (int) (ITEMS * options.scale())));
        allow(servers.source());
        List<FollowRound> rounds = new ArrayList<>();
        for (int round = 1; round <= options.repeat(); round++) {
            FreshDatabase source = cleanup.add(FreshDatabase.create(servers.source(), "source"));
            FreshDatabase target = cleanup.add(FreshDatabase.create(servers.target(), "target"));
            Path home = Files.createDirectories(directory.resolve("round-" + round));
            rounds.add(new FollowBench(options, tables, source.server(), target.server(), home, cleanup)
                    .measured(SEED + 10L * round));
            cleanup.close(target);
            cleanup.close(source);
        }
        return new FollowReport(
                circumstances,
                options.pair(),
                servers.source().version(),
                servers.target().version(),
                new SternaRun().version(options.pair(), Programs.on("")),
                tables.rows() + 1,
                options.rate(),
                rounds,
                checks(rounds, options));
    }

    /** Of the embedded engines only this one lets the user of a database not read the log anyway. */
    private static void allow(Server source) throws SQLException {
        if (source.engine() == Engine.POSTGRESQL) {
            source.asAdministrator().execute("ALTER ROLE \"" + source.login().user() + "\" REPLICATION");
        }
    }

    private FollowRound measured(long seed) throws IOException, SQLException, InterruptedException {
        source.execute(tables.statements());
        source.execute(Heartbeat.STATEMENTS);
        Console.say("copying, which is not measured");
        Usage copy = command("copy", "run", "--execute");
        if (copy.exitCode() != 0) {
            throw SternaException.of(
                    Category.INTERNAL,
                    "cannot-copy",
                    null,
                    "Cannot copy the tables: exit code " + copy.exitCode() + ", " + Race.lastLine(copy.lastOutput()),
                    "Look at its log with --keep-data DIR");
        }
        Path home = Files.createDirectories(directory.resolve("follow"));
        CompletableFuture<Usage> follower = started(home);
        awaitFollowing(follower, home.resolve("process-home").resolve("log"));
        try (Heartbeat heartbeat = new Heartbeat(source, target)) {
            heartbeat.awaitFirst(MILLIS_OF_PATIENCE);
            return written(heartbeat, follower, home, seed);
        }
    }

    private FollowRound written(Heartbeat heartbeat, CompletableFuture<Usage> follower, Path home, long seed)
            throws IOException, SQLException, InterruptedException {
        try (Writers writers = new Writers(source, tables, seed, options.rate())) {
            Console.say("following for " + options.seconds() + " s");
            for (int second = 0; second < options.seconds() && !follower.isDone(); second++) {
                Thread.sleep(1000);
                writers.check();
            }
            double seconds = (System.nanoTime() - writers.began()) / 1e9;
            long last = Math.max(writers.end(), heartbeat.end());
            CompletableFuture<Double> ended = follower.thenApply(usage -> (System.nanoTime() - last) / 1e9);
            Usage stop = command("stop", "sync", "--stop", "--execute");
            double stopped = (System.nanoTime() - last) / 1e9;
            Usage usage = follower.join();
            heartbeat.close();
            return new FollowRound(
                    writers.changes(),
                    seconds,
                    heartbeat.lags(),
                    ended.join(),
                    stopped,
                    usage,
                    failure(usage, home) + (stop.exitCode() == 0 ? "" : "; stop: " + Race.lastLine(stop.lastOutput())),
                    WholeTables.differing(
                            source,
                            target,
                            Stream.concat(ShopTables.NAMES.stream(), Stream.of(Heartbeat.TABLE))
                                    .toList()),
                    left());
        }
    }

    private CompletableFuture<Usage> started(Path home) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        Command follow = commands.command(
                                home.resolve("result.json"), "sync", "--follow", "--deletes", "--execute");
                        return MeasuredProcess.run(follow, home, cleanup);
                    } catch (IOException | InterruptedException failure) {
                        throw new CompletionException(failure);
                    }
                },
                Background.named("follower"));
    }

    private static void awaitFollowing(CompletableFuture<Usage> follower, Path log)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + MILLIS_OF_PATIENCE * 1_000_000;
        while (!Files.exists(log) || !Files.readString(log).contains(FOLLOWS)) {
            if (follower.isDone() || System.nanoTime() > end) {
                String why = follower.isDone() ? Race.lastLine(follower.join().lastOutput()) : "it does not begin";
                throw SternaException.of(
                        Category.INTERNAL,
                        "cannot-follow",
                        null,
                        "Cannot follow the source: " + why,
                        "Look at its log with --keep-data DIR");
            }
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }

    private Usage command(String name, String... step) throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory.resolve(name));
        return MeasuredProcess.run(commands.command(home.resolve("result.json"), step), home, cleanup);
    }

    private static String failure(Usage usage, Path home) throws IOException {
        if (usage.exitCode() == 0) {
            return "";
        }
        Path result = home.resolve("result.json");
        JsonNode problem = Files.exists(result)
                ? JSON.readTree(Files.readAllBytes(result))
                        .path("problems")
                        .path(0)
                        .path("message")
                : JSON.nullNode();
        return "exit code " + usage.exitCode() + ", " + problem.asText();
    }

    /** By plain SQL: what an engine has for following, and tables that nobody else has made. */
    private List<String> left() throws SQLException {
        String sql = source.engine() == Engine.POSTGRESQL
                ? "SELECT slot_name FROM pg_replication_slots UNION ALL SELECT pubname FROM pg_publication"
                : "SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND table_name NOT IN ('"
                        + String.join("', '", ShopTables.NAMES) + "', '" + Heartbeat.TABLE + "')";
        List<String> names = new ArrayList<>();
        try (Connection connection = source.connect(Map.of());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static List<Check> checks(List<FollowRound> rounds, Options options) {
        List<Check> checks = new ArrayList<>();
        Optional<FollowRound> failed =
                rounds.stream().filter(round -> !round.failure().isEmpty()).findFirst();
        checks.add(Check.of(
                "the follower and who stops it end well",
                failed.isEmpty(),
                failed.map(FollowRound::failure).orElse("each time")));
        long differing = rounds.stream().mapToLong(FollowRound::differing).sum();
        checks.add(Check.of(
                "plain SQL sees no difference",
                differing == 0,
                String.format(Locale.ROOT, "%,d rows differ after %d rounds", differing, rounds.size())));
        List<String> left =
                rounds.stream().flatMap(round -> round.left().stream()).toList();
        checks.add(Check.of(
                "nothing is left on the source", left.isEmpty(), left.isEmpty() ? "nothing" : left.toString()));
        checks.add(judged("half of the commits arrive", FollowRound::medianLag, MOST_LAG, rounds, options));
        checks.add(judged(
                "the follower has ended, all tables equal,", FollowRound::ended, MOST_TO_THE_END, rounds, options));
        return checks;
    }

    private static Check judged(
            String what, ToDoubleFunction<FollowRound> figure, double most, List<FollowRound> rounds, Options options) {
        double worst = rounds.stream().mapToDouble(figure).max().orElseThrow();
        String name = String.format(Locale.ROOT, "%s within %.0f s", what, most);
        String words = String.format(Locale.ROOT, "%.2f s at worst", worst);
        return options.seconds() < SECONDS_TO_JUDGE
                ? new Check(name, Check.Verdict.NOT_JUDGED, words + "; it was too short to say")
                : Check.of(name, worst <= most, words);
    }
}
