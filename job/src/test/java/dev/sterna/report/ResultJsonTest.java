package dev.sterna.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sterna.step.CutoverSummary;
import dev.sterna.step.DecommissionSummary;
import dev.sterna.step.DrillSummary;
import dev.sterna.step.DrillSummary.TableTime;
import dev.sterna.step.EvidenceSummary;
import dev.sterna.step.GateVerdict;
import dev.sterna.step.MonitorSummary;
import dev.sterna.step.Outcome;
import dev.sterna.step.RestoreTimes;
import dev.sterna.step.SelfTest;
import dev.sterna.step.StepReport;
import dev.sterna.step.StepReport.Ended;
import dev.sterna.step.SyncSummary;
import dev.sterna.step.TableReport;
import dev.sterna.step.TableReport.Difference;
import dev.sterna.step.TableReport.Loss;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The result as people script against it: its keys, their order, and what is null. */
class ResultJsonTest {
    private static final String HEAD =
            "{\"command\":\"x\",\"runId\":\"r\",\"outcome\":\"nothing-to-do\",\"exitCode\":0,\"seconds\":1.235,"
                    + "\"source\":\"a\",\"target\":null,\"tables\":[";

    private static final RestoreTimes TIMES = new RestoreTimes(0.5, 0.25, 1.5, 0.25, 0.125);

    private static final MonitorSummary MONITORED = new MonitorSummary(
            "t",
            true,
            null,
            "b",
            0,
            List.of(new MonitorSummary.TableState("p.t", null, new MonitorSummary.Size(10, 1L, 20, 5, null, null))),
            List.of(new MonitorSummary.IndexState("p.i", "p.t", "usable", 3L)),
            List.of(new MonitorSummary.CounterState("p.t.id", 0.5, BigInteger.ONE, BigInteger.TWO)),
            null,
            new MonitorSummary.Sessions(2, 100, Map.of("idle", 1L, "active", 1L)),
            List.of(new MonitorSummary.QueryState("q.sql", null, 1.5, false, null, null, "file:/p")),
            List.of(new MonitorSummary.Advice("index-unused", "p.i", "DROP INDEX p.i")),
            new MonitorSummary.Trend(
                    "file:/t",
                    2,
                    0,
                    List.of(new MonitorSummary.Series("size", "p.t", "bytes", Arrays.asList(null, 20.0)))),
            List.of("x"));

    private static Ended ended(String step) {
        return new Ended(step, Outcome.DONE, 1.5, List.of());
    }

