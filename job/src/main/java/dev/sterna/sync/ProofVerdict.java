package dev.sterna.sync;

import dev.sterna.compare.proof.ProofState;
import dev.sterna.compare.proof.Unlike;
import dev.sterna.error.FewNames;
import dev.sterna.error.Problem;
import dev.sterna.ledger.GateLedger;
import dev.sterna.ledger.GateRow;
import dev.sterna.model.LogPosition;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.SyncSummary;
import dev.sterna.transfer.progress.Amounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a proof came to, at the end of following. */
final class ProofVerdict {
    /** The gate in the ledger. */
    static final String GATE = GateLedger.PROOF;

    static final String PROVEN = "proven";
    static final String DIFFERS = "differs";
    static final String NOT_PROVEN = "not-proven";

    /** How the words begin where rows differ. */
    static final String NOT_EQUAL = "not equal up to ";

    private static final int NAMED = 5;

    private final String runId;
    private final LogPosition position;
    private final Seen seen;
    private final Set<String> unproven = new TreeSet<>();
    private long otherDifferences;
    private long explained;

    /**
     * What was seen of the tables that are followed.
     *
     * @param compared those of which all rows were compared once
     * @param refused of the rows that differ those that the target does not take, by table and kind
     * @param kept tables of which not all rows went that only the target has, because they were too many
     * @param rows of the source in them
     * @param ended why it ended before it was through; null where it did not
     * @param seconds from when everything was in until it was decided
     */
    record Seen(
            ProofState state,
            Set<TableName> compared,
            Map<TableName, Map<Unlike, Long>> refused,
            Set<TableName> kept,
            long rows,
            long broughtAgain,
            String ended,
            double seconds) {}

    ProofVerdict(String runId, LogPosition position, Seen seen) {
        this.runId = runId;
        this.position = position;
        this.seen = seen;
        seen.state().lost().keySet().forEach(table -> unproven.add(table.toString()));
        explained =
                seen.refused().values().stream().mapToLong(ProofVerdict::sum).sum();
    }

    /** Tables of which nothing is proven, beside those that could not be compared. */
    void without(Collection<String> tables) {
        unproven.addAll(tables);
    }

    /**
     * Rows of tables that are not followed were compared once everything was in, and differ.
     *
     * @param notTaken how many of them the target does not take
     */
    void otherDifferences(long rows, long notTaken) {
        otherDifferences += rows;
        explained += notTaken;
    }

    /** The tables of which the proof knows every row: nobody needs to compare them once more. */
    Set<TableName> compared() {
        return seen.ended() == null && seen.state().isPassFinished() ? seen.compared() : Set.of();
    }

    private long differences() {
        return seen.state().differences() + otherDifferences;
    }

    /** Rows that the target does not take are told of by their own: they alone do not hide that others are not proven. */
    String word() {
        boolean decided = seen.ended() == null
                && seen.state().isPassFinished()
                && seen.state().undecided() == 0
                && unproven.isEmpty();
        if (differences() > explained || decided && differences() > 0) {
            return DIFFERS;
        }
        return decided ? PROVEN : NOT_PROVEN;
    }

    /** In words. */
    String words() {
        String found = Amounts.count(seen.rows()) + " rows compared once, "
                + Amounts.count(seen.state().again()) + " keys again"
                + (seen.broughtAgain() == 0 ? "" : ", " + Amounts.count(seen.broughtAgain()) + " brought again");
        return switch (word()) {
            case PROVEN -> "proven equal up to " + position + ", if nobody else wrote to the target: " + found;
            case DIFFERS ->
                NOT_EQUAL + position + ": " + Amounts.count(differences())
                        + (differences() == 1 ? " row differs; " : " rows differ; ") + found;
            default -> "not proven up to " + position + ": " + why() + "; " + found;
        };
    }

    private String why() {
        List<String> reasons = new ArrayList<>();
        if (seen.ended() != null) {
            reasons.add("the proof has ended before: " + seen.ended());
        } else if (!seen.state().isPassFinished()) {
            reasons.add("not all rows were compared");
        }
        if (seen.ended() == null && seen.state().undecided() > 0) {
            reasons.add(undecided());
        }
        if (!unproven.isEmpty()) {
            reasons.add("nothing is proven of " + named() + because());
        }
        return String.join(", and ", reasons);
    }

