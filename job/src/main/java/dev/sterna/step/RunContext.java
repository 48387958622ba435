package dev.sterna.step;

import dev.sterna.config.Settings;
import dev.sterna.error.Problem;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.migration.FailureScope;
import dev.sterna.migration.Migration;
import dev.sterna.transfer.progress.NoProgress;
import dev.sterna.transfer.progress.Progress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Everything that a step of one run works with. Steps alone take it: what they call takes the parts that it needs.
 *
 * @param only the globs of {@code --tables}, empty for all
 * @param wave the number of the wave whose tables are taken, in a phased migration; 0 for all waves
 * @param spark opens the session at the first call
 * @param output lines for a person: previews and summaries
 * @param warnings takes what goes into the result besides the step's own problems
 * @param aside what the command has set aside so far
 * @param lock makes sure that the run's lock is held still, for work that outlives a restart of the target
 * @param beside what goes on beside the steps
 */
public record RunContext(
        String runId,
        Migration migration,
        List<String> only,
        int wave,
        Workspace workspace,
        Events events,
        Progress.Factory progress,
        Supplier<SparkSession> spark,
        Consumer<String> output,
        Consumer<Problem> warnings,
        SetAsideRegister aside,
        Runnable lock,
        Beside beside) {

    /** Of all waves, and of a command beside whose steps nothing goes on. */
    public RunContext(
            String runId,
            Migration migration,
            List<String> only,
            Workspace workspace,
            Events events,
            Progress.Factory progress,
            Supplier<SparkSession> spark,
            Consumer<String> output,
            Consumer<Problem> warnings,
            SetAsideRegister aside,
            Runnable lock) {
        this(
                runId,
                migration,
                only,
                0,
                workspace,
                events,
                progress,
                spark,
                output,
                warnings,
                aside,
                lock,
                new Beside());
    }

    /** Of a command that holds no lock. */
    public RunContext(
            String runId,
            Migration migration,
            List<String> only,
            Workspace workspace,
            Events events,
            Progress.Factory progress,
            Supplier<SparkSession> spark,
            Consumer<String> output,
            Consumer<Problem> warnings,
            SetAsideRegister aside) {
        this(runId, migration, only, workspace, events, progress, spark, output, warnings, aside, () -> {});
    }

    /** Of a command that has set nothing aside yet. */
    public RunContext(
            String runId,
            Migration migration,
            List<String> only,
            Workspace workspace,
            Events events,
            Progress.Factory progress,
            Supplier<SparkSession> spark,
            Consumer<String> output,
            Consumer<Problem> warnings) {
        this(
                runId,
                migration,
                only,
                workspace,
                events,
                progress,
                spark,
                output,
                warnings,
                new SetAsideRegister(migration.settings().onFailure()));
    }

    /** The same between other databases, or the same ones in other sessions. */
    public RunContext between(Migration other) {
        return of(runId, other, wave, workspace, progress, output, lock);
    }

    /** The same with the tables of one wave. */
    public RunContext ofWave(int number) {
        return of(runId, migration, number, workspace, progress, output, lock);
    }

    /**
     * What a run that is carried out within this one works with; patterns, progress, warnings and what is set aside are common. Its
     * plan is its own, and has no waves.
     */
    public RunContext within(
            String innerId,
            Migration innerMigration,
            Workspace innerWorkspace,
            Consumer<String> innerOutput,
            Runnable innerLock) {
        return of(innerId, innerMigration, 0, innerWorkspace, progress, innerOutput, innerLock);
    }

    /** The same for work in another thread beside the steps, which shows nothing on a terminal that is theirs. */
    public RunContext apart() {
        return of(runId, migration, wave, workspace, new NoProgress(), output, lock);
    }

    private RunContext of(
            String innerId,
            Migration innerMigration,
            int innerWave,
            Workspace innerWorkspace,
            Progress.Factory innerProgress,
            Consumer<String> innerOutput,
            Runnable innerLock) {
        return new RunContext(
                innerId,
                innerMigration,
                only,
                innerWave,
                innerWorkspace,
                events,
                innerProgress,
                spark,
                innerOutput,
                warnings,
                aside,
                innerLock,
                beside);
    }

    /** Whether it takes all tables of the run. */
    public boolean takesAll() {
        return only.isEmpty() && wave == 0;
    }

    /** The configuration of the migration. */
    public Settings settings() {
        return migration.settings();
    }

    /** The database that is moved. */
    public Database source() {
        return migration.source();
    }

    /** The database that it is moved to. */
    public Database target() {
        return migration.target();
    }

    /** Which chunks of which run are in the target. */
    public Ledger ledger() {
        return migration.ledger();
    }

    /** Whether a failure is that of one table or object, so that others may be worked on. */
    public boolean isOwn(Throwable failure) {
        return FailureScope.isOwn(failure, List.of(source(), target()));
    }

    /** A line for a person. */
    public void say(String line) {
        output.accept(line);
    }

    /** A statement for a person, on as many lines as it has; all but the first are indented. */
    public void sayStatement(String sql) {
        String indent = "";
        for (String line : sql.split("\r?\n", -1)) {
            output.accept(indent + line.replace("\t", "    "));
            indent = "    ";
        }
    }
}
