package dev.sterna.cutover;

import dev.sterna.config.CutoverSettings;
import dev.sterna.drill.DrillGate;
import dev.sterna.error.FewNames;
import dev.sterna.ledger.GateRow;
import dev.sterna.ledger.LoadedChunks;
import dev.sterna.migration.ExcludedObjects;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.prepare.ByHandFiles;
import dev.sterna.transfer.progress.Amounts;
import dev.sterna.validate.ValidateStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Looks whether a run may be cut over. Nothing of it asks for rows: whether these are the same is proven once the source is frozen.
 */
final class Requirements {
    private static final int NAMED = 5;

    private final CutRun run;
    private final StepPlan planned;
    private final CutoverSettings settings;
    private final List<GateRow> gates;
    private final List<Requirement> all = new ArrayList<>();

    private Requirements(CutRun run, StepPlan planned) {
        this.run = run;
        this.planned = planned;
        this.settings = run.settings().cutover();
        this.gates = run.ledger().gates().read(run.runId());
    }

    static List<Requirement> of(CutRun run, StepPlan planned) {
        Requirements looked = new Requirements(run, planned);
        looked.everythingIsLoaded();
        looked.validated();
        looked.drilled();
        looked.objectsLeftToAPerson();
        looked.all.addAll(new RowRequirements(run, planned, looked.gates).look());
        looked.all.addAll(new LiveRequirements(run).look());
        return List.copyOf(looked.all);
    }

    /** The one that is known as soon as the target's schema is there. */
    static Requirement byHand(CutRun run, StepPlan planned) {
        Requirements looked = new Requirements(run, planned);
        looked.objectsLeftToAPerson();
        return looked.all.get(0);
    }

    private void everythingIsLoaded() {
        Map<String, LoadedChunks> loaded = run.ledger().progress(run.runId());
        List<String> lacking = planned.plan().tables().stream()
                .filter(table -> !loaded.containsKey(table.name())
                        || loaded.get(table.name()).chunks() < table.chunks().size())
                .map(TablePlan::name)
                .toList();
        all.add(
                lacking.isEmpty()
                        ? Requirement.met(
                                "loaded", counted(planned.plan().tables().size(), "table") + ", every chunk")
                        : Requirement.unmet(
                                "loaded",
                                named(lacking, "table") + " not loaded whole",
                                "sterna load --run-id " + run.runId() + " --execute"));
    }

    /** By the newest look at each gate. Those that count rows are left out: a source that lives fails them at any moment. */
    private void validated() {
        Set<String> wanted = ValidateStep.gatesBesideRows();
        Map<String, GateRow> rows = gates.stream()
                .filter(gate -> wanted.contains(gate.gate()))
                .collect(Collectors.toMap(GateRow::gate, Function.identity()));
        String again = "sterna validate --run-id " + run.runId();
        List<String> missing =
                wanted.stream().filter(name -> !rows.containsKey(name)).sorted().toList();
        if (!missing.isEmpty()) {
            all.add(Requirement.unmet("validated", named(missing, "gate") + " never looked at", again));
            return;
        }
        Duration oldest = rows.values().stream()
                .map(GateRow::age)
                .max(Duration::compareTo)
                .orElseThrow();
        List<String> otherPlan =
                gates(rows, row -> !row.planHash().equals(planned.plan().hash()));
        List<String> failed = gates(rows, row -> !row.passed());
        String age = "looked at " + Amounts.seconds(oldest.toMillis() / 1e3) + " ago";
        if (!otherPlan.isEmpty()) {
            all.add(Requirement.unmet("validated", named(otherPlan, "gate") + " looked at under another plan", again));
        } else if (oldest.compareTo(settings.maxGateAge()) > 0) {
            all.add(Requirement.unmet("validated", age + "; sterna.cutover.max-gate-age allows less", again));
        } else if (!failed.isEmpty()) {
            all.add(Requirement.unmet(
                    "validated", named(failed, "gate") + " failed, " + age, "Mend what it names, then: " + again));
        } else {
            all.add(Requirement.met("validated", counted(rows.size(), "gate") + " passed, " + age));
        }
    }

    private void drilled() {
        if (settings.drill() == CutoverSettings.Drill.WAIVED) {
            return;
        }
        Optional<String> unmet = DrillGate.unmet(
                gates,
                planned.plan().hash(),
                DrillGate.mark(run.workspace()),
                run.settings().drill().maxAge());
        all.add(unmet.map(why -> Requirement.unmet(
                        "drilled",
                        why,
                        "sterna drill --run-id " + run.runId()
                                + " --execute; or do without: sterna.cutover.drill = waived"))
                .orElseGet(() -> Requirement.met("drilled", "the backup was restored and compared")));
    }

    private static List<String> gates(Map<String, GateRow> rows, Predicate<GateRow> which) {
        return rows.values().stream().filter(which).map(GateRow::gate).sorted().toList();
    }

    private void objectsLeftToAPerson() {
        if (ByHandFiles.areUnlisted(run.workspace())) {
            all.add(Requirement.unmet(
                    "by-hand",
                    "an earlier version has left objects to a person, and no list of them",
                    "sterna prepare --run-id " + run.runId() + " --execute"));
            return;
        }
        var acknowledged = new ExcludedObjects(settings.acknowledged());
        List<String> objects = ByHandFiles.objects(run.workspace());
        List<String> open = objects.stream()
                .filter(object -> !acknowledged.contains(object))
                .toList();
        all.add(
                open.isEmpty()
                        ? Requirement.met(
                                "by-hand",
                                objects.isEmpty()
                                        ? "no object was left to a person"
                                        : counted(objects.size(), "object") + " left to a person, acknowledged")
                        : Requirement.unmet(
                                "by-hand",
                                named(open, "object") + " left to a person, not acknowledged",
                                "Make them, or do without; then name them in sterna.cutover.acknowledged, as in [\""
                                        + open.get(0) + "\"]"));
    }

    static String counted(long count, String what) {
        return Amounts.count(count) + " " + what + (count == 1 ? "" : "s");
    }

    /** A count, and the first names. */
    static String named(List<String> names, String what) {
        return counted(names.size(), what) + " (" + FewNames.of(names, NAMED) + ")";
    }
}
