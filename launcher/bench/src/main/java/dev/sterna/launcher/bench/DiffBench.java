package dev.sterna.launcher.bench;

import dev.sterna.embedded.Engine;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/**
 * Measures how differences are found and repaired: one table is copied, which no clock sees, compared while it is the same,
 * gets differences of all kinds, is compared again, repaired, and compared once more.
 */
final class DiffBench {
    static final String TABLE = "lineitem";
    static final List<String> KEY = List.of("l_orderkey", "l_linenumber");
    static final List<String> ROWS = List.of(SternaRun.NAME, Reladiff.NAME);

    private static final double MOST_TIMES_DIGEST = 1.3;
    private static final double MOST_FETCHED = 0.03;
    private static final int MOST_TOLD = 3;
    /** Where there are fewer rows, what a query costs by itself counts for more than rows do. */
    private static final long ROWS_TO_JUDGE = 1_000_000;

    private final Servers servers;
    private final SourceTable table;
    private final FreshDatabase target;
    private final Programs programs;
    private final Path directory;
    private final Cleanup cleanup;
    private final SternaCommands commands;
    private final List<DiffRow> rows = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();

    private DiffBench(
            Servers servers,
            SourceTable table,
            FreshDatabase target,
            Programs programs,
            Path directory,
            Cleanup cleanup)
            throws IOException {
        this.servers = servers;
        this.table = table;
        this.target = target;
        this.programs = programs;
        this.directory = directory;
        this.cleanup = cleanup;
        this.commands = SternaCommands.configured(course(SternaRun.NAME));
    }

    static DiffReport run(
            Options options,
            Circumstances circumstances,
            Servers servers,
            Programs programs,
            Path directory,
            Cleanup cleanup)
            throws IOException, SQLException, InterruptedException {
        SourceTable table = Source.provide(servers.source(), options, cleanup).get(0);
        widen(servers.source());
        FreshDatabase target = cleanup.add(FreshDatabase.create(servers.target(), SternaRun.NAME));
        DiffBench bench = new DiffBench(servers, table, target, programs, directory, cleanup);
        Places places = Places.in(table, new Random(table.rows()));
        List<Planted> planted = bench.measure(places, options.rows());
        return new DiffReport(
                circumstances,
                options.pair(),
                servers.source().version(),
                servers.target().version(),
                options.scale(),
                table,
                places.first().size(),
                planted,
                bench.rows,
                bench.checks);
    }

    /** TPC-H has neither NULL nor times nor floating point. Such columns come to either server without a row being written. */
    private static void widen(Server source) throws SQLException {
        String time = source.engine() == Engine.POSTGRESQL ? "timestamp(6)" : "datetime(6)";
        source.execute("ALTER TABLE " + TABLE + " ADD COLUMN l_note varchar(40) DEFAULT 'as it was', ADD COLUMN l_seen "
                + time + " DEFAULT '2020-02-29 12:34:56.000001', ADD COLUMN l_weight double precision DEFAULT 0.1,"
                + " ADD COLUMN l_gone varchar(10)");
    }

    private List<Planted> measure(Places places, List<String> wanted)
            throws IOException, SQLException, InterruptedException {
        Console.say("copying, which is not measured");
        SternaLook copy = look("copy", "run", "--execute");
        if (!copy.outcome().equals("done")) {
            throw SternaException.of(
                    Category.INTERNAL,
                    "cannot-copy",
                    TABLE,
                    "Cannot copy " + TABLE + ": " + copy.failure(),
                    "Look at its log with --keep-data DIR");
        }
        SternaLook digest = look("digest", "diff");
        note("digest", digest);
        checks.add(Check.of("the copy is the same", digest.identical(), digest.outcome()));
        List<Planted> planted = Planting.in(table, places, servers.source(), target.server());
        try (Witness witness = new Witness(TABLE, servers.source(), target.server())) {
            checks.add(witnessed(witness, planted));
            SternaLook diff = look("diff", "diff");
            note("diff", diff);
            checks.add(exactly(diff, planted));
            checks.add(fewFetched(diff));
            checks.add(fast(diff, digest));
            if (wanted.contains(Reladiff.NAME)) {
                rows.add(reladiff(planted));
            }
            SternaLook sync = look("sync", "sync", "--deletes", "--execute");
            note("sync", sync);
            checks.add(Check.of("sync ends well", sync.outcome().equals("done"), sync.failure()));
            SternaLook again = look("diff again", "diff");
            note("diff again", again);
            checks.add(Check.of("the next diff finds nothing", again.identical(), again.outcome()));
            checks.add(repaired(witness, planted));
        }
        return planted;
    }

    private static Check witnessed(Witness witness, List<Planted> planted) throws SQLException {
        long seen = witness.seen(planted);
        return Check.of(
                "plain SQL sees what was planted",
                seen == planted.size(),
                String.format(Locale.ROOT, "%,d of %,d rows", seen, planted.size()));
    }

