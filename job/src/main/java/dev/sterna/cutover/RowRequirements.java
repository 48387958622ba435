package dev.sterna.cutover;

import dev.sterna.ledger.GateLedger;
import dev.sterna.ledger.GateRow;
import dev.sterna.load.TableRejects;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.SetAside;
import dev.sterna.sync.RefusedRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether rows are known that are not in the target, or not as in the source, and that no last look would bring. */
final class RowRequirements {
    private final CutRun run;
    private final StepPlan planned;
    private final List<GateRow> gates;

    RowRequirements(CutRun run, StepPlan planned, List<GateRow> gates) {
        this.run = run;
        this.planned = planned;
        this.gates = gates;
    }

    List<Requirement> look() {
        return List.of(complete(), rejects(), differences());
    }

    /** What the plan leaves out is set aside, too. */
    private Requirement complete() {
        List<SetAside> aside = run.aside().things();
        return aside.isEmpty()
                ? Requirement.met("complete", "nothing is left out or set aside")
                : Requirement.unmet(
                        "complete",
                        Requirements.named(aside.stream().map(SetAside::name).toList(), "thing")
                                + " left out or set aside: " + aside.get(0).because(),
                        "Mend it, or leave it out of the run by sterna.tables.exclude or sterna.objects.exclude; then: sterna"
                                + " run --run-id " + run.runId() + " --execute");
    }

    private Requirement rejects() {
        Map<String, Long> open = new TreeMap<>();
        TableRejects.byTable(run.ledger().rejects(run.runId()))
                .forEach((table, refused) -> open.merge(table, refused.digest().rows(), Long::sum));
        boolean atLoad = !open.isEmpty();
        RefusedRows later = new RefusedRows(run.workspace());
        for (TablePlan table : planned.plan().tables()) {
            long rows = later.known(table);
            if (rows > 0) {
                open.merge(table.name(), rows, Long::sum);
            }
        }
        if (open.isEmpty()) {
            return Requirement.met("rejects", "no refused row is open");
        }
        long rows = open.values().stream().mapToLong(Long::longValue).sum();
        return Requirement.unmet(
                "rejects",
                Requirements.counted(rows, "row") + " of " + Requirements.named(List.copyOf(open.keySet()), "table")
                        + " not taken by the target",
                "Let the target take them, then: sterna " + (atLoad ? "load" : "sync") + " --run-id " + run.runId()
                        + (atLoad ? " --retry-rejects" : "") + " --execute");
    }

    /** By the last proof that came to an end; a comparison of a source that lives says nothing. */
    private Requirement differences() {
        Optional<GateRow> proof = gates.stream()
                .filter(gate -> gate.gate().equals(GateLedger.PROOF) && !gate.passed() && gate.found() > 0)
                .filter(gate -> gate.planHash().equals(planned.plan().hash()))
                .findFirst();
        return proof.map(gate -> Requirement.unmet(
                        "differences",
                        "when the source's log was followed last, both sides were " + gate.looked(),
                        "Compare and bring it: sterna sync --run-id " + run.runId()
                                + " --execute; with --deletes, rows go that only the target has"))
                .orElseGet(() -> Requirement.met("differences", "none is known that stayed"));
    }
}
