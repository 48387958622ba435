package dev.sterna.migration;

import dev.sterna.dialect.server.TargetTrigger;
import dev.sterna.dialect.server.TargetTrigger.Kind;
import dev.sterna.dialect.server.TriggerSwitch;
import dev.sterna.dialect.server.TriggerSwitch.Work;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.Ledger;
import dev.sterna.ledger.TriggerLedger;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The triggers that the target's tables have before rows come. They have fired at the source for these rows, or did not
 * exist there: so they are off while rows are brought. So are foreign keys that would be checked before all rows are there,
 * and, where rows change and go, those that refer to the tables and would act or object.
 * What is off stands in the ledger, and whoever loads into the same tables next turns it on again where this process does
 * not live to do it.
 */
public final class QuietTriggers {
    /** The code of the warning that a foreign key which was dropped cannot be made again. */
    public static final String NOT_BACK = "foreign-key-not-back";

    private static final int NAMED = 5;

    private final Database target;
    private final TriggerLedger ledger;
    private final Work work;
    private final Map<TableName, TableName> sources;
    private final List<TableName> tables;

    private QuietTriggers(Database target, TriggerLedger ledger, Work work, Map<TableName, TableName> sources) {
        this.target = target;
        this.ledger = ledger;
        this.work = work;
        this.sources = new LinkedHashMap<>(sources);
        this.tables = List.copyOf(sources.keySet());
    }

    /**
     * Those of the target.
     *
     * @param work what is done to its tables
     * @param sources by each of the target's tables, in order, the source's
     */
    public static QuietTriggers of(Database target, Work work, Map<TableName, TableName> sources) {
        return new QuietTriggers(target, target.ledger().triggers(), work, sources);
    }

    /**
     * Those of a migration's source, into which rows go back.
     *
     * @param source in sessions that write
     * @param tables its tables, in order
     */
    public static QuietTriggers ofSource(Database source, Ledger ledger, List<TableName> tables) {
        Map<TableName, TableName> same = new LinkedHashMap<>();
        tables.forEach(table -> same.put(table, table));
        return new QuietTriggers(source, ledger.sourceTriggers(source.server().location()), Work.CHANGE, same);
    }

    /** Those that would fire. */
    public List<TargetTrigger> firing() {
        return target.ask("look for triggers", connection -> triggers().firing(connection, tables, work));
    }