    private static Check repaired(Witness witness, List<Planted> planted) throws SQLException {
        long left = witness.differing(planted);
        long surplus = witness.surplus();
        return Check.of(
                "plain SQL sees nothing of it any more",
                left == 0 && surplus == 0,
                String.format(Locale.ROOT, "%,d rows differ, the target has %+d rows", left, surplus));
    }

    private static Check exactly(SternaLook diff, List<Planted> planted) {
        List<Planted> overlooked = without(planted, diff.found());
        List<Planted> wrong = without(diff.found(), planted);
        String words = String.format(Locale.ROOT, "%,d of %,d", planted.size() - overlooked.size(), planted.size());
        return Check.of(
                "diff names exactly these rows, kinds and columns",
                overlooked.isEmpty() && wrong.isEmpty() && diff.found().size() == planted.size(),
                words + some(", not ", overlooked) + some(", but wrongly ", wrong));
    }

    private static List<Planted> without(List<Planted> all, List<Planted> some) {
        Set<Planted> these = new HashSet<>(some);
        return all.stream().filter(one -> !these.contains(one)).toList();
    }

    private static String some(String prefix, List<Planted> these) {
        return these.isEmpty()
                ? ""
                : prefix + these.size() + " such as " + these.subList(0, Math.min(MOST_TOLD, these.size()));
    }

    private Check fewFetched(SternaLook diff) {
        double share = diff.fetched() / (2.0 * table.rows());
        return judged(
                String.format(Locale.ROOT, "diff fetches less than %.0f%% of the rows", 100 * MOST_FETCHED),
                share < MOST_FETCHED,
                String.format(Locale.ROOT, "%,d of both sides, %.2f%%", diff.fetched(), 100 * share));
    }

    private Check fast(SternaLook diff, SternaLook digest) {
        double times = diff.seconds() / digest.seconds();
        return judged(
                "diff takes at most " + MOST_TIMES_DIGEST + " times the digest pass",
                times <= MOST_TIMES_DIGEST,
                String.format(Locale.ROOT, "%.2f times", times));
    }

    private Check judged(String name, boolean passed, String words) {
        return table.rows() < ROWS_TO_JUDGE
                ? new Check(name, Check.Verdict.NOT_JUDGED, words + "; the table is too small to say")
                : Check.of(name, passed, words);
    }

    private void note(String name, SternaLook look) {
        String version = new SternaRun().version(pair(), programs);
        rows.add(
                look.compared()
                        ? DiffRow.done(name, version, look.usage(), look.seconds(), OptionalLong.of(look.fetched()))
                        : DiffRow.failed(name, version, look.usage(), look.failure()));
    }

    private SternaLook look(String name, String... step) throws IOException, SQLException, InterruptedException {
        Course course = course(name.replace(' ', '-'));
        Path result = course.directory().resolve("result.json");
        long events = Files.exists(commands.runDirectory()) ? SternaLook.events(commands.runDirectory()) : 0;
        Usage usage = measured(name, commands.command(result, step), course.directory());
        return SternaLook.read(usage, result, commands.runDirectory(), events);
    }

    private DiffRow reladiff(List<Planted> planted) throws IOException, SQLException, InterruptedException {
        if (programs.find(Reladiff.NAME).isEmpty()) {
            return DiffRow.skipped(Reladiff.NAME, "no " + Reladiff.NAME + " on PATH");
        }
        Course course = course(Reladiff.NAME);
        String version = programs.version(Reladiff.NAME);
        Command command = new Reladiff(course).command(programs);
        Usage usage;
        try {
            usage = measured(Reladiff.NAME, command, course.directory());
        } finally {
            for (Path secret : command.secrets()) {
                Files.deleteIfExists(secret);
            }
        }
        String wrong = usage.exitCode() == 0
                ? Reladiff.shortfall(course.directory().resolve("log"), planted)
                : "exit code " + usage.exitCode() + ", " + Race.lastLine(usage.lastOutput());
        return wrong.isEmpty()
                ? DiffRow.done(Reladiff.NAME, version, usage, usage.seconds(), OptionalLong.empty())
                : DiffRow.failed(Reladiff.NAME, version, usage, wrong);
    }

    private Usage measured(String name, Command command, Path home)
            throws IOException, SQLException, InterruptedException {
        target.settle();
        Race.flushDisks();
        Console.say(name + ": running");
        Usage usage = MeasuredProcess.run(command, home, cleanup);
        Console.say(String.format(Locale.ROOT, "%s: %.1f s", name, usage.seconds()));
        return usage;
    }

    private Pair pair() {
        return new Pair(servers.source().engine(), target.server().engine());
    }

    private Course course(String name) {
        try {
            Path home = Files.createDirectories(directory.resolve(name));
            int cores = Runtime.getRuntime().availableProcessors();
            return new Course(servers.source(), target.server(), List.of(table), cores, home);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write below " + directory, e);
        }
    }
}
