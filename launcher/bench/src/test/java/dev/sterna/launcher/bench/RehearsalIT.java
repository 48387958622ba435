package dev.sterna.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.app.Main;
import dev.sterna.app.SparkAhead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each strategy rehearsed once, small: too short for times to mean something, but everything is in that has to be. */
final class RehearsalIT {
    private static SparkAhead spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void begin() {
        spark = SparkAhead.begin("sterna rehearsal", null, Map.of());
        spark.await();
    }

    @AfterAll
    static void end() {
        spark.close();
    }

    @ParameterizedTest
    @CsvSource({"big-bang, mariadb-postgresql", "parallel, mariadb-postgresql", "phased, postgresql-mariadb"})
    void nothingIsLost(String strategy, String pair) throws Exception {
        rehearse(strategy, pair);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"big-bang, postgresql-mariadb", "parallel, postgresql-mariadb", "phased, mariadb-postgresql"})
    void nothingIsLostTheOtherWayEither(String strategy, String pair) throws Exception {
        rehearse(strategy, pair);
    }

    /** For figures: the table goes to standard error. */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({"mariadb-postgresql, 10", "postgresql-mariadb, 10"})
    void soManyCutovers(String pair, String repeat) throws Exception {
        rehearse("parallel", pair, "--scale", "0.1", "--seconds", "3", "--repeat", repeat);
    }

    private void rehearse(String strategy, String pair) throws Exception {
        rehearse(strategy, pair, "--scale", "0.002", "--seconds", "1", "--rate", "300");
    }

    private void rehearse(String strategy, String pair, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("--rehearse", strategy, "--pair", pair));
        words.addAll(List.of(more));
        Options options = Options.parse(words);
        try (Cleanup cleanup = new Cleanup()) {
            Servers servers = Servers.open(options, Map.of(), folder, cleanup);
            RehearsalReport report = Rehearsal.run(options, Circumstances.now(), servers, folder, InThisProcess::new);

            assertThat(report.checks())
                    .as(RehearsalTableReport.of(report))
                    .hasSize(11)
                    // How long it takes on a machine that others use is for figures to say.
                    .filteredOn(check -> !check.name().startsWith("95 of 100"))
                    .noneMatch(Check::failed);
            System.err.print(RehearsalTableReport.of(report));
            RehearsalRound round = report.rounds().get(0);
            assertThat(round.lost() + round.differing() + round.lostBack() + round.differingBack())
                    .isZero();
            assertThat(round.frozen()).isPositive();
            assertThat(round.told()).isPositive();
            assertThat(round.broughtBack()).isGreaterThan(10);
            assertThat(RehearsalJsonReport.of(report))
                    .contains("\"strategy\":\"" + strategy + "\"", "\"frozenSeconds\":{\"p50\":");
        }
    }

    /** The same commands in this process, one Spark session for all: to start one for each would take most of the time. */
    private static final class InThisProcess implements Sterna {
        private final SternaCommands commands;
        private final Path directory;
        private final List<String> passwords;
        private final AtomicInteger given = new AtomicInteger();

        InThisProcess(Course course, String settings) throws IOException {
            this.commands = SternaCommands.configured(course, settings);
            this.directory = course.directory();
            this.passwords = List.of(
                    "-D",
                    "sterna.source.password=" + course.source().login().password(),
                    "-D",
                    "sterna.target.password=" + course.target().login().password());
        }

        @Override
        public Answer give(String... words) throws IOException {
            long began = System.nanoTime();
            Path result =
                    Files.createDirectories(directory.resolve("results")).resolve(given.incrementAndGet() + ".json");
            List<String> all = new ArrayList<>(commands.words(result, words));
            all.addAll(passwords);
            int exitCode = Main.run(all.toArray(String[]::new));
            return new Answer(exitCode, SternaProcesses.result(result), (System.nanoTime() - began) / 1e9);
        }

        @Override
        public Path runDirectory() {
            return commands.runDirectory();
        }
    }
}