    /** One report of every kind, and the step and the tables that stand in the result for it. */
    static Stream<Case> kinds() {
        Loss loss = new Loss("d", "zero-date", "null", 2);
        return Stream.of(
                new Case(StepReport.Previewed.of("load"), step("load", "preview", 0.0, 0, 0), ""),
                new Case(new StepReport.Worked(ended("drill"), 7, 8), step("drill", "done", 1.5, 7, 8), ""),
                new Case(new StepReport.Assessed(ended("assess")), step("assess", "done", 1.5, 0, 0), ""),
                new Case(
                        new StepReport.Planned(ended("plan"), List.of(new TableReport.Planned("p.t", 3))),
                        step("plan", "done", 1.5, 0, 0),
                        table("null,\"loadedRows\":null,\"rejectedRows\":null,\"backupBytes\":null,\"chunks\":3,"
                                + "\"seconds\":null,\"diff\":null")),
                new Case(
                        new StepReport.Prepared(ended("prepare"), List.of(new TableReport.Prepared("p.t"))),
                        step("prepare", "done", 1.5, 0, 0),
                        table("null,\"loadedRows\":null,\"rejectedRows\":null,\"backupBytes\":null,\"chunks\":null,"
                                + "\"seconds\":null,\"diff\":null")),
                new Case(new StepReport.Finished(ended("finish")), step("finish", "done", 1.5, 0, 0), ""),
                new Case(
                        new StepReport.BackedUp(
                                ended("backup"), 10, 20, List.of(new TableReport.BackedUp("p.t", 10, 20, 1))),
                        step("backup", "done", 1.5, 10, 20),
                        table("10,\"loadedRows\":null,\"rejectedRows\":null,\"backupBytes\":20,\"chunks\":1,"
                                + "\"seconds\":null,\"diff\":null")),
                new Case(
                        new StepReport.Loaded(
                                ended("load"),
                                9,
                                List.of(new TableReport.Loaded("p.t", 10, 10, 0, 20, 1, 0.5).without(1))),
                        step("load", "done", 1.5, 9, 0),
                        table("10,\"loadedRows\":9,\"rejectedRows\":1,\"backupBytes\":20,\"chunks\":1,"
                                + "\"seconds\":0.5,\"diff\":null")),
                new Case(
                        new StepReport.Compared(
                                ended("diff"),
                                10,
                                List.of(new TableReport.Compared(
                                        "p.t",
                                        10L,
                                        null,
                                        1,
                                        0.5,
                                        new Difference(false, 1, 2, 3, "digest", 4).withHop("backup-target"),
                                        List.of(loss),
                                        List.of("g")))),
                        step("diff", "done", 1.5, 10, 0),
                        table("10,\"loadedRows\":null,\"rejectedRows\":null,\"backupBytes\":null,\"chunks\":1,"
                                + "\"seconds\":0.5,\"diff\":{\"identical\":false,\"missing\":1,\"extra\":2,"
                                + "\"changed\":3,\"method\":\"digest\",\"forgiven\":4,\"hop\":\"backup-target\"},"
                                + "\"losses\":[{\"column\":\"d\",\"kind\":\"zero-date\",\"became\":\"null\","
                                + "\"count\":2}],\"notCompared\":[\"g\"]")),
                new Case(
                        new StepReport.Synced(
                                ended("sync"),
                                6,
                                List.of(),
                                new SyncSummary(
                                        "diff",
                                        2,
                                        6,
                                        1,
                                        2,
                                        3,
                                        4,
                                        1,
                                        List.of(new SyncSummary.Gap(1, 2, 3, 4, 0.5)),
                                        null)),
                        step("sync", "done", 1.5, 6, 0),
                        ""),
                new Case(
                        new StepReport.Restored(ended("restore"), 10, 20, List.of(), TIMES),
                        step("restore", "done", 1.5, 10, 20),
                        ""),
                new Case(
                        new StepReport.Drilled(
                                ended("drill"),
                                10,
                                20,
                                List.of(),
                                new DrillSummary(
                                        2.5, true, 4, 8, "a", TIMES, List.of(new TableTime("p.t", 10, 0.5, 20, 40)))),
                        step("drill", "done", 1.5, 10, 20),
                        ""),
                new Case(
                        new StepReport.CutOver(
                                ended("cutover"),
                                new CutoverSummary(
                                        "switched",
                                        1.5,
                                        "p",
                                        true,
                                        "file:/c",
                                        List.of(new CutoverSummary.Met("loaded", true, "1 table")))),
                        step("cutover", "done", 1.5, 0, 0),
                        ""),
                new Case(new StepReport.Monitored(ended("monitor"), MONITORED), step("monitor", "done", 1.5, 0, 0), ""),
                new Case(
                        new StepReport.Decommissioned(
                                ended("decommission"),
                                new DecommissionSummary(
                                        "retired",
                                        "drop",
                                        "shop",
                                        new EvidenceSummary("file:/e", 9, 7, "c", null, 0),
                                        List.of(new CutoverSummary.Met("grace", true, "20 days")))),
                        step("decommission", "done", 1.5, 0, 0),
                        ""),
                new Case(new StepReport.SchemaCompared(ended("diff")), step("diff", "done", 1.5, 0, 0), ""),
                new Case(
                        new StepReport.SelfTested(ended("diff"), 5, new SelfTest(11, 1, 0, List.of())),
                        step("diff", "done", 1.5, 5, 0),
                        ""),
                new Case(
                        new StepReport.Validated(
                                ended("validate"),
                                4,
                                List.of(),
                                List.of(new GateVerdict("counts", false, "1 table", 2, 0.5))),
                        step("validate", "done", 1.5, 4, 0),
                        ""));
    }

