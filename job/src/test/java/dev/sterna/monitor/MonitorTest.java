package dev.sterna.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.config.MonitorSettings;
import dev.sterna.dialect.health.Connections;
import dev.sterna.dialect.health.Headroom;
import dev.sterna.dialect.health.Headroom.Kind;
import dev.sterna.dialect.health.Health;
import dev.sterna.dialect.health.IndexHealth;
import dev.sterna.dialect.health.IndexHealth.Need;
import dev.sterna.dialect.health.IndexHealth.State;
import dev.sterna.dialect.health.InvalidConstraint;
import dev.sterna.dialect.health.TableHealth;
import dev.sterna.dialect.health.TableHealth.Statistics;
import dev.sterna.model.TableName;
import dev.sterna.monitor.HealthAdvice.UnusedIndexes;
import dev.sterna.monitor.TrendPoint.QueryTime;
import dev.sterna.monitor.TrendPoint.Share;
import dev.sterna.monitor.TrendPoint.TableSize;
import dev.sterna.step.Workspace;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is worth telling of numbers, and what becomes of them over the calls. */
class MonitorTest {
    private static final TableName TABLE = new TableName("p", "t");
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final Connections FEW = new Connections(1, 100, Map.of("idle", 1L), "RAISE", "restart it");

    @TempDir
    Path directory;

    @Test
    void medianIsInTheMiddle() {
        assertThat(QueryTimer.median(List.of(5.0))).isEqualTo(5);
        assertThat(QueryTimer.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(QueryTimer.median(List.of(4.0, 100.0, 1.0, 2.0))).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"30, 14, true", "30, 15, false", "10, 1, false", "11.5, 1, true", "25, 14.9, false", "1000, 499, true"})
    void slowerIsMoreThanTwiceAndMoreThanNoise(double now, double before, boolean slower) {
        assertThat(new QueryTimer(MonitorSettings.DEFAULT).isSlower(now, before))
                .isEqualTo(slower);
    }

