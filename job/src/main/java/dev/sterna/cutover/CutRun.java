package dev.sterna.cutover;

import dev.sterna.config.OnConflict;
import dev.sterna.config.Settings;
import dev.sterna.config.SyncSettings;
import dev.sterna.error.Problem;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.step.Events;
import dev.sterna.step.SetAsideRegister;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.Workspace;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What whoever cuts over needs of its run.
 *
 * @param steps executes other steps of the same run
 * @param held makes sure that the run's lock is held still, where a command has it that goes through all steps; empty where it is
 *     taken when it is needed
 */
record CutRun(
        String runId,
        Migration migration,
        Workspace workspace,
        Events events,
        Consumer<String> output,
        Consumer<Problem> warnings,
        SetAsideRegister aside,
        Steps steps,
        Optional<Runnable> held) {

    /** Other steps, between the databases that they are to see. */
    @FunctionalInterface
    interface Steps {
        StepReport execute(Step step, Migration migration);
    }

    Database source() {
        return migration.source();
    }

    Database target() {
        return migration.target();
    }

    Ledger ledger() {
        return migration.ledger();
    }

    Settings settings() {
        return migration.settings();
    }

    void say(String line) {
        output.accept(line);
    }

    StepReport execute(Step step) {
        return steps.execute(step, migration);
    }

    /** Works with the run's lock: whoever follows in another process has it until it is told to stop. */
    <T> T locked(Supplier<T> work) {
        if (held.isPresent()) {
            held.get().run();
            return work.get();
        }
        try (Ledger.Lock lock = ledger().lock(runId)) {
            lock.hold();
            return work.get();
        }
    }

    /** The same with other sessions; whoever compares looks at all rows of all tables, whatever tells their changes otherwise. */
    CutRun with(Database source, Database target, OnConflict onConflict) {
        Settings all = settings()
                .with(
                        settings().tables().withChanges(Map.of()),
                        settings().typeMap(),
                        settings().existingRows())
                .with(settings().sync().withChanges(SyncSettings.Changes.DIFF).withOnConflict(onConflict));
        return new CutRun(
                runId, new Migration(all, source, target), workspace, events, output, warnings, aside, steps, held);
    }
}
