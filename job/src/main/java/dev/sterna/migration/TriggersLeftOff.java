package dev.sterna.migration;

import dev.sterna.dialect.server.TargetTrigger;
import dev.sterna.dialect.server.TriggerSwitch.Work;
import dev.sterna.error.FewNames;
import dev.sterna.error.Problem;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Triggers of the target that a load has turned off and that nobody has turned on again, as when its run was given up. */
public final class TriggersLeftOff {
    private static final int NAMED = 5;

    private TriggersLeftOff() {}

    /**
     * A warning that names them, with the statements that bring them back; empty where there are none.
     *
     * @param except target tables that are about to be loaded, after which theirs are turned on
     */
    public static Optional<Problem> warning(Database target, Collection<TableName> except) {
        List<TargetTrigger> off = off(target, except);
        if (off.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Problem.warning(
                "triggers-still-off",
                null,
                off.size() + (off.size() == 1 ? " trigger" : " triggers")
                        + " of the target turned off for a load and not on again: "
                        + some(off, TargetTrigger::toString),
                "Where that load is still under way, it turns them on. Else give its run's command again, or load into these"
                        + " tables anew; or by hand, in this order: "
                        + some(off, TriggersLeftOff::statements)));
    }

    /** The same of the source, by what the ledger says alone: the source is not asked. */
    public static Optional<Problem> ofSource(Ledger ledger) {
        List<TargetTrigger> off = ledger.sourceTriggers().all();
        if (off.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Problem.warning(
                "source-triggers-still-off",
                null,
                off.size() + (off.size() == 1 ? " trigger" : " triggers")
                        + " of the source turned off for rows that went back to it and not on again: "
                        + some(off, TargetTrigger::toString),
                "Where sync --reverse is still under way, it turns them on. Else give its command again; or by hand, in this"
                        + " order: " + some(off, TriggersLeftOff::statements)));
    }

    private static String statements(TargetTrigger trigger) {
        return Stream.of(trigger.session(), trigger.on())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
    }

    private static String some(List<TargetTrigger> triggers, Function<TargetTrigger, String> text) {
        return FewNames.of(triggers.stream().map(text).toList(), NAMED);
    }

    /** Those that the ledger has, that are not on, and whose table is still there. */
    private static List<TargetTrigger> off(Database target, Collection<TableName> except) {
        List<TargetTrigger> noted = new ArrayList<>(target.ledger().triggers().all());
        noted.removeIf(trigger -> except.contains(trigger.into()));
        if (noted.isEmpty()) {
            return noted;
        }
        Set<TableName> there = target.names(noted.stream()
                .map(trigger -> trigger.into().schema())
                .distinct()
                .toList());
        noted.removeIf(trigger -> !there.contains(trigger.into()));
        List<TableName> tables =
                noted.stream().map(TargetTrigger::into).distinct().toList();
        List<TargetTrigger> on = target.ask(
                "look for triggers", connection -> target.dialect().triggers().firing(connection, tables, Work.CHANGE));
        noted.removeIf(trigger -> on.stream()
                .anyMatch(other ->
                        other.table().equals(trigger.table()) && other.name().equals(trigger.name())));
        return noted;
    }
}
