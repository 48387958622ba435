package dev.sterna.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.sterna.error.Problem;
import dev.sterna.plan.WaveState;
import dev.sterna.step.CutoverSummary;
import dev.sterna.step.DecommissionSummary;
import dev.sterna.step.DrillSummary;
import dev.sterna.step.EvidenceSummary;
import dev.sterna.step.MonitorSummary;
import dev.sterna.step.Outcome;
import dev.sterna.step.SelfTest;
import dev.sterna.step.StepReport;
import dev.sterna.step.SyncSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a command came to: the one line of {@code --json}, the content of {@code --result-file}. People script against
 * its field names; what is not known is null.
 *
 * @param runId null for a command line that never became a run
 * @param source label of the server; null when it was not reached, {@code target} likewise
 * @param tables what the steps found, merged by table
 * @param report URI of the run's report; null when there is none
 * @param details what only some commands have; of one kind the last one counts
 */
@JsonPropertyOrder({
    "command",
    "runId",
    "outcome",
    "exitCode",
    "seconds",
    "source",
    "target",
    "tables",
    "steps",
    "problems",
    "setAside",
    "selfTest",
    "sync",
    "drill",
    "validate",
    "cutover",
    "monitor",
    "waves",
    "decommission",
    "evidence",
    "report",
    "last",
    "status"
})
public record Result(
        String command,
        String runId,

        @JsonSerialize(using = Json.OutcomeLabel.class) @JsonDeserialize(using = Json.OutcomeOfLabel.class)
        Outcome outcome,

        int exitCode,
        @JsonSerialize(using = Json.Seconds.class) double seconds,
        String source,
        String target,
        List<TableLine> tables,
        List<StepLine> steps,
        List<ProblemLine> problems,
        String report,
        @JsonIgnore List<Detail> details) {

    public Result {
        tables = List.copyOf(tables);
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
        details = List.copyOf(details);
    }

    /** From JSON, with those details that a run's report keeps. */
    @JsonCreator
    static Result read(
            @JsonProperty("command") String command,
            @JsonProperty("runId") String runId,
            @JsonProperty("outcome") @JsonDeserialize(using = Json.OutcomeOfLabel.class) Outcome outcome,
            @JsonProperty("exitCode") int exitCode,
            @JsonProperty("seconds") double seconds,
            @JsonProperty("source") String source,
            @JsonProperty("target") String target,
            @JsonProperty("tables") List<TableLine> tables,
            @JsonProperty("steps") List<StepLine> steps,
            @JsonProperty("problems") List<ProblemLine> problems,
            @JsonProperty("report") String report,
            @JsonProperty("selfTest") SelfTest selfTest,
            @JsonProperty("sync") SyncSummary sync,
            @JsonProperty("drill") DrillSummary drill,
            @JsonProperty("validate") Detail.Validated validate,
            @JsonProperty("cutover") CutoverSummary cutover,
            @JsonProperty("monitor") MonitorSummary monitor,
            @JsonProperty("waves") List<WaveState> waves,
            @JsonProperty("decommission") DecommissionSummary decommission,
            @JsonProperty("setAside") List<Detail.Thing> setAside) {
        List<Detail> details = Stream.<Stream<Detail>>of(
                        Stream.ofNullable(selfTest).map(Detail.SelfTested::new),
                        Stream.ofNullable(sync).map(Detail.Synced::new),
                        Stream.ofNullable(drill).map(Detail.Drilled::new),
                        Stream.ofNullable(validate),
                        Stream.ofNullable(cutover).map(Detail.CutOver::new),
                        Stream.ofNullable(monitor).map(Detail.Monitored::new),
                        Stream.ofNullable(waves).map(Detail.Waves::new),
                        Stream.ofNullable(decommission).map(Detail.Decommissioned::new),
                        Stream.ofNullable(setAside).map(Detail.NotDone::new))
                .flatMap(each -> each)
                .toList();
        return new Result(
                command, runId, outcome, exitCode, seconds, source, target, tables, steps, problems, report, details);
    }

    /** What a test of the comparison came to; null but for such a test. */
    @JsonProperty("selfTest")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public SelfTest selfTest() {
        return detail(Detail.SelfTested.class).map(Detail.SelfTested::selfTest).orElse(null);
    }

    /** What it took to bring the target to the source; null but for {@code sync}. */
    @JsonProperty("sync")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public SyncSummary sync() {
        return detail(Detail.Synced.class).map(Detail.Synced::summary).orElse(null);
    }

    /** What a backup that was restored on trial has shown; null but for {@code drill}. */
    @JsonProperty("drill")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public DrillSummary drill() {
        return detail(Detail.Drilled.class).map(Detail.Drilled::summary).orElse(null);
    }

    /** What gates came to; null but for {@code validate}. */
    @JsonProperty("validate")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public Detail.Validated validate() {
        return detail(Detail.Validated.class).orElse(null);
    }

    /** What a cutover came to; null but for {@code cutover}. */
    @JsonProperty("cutover")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public CutoverSummary cutover() {
        return detail(Detail.CutOver.class).map(Detail.CutOver::summary).orElse(null);
    }

    /** How the databases were doing; null but for {@code monitor}. */
    @JsonProperty("monitor")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public MonitorSummary monitor() {
        return detail(Detail.Monitored.class).map(Detail.Monitored::summary).orElse(null);
    }

    /** How far the waves are; null but for a phased {@code run}. */
    @JsonProperty("waves")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public List<WaveState> waves() {
        return detail(Detail.Waves.class).map(Detail.Waves::waves).orElse(null);
    }

    /** What became of a source; null but for {@code decommission}. */
    @JsonProperty("decommission")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public DecommissionSummary decommission() {
        return detail(Detail.Decommissioned.class)
                .map(Detail.Decommissioned::summary)
                .orElse(null);
    }

    /** Evidence that was written, or checked; empty but for {@code report --evidence} and {@code --verify}. */
    @JsonProperty("evidence")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    List<EvidenceSummary> evidence() {
        return detail(Detail.Evidenced.class).map(Detail.Evidenced::evidence).orElse(List.of());
    }

    /** What was set aside while the rest went on; empty where nothing was. */
    @JsonProperty("setAside")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public List<Detail.Thing> setAside() {
        return detail(Detail.NotDone.class).map(Detail.NotDone::things).orElse(List.of());
    }

    /** How the command ended whose result is repeated here; null but for {@code report}. */
    @JsonProperty("last")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    Last last() {
        return detail(Last.class).orElse(null);
    }

    /** How far the run is; null but for {@code status}. */
    @JsonProperty("status")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    RunStatus status() {
        return detail(RunStatus.class).orElse(null);
    }

    /** Of several the last: a step may come more than once in a run. */
    private <T extends Detail> Optional<T> detail(Class<T> kind) {
        return details.stream().filter(kind::isInstance).map(kind::cast).reduce((earlier, later) -> later);
    }

    /** The same with more problems, and another end. */
    public Result with(Outcome otherOutcome, int otherExitCode, List<ProblemLine> otherProblems) {
        return new Result(
                command,
                runId,
                otherOutcome,
                otherExitCode,
                seconds,
                source,
                target,
                tables,
                steps,
                otherProblems,
                report,
                details);
    }

    /** The same with failures that came after it ended, as warnings; one of a kind that it has already says no more. */
    public Result warned(List<Problem> afterwards) {
        List<ProblemLine> all = new ArrayList<>(problems);
        afterwards.stream()
                .filter(problem ->
                        problems.stream().noneMatch(line -> line.code().equals(problem.code())))
                .map(Problem::asWarning)
                .map(ProblemLine::of)
                .forEach(all::add);
        return with(outcome, exitCode, all);
    }

    /**
     * How another command ended.
     *
     * @param written when its report was written, ISO-8601 in UTC
     */
    public record Last(
            String command,

            @JsonSerialize(using = Json.OutcomeLabel.class) @JsonDeserialize(using = Json.OutcomeOfLabel.class)
            Outcome outcome,

            int exitCode,
            @JsonSerialize(using = Json.Seconds.class) double seconds,
            String written)
            implements Detail {}

    /** One step, without its tables. */
    public record StepLine(
            String name,

            @JsonSerialize(using = Json.OutcomeLabel.class) @JsonDeserialize(using = Json.OutcomeOfLabel.class)
            Outcome outcome,

            @JsonSerialize(using = Json.Seconds.class) double seconds,
            long rows,
            long bytes) {
        public static StepLine of(StepReport step) {
            return new StepLine(step.name(), step.outcome(), step.seconds(), step.rows(), step.bytes());
        }
    }

    /** One problem; severity in lower case. */
    public record ProblemLine(String severity, String code, String table, String message, String remedy) {
        public static ProblemLine of(Problem problem) {
            boolean error = problem.severity() == Problem.Severity.ERROR;
            return new ProblemLine(
                    error ? "error" : "warning", problem.code(), problem.table(), problem.message(), problem.remedy());
        }
    }
}