    private String named() {
        return (unproven.size() == 1 ? "" : Amounts.count(unproven.size()) + " tables: ")
                + FewNames.of(unproven, NAMED);
    }

    /** Why nothing is proven of one that could not be compared. */
    private String because() {
        return seen.state().lost().entrySet().stream()
                .min(Comparator.comparing(one -> one.getKey().toString()))
                .map(one -> " (" + (unproven.size() == 1 ? "" : one.getKey() + ": ") + one.getValue() + ")")
                .orElse("");
    }

    private String undecided() {
        long rows = seen.state().undecided();
        return Amounts.count(rows)
                + (rows == 1 ? " row was" : " rows were")
                + (seen.state().late() > 0 ? " still being written" : " not compared again in time");
    }

    /** What there is to say of it besides, where it is not proven. */
    List<Problem> problems(Collection<TablePlan> tables) {
        List<Problem> problems = new ArrayList<>();
        for (TablePlan plan : tables) {
            TableName name = plan.source().name();
            Map<Unlike, Long> kinds = unexplained(name);
            if (sum(kinds) > 0) {
                problems.add(differs(plan, kinds));
            }
            String lost = seen.state().lost().get(name);
            if (lost != null) {
                problems.add(Problem.warning(
                        "table-not-proven",
                        plan.name(),
                        "Nothing is proven of " + plan.name() + " by following: " + lost,
                        compare()));
            }
        }
        if (seen.ended() == null && seen.state().undecided() > 0) {
            problems.add(Problem.warning(
                    "rows-not-proven",
                    null,
                    undecided() + " when following ended, so nothing is proven of "
                            + (seen.state().undecided() == 1 ? "it" : "them"),
                    "Let nobody write to the source before sync --stop; or compare once nobody does: sterna diff --run-id "
                            + runId));
        }
        return problems;
    }

    /** Rows that differ, but those that the target does not take. */
    private Map<Unlike, Long> unexplained(TableName table) {
        Map<Unlike, Long> kinds = new EnumMap<>(Unlike.class);
        kinds.putAll(seen.state().differing().getOrDefault(table, Map.of()));
        seen.refused().getOrDefault(table, Map.of()).forEach((how, rows) -> kinds.merge(how, -rows, Long::sum));
        return kinds;
    }

    private Problem differs(TablePlan plan, Map<Unlike, Long> kinds) {
        long extra = kinds.getOrDefault(Unlike.EXTRA, 0L);
        long rows = sum(kinds);
        boolean onlyExtra = rows <= extra;
        return Problem.error(
                onlyExtra ? "rows-too-many" : "rows-differ",
                plan.name(),
                onlyExtra
                        ? plan.target().name() + " has " + extra + " rows that " + plan.name()
                                + " has not; they were left as they are"
                        : plan.name() + " still differs in " + rows + (rows == 1 ? " row" : " rows")
                                + ", though everything is in that the log told",
                extra > 0
                        ? "If the target's own rows are to go: sterna sync --run-id " + runId + " --deletes --execute"
                                + (seen.kept().contains(plan.source().name())
                                        ? " -D sterna.sync.max-delete-fraction=1, since they are more than it allows now"
                                        : "")
                        : "Somebody may be writing to the target. Bring it once more: sterna sync --run-id " + runId
                                + " --execute; sterna diff --run-id " + runId + " names the rows");
    }

    private static long sum(Map<Unlike, Long> kinds) {
        return kinds.values().stream().mapToLong(Long::longValue).sum();
    }

    private String compare() {
        return "Compare once nobody writes: sterna diff --run-id " + runId;
    }

    /** For steps that require a proof. */
    GateRow gate(String planHash) {
        boolean proven = word().equals(PROVEN);
        return new GateRow(GATE, proven, differences() - explained, words(), planHash, position.text(), Duration.ZERO);
    }

    SyncSummary.Proof summary() {
        return new SyncSummary.Proof(
                word(),
                position.text(),
                seen.ended() == null && seen.state().isPassFinished(),
                seen.rows(),
                seen.state().again(),
                seen.broughtAgain(),
                seen.state().undecided(),
                differences(),
                seen.seconds());
    }
}
