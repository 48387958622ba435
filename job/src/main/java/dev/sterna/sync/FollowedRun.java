package dev.sterna.sync;

import dev.sterna.config.SyncSettings;
import dev.sterna.error.Problem;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.progress.Progress;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What whoever follows needs of its run.
 *
 * @param only the globs of the tables, empty for all
 * @param lock makes sure that the run's lock is held still
 * @param watch who is told how it goes
 * @param heard hears of every cycle how far it is
 */
record FollowedRun(
        Migration migration,
        String runId,
        List<String> only,
        Workspace workspace,
        Progress.Factory progress,
        Runnable lock,
        Rounds.Watch watch,
        Consumer<Following.Pace> heard) {

    Database source() {
        return migration.source();
    }

    Database target() {
        return migration.target();
    }

    Ledger ledger() {
        return migration.ledger();
    }

    SyncSettings settings() {
        return migration.settings().sync();
    }

    Consumer<String> lines() {
        return watch.lines();
    }

    void say(String line) {
        watch.lines().accept(line);
    }

    void warn(Problem problem) {
        watch.warnings().accept(problem);
    }

    void record(String event, Map<String, Object> fields) {
        watch.events().record(event, fields);
    }
}