    /**
     * A report, and what stands for it.
     *
     * @param tables in JSON, without brackets
     */
    private record Case(StepReport report, String step, String tables) {}

    private static String step(String name, String outcome, double seconds, long rows, long bytes) {
        return "{\"name\":\"" + name + "\",\"outcome\":\"" + outcome + "\",\"seconds\":" + seconds + ",\"rows\":" + rows
                + ",\"bytes\":" + bytes + "}";
    }

    private static String table(String fromSourceRows) {
        return "{\"name\":\"p.t\",\"sourceRows\":" + fromSourceRows + "}";
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindOfReportHasItsPlace(Case one) throws JsonProcessingException {
        Result result =
                result(List.of(one.report()), Detail.of(one.report()).stream().toList());
        String extra = "";
        if (one.report() instanceof StepReport.SelfTested) {
            extra = "\"selfTest\":{\"planted\":11,\"recall\":1.0,\"falseAlarms\":0,\"details\":[]},";
        } else if (one.report() instanceof StepReport.Synced) {
            extra =
                    "\"sync\":{\"changes\":\"diff\",\"rounds\":2,\"applied\":6,\"inserted\":1,\"updated\":2,\"deleted\":3,"
                            + "\"left\":4,\"notBrought\":1,\"gaps\":[{\"missing\":1,\"changed\":2,\"extra\":3,\"inFlight\":4,"
                            + "\"seconds\":0.5}]},";
        } else if (one.report() instanceof StepReport.Validated) {
            extra = "\"validate\":{\"gates\":[{\"name\":\"counts\",\"passed\":false,\"looked\":\"1 table\",\"found\":2,"
                    + "\"seconds\":0.5}]},";
        }
        if (one.report() instanceof StepReport.CutOver) {
            extra = "\"cutover\":{\"phase\":\"switched\",\"freezeSeconds\":1.5,\"position\":\"p\",\"proven\":true,"
                    + "\"receipt\":\"file:/c\",\"requirements\":[{\"name\":\"loaded\",\"met\":true,\"words\":\"1 table\"}]},";
        }
        if (one.report() instanceof StepReport.Monitored) {
            extra = "\"monitor\":{\"time\":\"t\",\"switched\":true,\"target\":\"b\",\"analyzed\":0,"
                    + "\"tables\":[{\"name\":\"p.t\",\"target\":{\"rows\":10,\"deadRows\":1,\"bytes\":20,\"indexBytes\":5}}],"
                    + "\"indexes\":[{\"name\":\"p.i\",\"table\":\"p.t\",\"state\":\"usable\",\"uses\":3}],"
                    + "\"headroom\":[{\"name\":\"p.t.id\",\"share\":0.5,\"used\":1,\"limit\":2}],"
                    + "\"connections\":{\"open\":2,\"limit\":100,\"states\":{\"active\":1,\"idle\":1}},"
                    + "\"queries\":[{\"name\":\"q.sql\",\"targetMs\":1.5,\"slower\":false,\"targetPlan\":\"file:/p\"}],"
                    + "\"advice\":[{\"code\":\"index-unused\",\"object\":\"p.i\",\"statement\":\"DROP INDEX p.i\"}],"
                    + "\"trend\":{\"file\":\"file:/t\",\"calls\":2,\"unreadable\":0,\"series\":[{\"name\":\"size\","
                    + "\"of\":\"p.t\",\"unit\":\"bytes\",\"values\":[null,20.0]}]},\"notTold\":[\"x\"]},";
        }
        if (one.report() instanceof StepReport.Decommissioned) {
            extra = "\"decommission\":{\"phase\":\"retired\",\"action\":\"drop\",\"database\":\"shop\","
                    + "\"evidence\":{\"place\":\"file:/e\",\"files\":9,\"links\":7,\"chain\":\"c\",\"faults\":0},"
                    + "\"requirements\":[{\"name\":\"grace\",\"met\":true,\"words\":\"20 days\"}]},";
        }
        if (one.report() instanceof StepReport.Drilled) {
            extra = "\"drill\":{\"restoreSeconds\":2.5,\"identical\":true,\"rowsPerSecond\":4,\"bytesPerSecond\":8,"
                    + "\"server\":\"a\",\"phases\":{\"check\":0.5,\"schema\":0.25,\"load\":1.5,\"finish\":0.25,"
                    + "\"compare\":0.125},\"tables\":[{\"name\":\"p.t\",\"rows\":10,\"seconds\":0.5,"
                    + "\"rowsPerSecond\":20,\"bytesPerSecond\":40}]},";
        }
        String json = Json.line(result);
        assertThat(json)
                .isEqualTo(HEAD + one.tables() + "],\"steps\":[" + one.step() + "],\"problems\":[]," + extra
                        + "\"report\":\"file:/r\"}");
        assertThat(Json.line(Json.read(json, Result.class))).isEqualTo(json);
    }

    @Test
    void noKindIsForgotten() {
        List<Object> tables = kinds().flatMap(one -> one.report().tables().stream())
                .map(Object::getClass)
                .collect(Collectors.toList());
        List<Object> reports = kinds().map(one -> one.report().getClass()).collect(Collectors.toList());
        assertThat(reports).containsExactlyInAnyOrder((Object[]) StepReport.class.getPermittedSubclasses());
        assertThat(tables).containsExactlyInAnyOrder((Object[]) TableReport.class.getPermittedSubclasses());
    }

    @Test
    void laterStepKnowsBetterAndTimesAddUp() {
        List<StepReport> steps = kinds().map(Case::report).toList();
        assertThat(TableLine.merge(steps)).singleElement().satisfies(table -> {
            assertThat(table.loadedRows()).isEqualTo(9);
            assertThat(table.backupBytes()).isEqualTo(20);
            assertThat(table.chunks()).isEqualTo(1);
            assertThat(table.seconds()).isEqualTo(1.0);
            assertThat(table.diff().extra()).isEqualTo(2);
        });
    }

    @Test
    void whatIsOnlyLookedAtStandsAtTheEnd() {
        Result.Last last = new Result.Last("diff", Outcome.DIFFERS, 6, 2.0004, "2026-01-01T00:00:05Z");
        assertThat(Json.line(result(List.of(), List.of(last))))
                .endsWith(
                        "\"report\":\"file:/r\",\"last\":{\"command\":\"diff\",\"outcome\":\"differs\",\"exitCode\":6,"
                                + "\"seconds\":2.0,\"written\":\"2026-01-01T00:00:05Z\"}}");
        RunStatus status = new RunStatus(
                "done", "run", true, "s", "u", "file:/w", List.of(), List.of(), List.of(), null, List.of());
        assertThat(Json.line(result(List.of(), List.of(status))))
                .endsWith("\"report\":\"file:/r\",\"status\":{\"state\":\"done\",\"command\":\"run\",\"execute\":true,"
                        + "\"started\":\"s\",\"updated\":\"u\",\"workspace\":\"file:/w\",\"tables\":[],"
                        + "\"gates\":[],\"events\":[]}}");
    }

    private static Result result(List<StepReport> steps, List<Detail> details) {
        return new Result(
                "x",
                "r",
                Outcome.NOTHING_TO_DO,
                0,
                1.23456,
                "a",
                null,
                TableLine.merge(steps),
                steps.stream().map(Result.StepLine::of).toList(),
                List.of(),
                "file:/r",
                details);
    }
}