    /**
     * Refuses the work where a trigger would fire, or a foreign key act, that cannot be turned off and on again.
     *
     * @throws SternaException (REFUSED) naming each
     */
    public void requireQuietable() {
        List<Problem> problems = new ArrayList<>();
        for (TargetTrigger trigger : firing()) {
            if (trigger.kind() == Kind.TRIGGER || work == Work.CHANGE) {
                obstacle(trigger).map(obstacle -> fires(trigger, obstacle)).ifPresent(problems::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new SternaException(Category.REFUSED, problems, null);
        }
    }

    private Optional<String> obstacle(TargetTrigger trigger) {
        return target.ask(
                "try out " + trigger, source(trigger), connection -> triggers().obstacle(connection, trigger));
    }

    private Problem fires(TargetTrigger trigger, String obstacle) {
        return Problem.error(
                "target-trigger-fires",
                source(trigger).toString(),
                (work == Work.LOAD ? "Cannot load " : "Cannot change rows of ") + trigger.into() + ": " + trigger
                        + " would fire for its rows, and " + obstacle,
                (work == Work.LOAD ? "Load" : "Do it") + " as a user that may, or drop the "
                        + (trigger.kind() == Kind.TRIGGER ? "trigger" : "foreign key")
                        + " for that time; it comes back by: " + trigger.on());
    }

    private TableName source(TargetTrigger trigger) {
        return sources.get(trigger.into());
    }

    /**
     * Does work with the triggers off.
     *
     * @param brings false where the work brings no rows: then only what is off from before comes back
     */
    public <T> T during(boolean brings, Consumer<Problem> warnings, Supplier<T> work) {
        T result;
        try {
            if (brings) {
                off(warnings);
            }
            result = work.get();
        } catch (RuntimeException failure) {
            onAfter(failure, warnings);
            throw failure;
        }
        on(warnings, EnumSet.allOf(Kind.class));
        return result;
    }

    /** The grant without which nobody can see whether there are triggers; empty where that can be seen. */
    public Optional<String> unseen() {
        return target.ask("look for triggers", connection -> triggers().unseen(connection, tables));
    }

    private void off(Consumer<Problem> warnings) {
        unseen().map(grant -> Problem.warning(
                        "triggers-unseen",
                        null,
                        "Cannot see whether the " + target.side().label()
                                + "'s tables have triggers: they would fire for the rows that are"
                                + " brought",
                        grant))
                .ifPresent(warnings);
        // Those that an earlier load did not bring back come back now, behind those that are on: that was their order.
        // Foreign keys come back once the rows are there.
        on(warnings, Set.of(Kind.TRIGGER));
        // A foreign key that this user cannot make again stays: the rows that it refers to may be there.
        List<TargetTrigger> firing = firing().stream()
                .filter(trigger ->
                        trigger.kind() == Kind.TRIGGER || obstacle(trigger).isEmpty())
                .toList();
        if (firing.isEmpty()) {
            return;
        }
        ledger.note(firing);
        for (TargetTrigger trigger : firing) {
            target.ask("turn off " + trigger, source(trigger), connection -> {
                triggers().off(connection, trigger);
                return null;
            });
        }
        List<TargetTrigger> triggers = firing.stream()
                .filter(trigger -> trigger.kind() == Kind.TRIGGER)
                .toList();
        if (triggers.isEmpty()) {
            return;
        }
        warnings.accept(Problem.warning(
                "triggers-off",
                null,
                "Triggers of the " + target.side().label()
                        + " are off while rows are brought, and do nothing for them: " + named(triggers),
                "Where one is to see these rows too, do by hand what it does"));
    }

    private static String named(List<TargetTrigger> triggers) {
        return triggers.stream().limit(NAMED).map(TargetTrigger::toString).collect(Collectors.joining(", "))
                + (triggers.size() > NAMED ? " and " + (triggers.size() - NAMED) + " more" : "");
    }

    /** Turns on what the ledger says is off, also what another process has turned off. */
    private void on(Consumer<Problem> warnings, Set<Kind> kinds) {
        SternaException first = null;
        List<TargetTrigger> noted = ledger.noted(tables).stream()
                .filter(trigger -> kinds.contains(trigger.kind()))
                .toList();
        for (TargetTrigger trigger : noted) {
            try {
                target.ask("turn on " + trigger + " by " + trigger.on(), source(trigger), connection -> {
                    triggers().on(connection, trigger);
                    return null;
                });
                ledger.forget(trigger);
            } catch (SternaException failure) {
                if (trigger.kind() == Kind.FOREIGN_KEY) {
                    // What is wanted of the source's is made with all else that comes after the load.
                    warnings.accept(notBack(trigger, failure));
                    continue;
                }
                // One that cannot come back must not keep the others off.
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private Problem notBack(TargetTrigger key, SternaException failure) {
        return Problem.warning(
                NOT_BACK,
                source(key).toString(),
                "The " + target.side().label() + " had " + key
                        + ", which was dropped for the load and cannot be made again: " + failure.getMessage(),
                "If it is not the source's too, correct the rows and make it again: " + key.on());
    }

    /** What has failed is what is told; that triggers stay off, beside it. */
    private void onAfter(RuntimeException failure, Consumer<Problem> warnings) {
        try {
            on(warnings, EnumSet.allOf(Kind.class));
        } catch (SternaException second) {
            failure.addSuppressed(second);
            warnings.accept(Problem.warning(
                    "triggers-stay-off",
                    null,
                    "Triggers of the " + target.side().label() + " are still off: " + second.getMessage(),
                    "They come back as this run goes on: give the same command again"));
        }
    }

    private TriggerSwitch triggers() {
        return target.dialect().triggers();
    }
}