    @Test
    void numbersAreDrawn() {
        assertThat(Sparkline.of(List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0))).isEqualTo("_.-=+*#");
        assertThat(Sparkline.of(Arrays.asList(5.0, null, 5.0))).isEqualTo("_ _");
        assertThat(Sparkline.of(List.of(1e9, 0.0))).isEqualTo("#_");
        assertThat(Sparkline.of(List.of())).isEmpty();
    }

    private static TrendPoint point(int call, long bytes) {
        return new TrendPoint(
                1,
                NOW.plus(Duration.ofHours(call)).toString(),
                true,
                List.of(new TableSize("p.t", 10, bytes, null, null, null)),
                List.of(new QueryTime("q.sql", "w", null, 10.0 * call, "a", "file:/p")),
                call,
                100,
                List.of(new Share("p.t.id", 0.5)),
                List.of("p.i"));
    }

    @Test
    void callsAreKeptAndATornLineIsLeftOut() throws IOException {
        TrendFile file = new TrendFile(new Workspace(directory.toUri().toString(), new Configuration(false)));
        assertThat(file.read().last()).isEmpty();
        file.append(point(1, 1_000_000));
        Path lines = directory.resolve(TrendFile.FILE);
        Files.writeString(lines, "{\"format\":1,\"time\":\"2026-", StandardOpenOption.APPEND);
        assertThat(file.read().last()).containsExactly(point(1, 1_000_000));
        file.append(point(2, 2_000_000));
        Files.writeString(
                lines,
                "{\"time\":\"no time\"}\n{\"time\":\"2026-12-01T15:00:00Z\",\"later\":[1]}\n",
                StandardOpenOption.APPEND);

        TrendFile.History history = file.read();

        assertThat(history.last()).hasSize(3).startsWith(point(1, 1_000_000), point(2, 2_000_000));
        assertThat(history.unreadable()).isEqualTo(2);
        assertThat(history.unusedSince())
                .as("the last call did not find it unused")
                .isEmpty();
        for (int call = 4; call < 50; call++) {
            file.append(point(call, 1));
        }
        assertThat(file.read().last()).hasSize(TrendFile.DRAWN - 1).endsWith(point(49, 1));
        assertThat(file.read().unusedSince()).isEqualTo(Map.of("p.i", NOW.plus(Duration.ofHours(4))));
    }

    @ParameterizedTest
    @CsvSource({"1500, 1500, 2", "60000, 60000, 60", "0, 2147483647, 2147484", "9999999999, 2147483647, 2147484"})
    void patienceIsNeverShorterInSeconds(long most, long limit, long seconds) {
        Patience patience = new Patience(Duration.ofMillis(most));
        assertThat(patience.limit()).isEqualTo(Duration.ofMillis(limit));
        assertThat(patience.inSeconds()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aLostServerIsNotTooSlow() {
        Patience over = new Patience(Duration.ofMillis(1));
        long began = System.nanoTime() - Duration.ofSeconds(1).toNanos();
        assertThat(over.isOver(began, new SQLException("cancelled", "57014"))).isTrue();
        assertThat(over.isOver(began, new SQLException("gone", "08006"))).isFalse();
        assertThat(new Patience(Duration.ZERO).isOver(began)).isFalse();
    }

    /** Where one statement does not do, there is none to be run. */
    @Test
    void whatTakesMoreThanAStatementIsSaidInWords() {
        List<Finding> found = advice(
                health(
                        List.of(new TableHealth(TABLE, 5000, 0L, 1, 1, null, null, "RECLAIM t")),
                        List.of(new IndexHealth(
                                TABLE, "p.parts", State.INVALID, 0L, Need.NOBODY, null, "DROP p.parts")),
                        List.of(
                                new Headroom(
                                        Kind.COUNTER,
                                        TABLE,
                                        "p.t.id",
                                        BigInteger.TEN,
                                        BigInteger.TEN,
                                        null,
                                        "Drop the keys first"),
                                new Headroom(
                                        Kind.COUNTER, TABLE, "p.t.big", BigInteger.TEN, BigInteger.TEN, null, null)),
                        FEW),
                after(Duration.ofDays(7), NOW));
        assertThat(found)
                .filteredOn(finding -> finding.statement() == null)
                .extracting(finding -> finding.problem().remedy())
                .containsExactly(
                        "Make it on each partition that lacks it, and attach it to this one, which is valid with the last"
                                + " of them",
                        "Drop the keys first",
                        "Its type has no greater number: number anew what is there, before the limit is reached");
        assertThat(found).hasSize(4);
    }

    @Test
    void theLastCallsAreLines() {
        TrendPoint without = new TrendPoint(1, NOW.toString(), true, null, null, 1, 100, null, null);
        assertThat(Trends.lines(Trends.series(List.of(point(1, 1_000_000), without, point(3, 4_000_000)))))
                .containsExactly(
                        "trend  size all tables     _ #  1.0 MB to 4.0 MB",
                        "trend  size p.t            _ #  1.0 MB to 4.0 MB",
                        "trend  query q.sql         _ #  10.0 ms to 30.0 ms",
                        "trend  connections target  __#  1 to 3",
                        "trend  headroom p.t.id     _ _  50.0% to 50.0%");
    }

    private static Health health(
            List<TableHealth> tables, List<IndexHealth> indexes, List<Headroom> headroom, Connections connections) {
        return new Health(
                tables,
                indexes,
                NOW.minus(Duration.ofDays(30)),
                List.of(new InvalidConstraint(TABLE, "c", "VALIDATE c")),
                headroom,
                connections,
                List.of());
    }

    private static List<Finding> advice(Health health, UnusedIndexes unused) {
        return new HealthAdvice(Map.of(TABLE, "s.t"), table -> "ANALYZE " + table, "sterna monitor", unused).of(health);
    }

    private static UnusedIndexes after(Duration after, Instant seen) {
        return new UnusedIndexes(after, Map.of("p.rare", seen), NOW);
    }

    private static TableHealth table(long rows, Long dead, Long free, Instant made, Long changed) {
        return new TableHealth(TABLE, rows, dead, 200 << 20, 1, free, new Statistics(made, changed), "RECLAIM t");
    }

    private static Headroom counter(long used) {
        return new Headroom(
                Kind.COUNTER,
                TABLE,
                "p.t.id",
                BigInteger.valueOf(used),
                BigInteger.valueOf(100),
                "WIDEN " + used,
                null);
    }

    private static IndexHealth index(String name, State state, Long uses, Need need) {
        return new IndexHealth(
                TABLE, name, state, uses, need, state == State.USABLE ? null : "MEND " + name, "DROP " + name);
    }

    @Test
    void eachFindingHasItsStatement() {
        Health bad = health(
                List.of(table(1000, 2000L, null, NOW, 5000L), table(5, 0L, 200L << 20, null, null)),
                List.of(
                        index("p.bad", State.INVALID, 0L, Need.NOBODY),
                        index("p.off", State.DISABLED, null, Need.NOBODY),
                        index("p.hidden", State.IGNORED, 0L, Need.NOBODY),
                        index("p.rare", State.USABLE, 0L, Need.NOBODY)),
                List.of(counter(75), counter(76), counter(95)),
                new Connections(81, 100, Map.of("idle", 80L, "active", 1L), "RAISE", "restart it"));

        List<Finding> found = advice(bad, after(Duration.ofDays(7), NOW.minus(Duration.ofDays(8))));

        assertThat(found)
                .extracting(finding -> finding.problem().code() + ": " + finding.statement())
                .containsExactly(
                        "index-invalid: MEND p.bad",
                        "index-disabled: MEND p.off",
                        "index-ignored: MEND p.hidden",
                        "index-unused: DROP p.rare",
                        "constraint-not-valid: VALIDATE c",
                        "dead-rows: RECLAIM t",
                        "statistics-old: ANALYZE p.t",
                        "free-room: RECLAIM t",
                        "statistics-missing: ANALYZE p.t",
                        "headroom-low: WIDEN 76",
                        "headroom-critical: WIDEN 95",
                        "connections-high: RAISE");
        assertThat(found).allSatisfy(finding -> {
            assertThat(finding.problem().remedy()).endsWith(finding.statement());
            assertThat(finding.problem().table()).isEqualTo(finding.object().equals("connections") ? null : "s.t");
        });
        assertThat(found.get(10).problem().message())
                .isEqualTo("The counter of p.t.id has used 95.0% of its limit (95 of 100); beyond it no row comes in");
        assertThat(found.get(11).problem().message())
                .isEqualTo("The target has 81 sessions of at most 100 (1 active, 80 idle)");
    }

    @Test
    void whatIsWellIsNotTold() {
        Health good = health(
                List.of(table(100_000, 999L, 99L << 20, NOW, 999L)),
                List.of(
                        index("p.rare", State.USABLE, 0L, Need.NOBODY),
                        index("p.key", State.USABLE, 0L, Need.CONSTRAINT),
                        index("p.used", State.USABLE, 1L, Need.NOBODY),
                        index("p.unknown", State.USABLE, null, Need.NOBODY)),
                List.of(counter(0)),
                FEW);
        for (UnusedIndexes young : List.of(
                after(Duration.ofDays(7), NOW.minus(Duration.ofDays(6))),
                after(Duration.ofDays(31), NOW.minus(Duration.ofDays(90))),
                new UnusedIndexes(Duration.ofDays(7), Map.of(), NOW))) {
            assertThat(advice(good, young))
                    .extracting(finding -> finding.problem().code())
                    .containsExactly("constraint-not-valid");
        }
        assertThat(advice(good, new UnusedIndexes(Duration.ZERO, Map.of(), NOW)))
                .extracting(Finding::object)
                .containsExactly("p.rare", "c");
    }
}
