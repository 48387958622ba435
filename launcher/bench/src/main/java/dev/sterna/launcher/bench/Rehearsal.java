package dev.sterna.launcher.bench;

import dev.sterna.config.Settings.Strategy;
import dev.sterna.embedded.Login;
import dev.sterna.embedded.workload.ShopTables;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Rehearses a migration of one strategy from the copy to the cutover and back, while an application writes all the time: every gate
 * is shown to refuse, the cutover is timed from outside, and plain SQL says what was lost.
 */
final class Rehearsal {
    /** As many rows of item make a million in all. */
    private static final int ITEMS = 250_000;

    static final int MOST_SCALE = 2;

    /** Each round has keys of its own, which must not meet those that the application moves. */
    static final int MOST_ROUNDS = 30;

    private static final long MILLIS_OF_PATIENCE = 120_000;
    private static final int OCTETS = 16;
    private static final List<String> TABLES = Stream.concat(ShopTables.NAMES.stream(), Stream.of(MovingWriter.STAYED))
            .toList();

    private final Options options;
    private final ShopTables tables;
    private final Server source;
    private final Server target;
    private final Login shopper;
    private final Path switched;
    private final RehearsalStage stage;
    private final Sterna sterna;
    private final List<RehearsalRound> rounds = new ArrayList<>();

    private Rehearsal(Options options, Servers servers, Path directory, Sterna.Maker maker) throws IOException {
        this.options = options;
        this.tables = new ShopTables(Math.max(30, (int) (ITEMS * options.scale())));
        this.source = servers.source();
        this.target = servers.target();
        this.shopper = new Login("shopper", new BigInteger(8 * OCTETS, new SecureRandom()).toString(36));
        this.switched = directory.resolve("switched");
        int cores = Runtime.getRuntime().availableProcessors();
        this.sterna = maker.of(new Course(source, target, List.of(), cores, directory), """
                # Rows without a key that change are gone under their old values.
                sync { source-objects = create, max-delete-fraction = 1 }
                cutover { hooks { after-switch = [%s] } }
                """.formatted(
                        SternaCommands.quoted("touch '" + switched + "'")));
        this.stage = new RehearsalStage(options.strategy(), source, target, shopper, directory, sterna);
    }

    static String label(Strategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static RehearsalReport run(
            Options options, Circumstances circumstances, Servers servers, Path directory, Sterna.Maker maker)
            throws IOException, SQLException, InterruptedException {
        return new Rehearsal(options, servers, directory, maker).rehearsed(circumstances, servers);
    }

    private RehearsalReport rehearsed(Circumstances circumstances, Servers servers)
            throws IOException, SQLException, InterruptedException {
        stage.build(tables);
        long began = System.nanoTime();
        stage.prepare();
        double paused = 0;
        if (!stage.isOfOneMoment()) {
            stage.copy();
            stage.finish();
            paused = secondsSince(began);
        }
        double copied;
        try (Application first = written(source, target, 0)) {
            if (stage.isOfOneMoment()) {
                stage.copy();
                stage.finish();
            }
            copied = secondsSince(began);
            first.check();
            round(1, first);
        }
        for (int round = 2; round <= options.repeat(); round++) {
            try (Application next = written(source, target, 2 * round)) {
                round(round, next);
            }
        }
        List<Check> checks = new ArrayList<>(stage.checks());
        checks.addAll(RehearsalReport.checks(rounds, options.strategy()));
        return new RehearsalReport(
                circumstances,
                options.strategy(),
                options.pair(),
                servers.source().version(),
                servers.target().version(),
                new SternaRun().version(options.pair(), Programs.on("")),
                tables.rows(),
                options.rate(),
                copied,
                paused,
                rounds,
                checks);
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private Application written(Server from, Server to, int group) {
        return new Application(
                from,
                to,
                shopper,
                tables,
                options.rate(),
                group,
                from.equals(source) ? () -> Files.exists(switched) : () -> true);
    }

    private void round(int number, Application application) throws IOException, SQLException, InterruptedException {
        Files.deleteIfExists(switched);
        boolean follows = options.strategy() == Strategy.PARALLEL;
        CompletableFuture<Sterna.Answer> follower = follows ? stage.followed() : null;
        Console.say("round " + number + ": writing for " + options.seconds() + " s");
        write(application);
        double rate = application.rate();
        Sterna.Answer cutover = stage.cutOver();
        double frozen = application.moved(MILLIS_OF_PATIENCE);
        if (follower != null) {
            RehearsalStage.requireDone(follower.join(), "sync --follow");
        }
        double told = cutover.result().at("/cutover/freezeSeconds").asDouble(Double.NaN);
        long lost = missing(target, application.accepted());
        long differing = WholeTables.differing(source, target, TABLES);
        Console.say(String.format(
                Locale.ROOT, "round %d: frozen for %.2f s, %d lost, %d differ", number, frozen, lost, differing));
        try (Application later = written(target, source, 2 * number + 1)) {
            write(later);
            stage.done("cutover", "--rollback", "--deletes", "--execute");
            double back = later.moved(MILLIS_OF_PATIENCE);
            List<Integer> accepted = new ArrayList<>(later.accepted());
            accepted.add(application.arrival());
            rounds.add(new RehearsalRound(
                    rate,
                    frozen,
                    told,
                    cutover.seconds(),
                    lost,
                    differing,
                    back,
                    accepted.size(),
                    missing(source, accepted),
                    WholeTables.differing(source, target, TABLES)));
        }
    }

    private void write(Application application) throws InterruptedException {
        for (int second = 0; second < options.seconds(); second++) {
            Thread.sleep(1000);
            application.check();
        }
    }

    /** How many of these rows are not there. */
    private static long missing(Server server, List<Integer> keys) throws SQLException {
        Set<Integer> wanted = new HashSet<>(keys);
        wanted.removeAll(new HashSet<>(server.numbers("SELECT id FROM " + MovingWriter.TABLE)));
        return wanted.size();
    }
}
