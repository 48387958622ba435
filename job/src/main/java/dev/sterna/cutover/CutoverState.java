package dev.sterna.cutover;

import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.progress.Amounts;
import java.util.List;
import java.util.Optional;

/** Where a run stands between source and target, and what to do, for people. */
public final class CutoverState {
    /** Where it is noted that the source is retired, or is to be: from then on there is no way back. */
    public static final String RETIREMENT = "decommission/retirement.json";

    private static final String FROZEN = "source-frozen";

    private CutoverState() {}

    /** By which no two processes cut over one run, or retire its source, beside that of whoever writes for it. */
    public static String lock(String runId) {
        return runId + " cutover";
    }

    /** How a write to the source fares now, which a cutover has frozen. */
    public static FreezeProbe probe(Database source, CutoverRow row, List<TableName> tables) {
        return new Freezer(source.forWriting(), tables).probe(row.sourceFreeze());
    }

    /** @throws SternaException (REFUSED) where there is no source any more to go back to */
    static void requireNotRetired(Workspace files, String runId) {
        if (files.exists(RETIREMENT)) {
            throw SternaException.of(
                    Category.REFUSED,
                    "source-retired",
                    null,
                    "Cannot go back to the source of run " + runId + ": it is retired, or was to be",
                    "See " + files.uri(RETIREMENT)
                            + ", which has the statements; take back what can be, then delete it");
        }
    }

    static String words(CutoverRow row, String runId) {
        String since = " " + Amounts.seconds(row.age().toMillis() / 1e3);
        String command = "sterna cutover --run-id " + runId;
        return switch (row.phase()) {
            case FROZEN -> "cutover: the source was frozen" + since + " ago; " + onOrBack(runId);
            case SWITCHED ->
                "cutover: the target became the one to write to" + since + " ago; to go back: " + command
                        + " --rollback --execute";
            case RETURNING ->
                "cutover: on its way back since" + since + "; to go on with that: " + command + " --rollback --execute";
            case RETURNED ->
                "cutover: everything has been back in the source for" + since
                        + ", and one of the two may still be frozen; to end that: " + command + " --rollback --execute";
        };
    }

    private static String onOrBack(String runId) {
        String command = "sterna cutover --run-id " + runId;
        return "to go on: " + command
                + " --execute, or sterna run where that was under way; to let it be written to again: " + command
                + " --rollback --execute";
    }

    /** A warning of a process that ends while its freeze stands. */
    static Problem stillFrozen(String runId) {
        return Problem.warning(FROZEN, null, "The source is still frozen", onOrBack(runId));
    }

    /** Whether the target is the one to write to. */
    public static boolean isSwitched(Ledger ledger, String runId) {
        return find(ledger, runId, CutoverRow.Phase.SWITCHED).isPresent();
    }

    /** Whether the source is frozen, or may be, and nobody is to write to the target yet. */
    static boolean isFrozen(Ledger ledger, String runId) {
        return find(ledger, runId, CutoverRow.Phase.FROZEN).isPresent();
    }

    private static Optional<CutoverRow> find(Ledger ledger, String runId, CutoverRow.Phase phase) {
        return ledger.cutover().find(runId).filter(row -> row.phase() == phase);
    }

    /** @throws SternaException (REFUSED) where the target, or the source again, has rows by now that the other lacks */
    public static void requireNotCutOver(Ledger ledger, String runId) {
        Optional<CutoverRow> row =
                ledger.cutover().find(runId).filter(known -> known.phase() != CutoverRow.Phase.FROZEN);
        if (row.isPresent()) {
            Problem state = warning(row.get(), runId);
            throw SternaException.of(
                    Category.REFUSED,
                    state.code(),
                    null,
                    "Cannot change the target: " + state.message() + ", and what was written there since would be lost",
                    "Let it be; or " + state.remedy());
        }
    }

    /** A warning that says so. */
    public static Problem warning(CutoverRow row, String runId) {
        String words = words(row, runId);
        int remedy = words.indexOf("; to ");
        return Problem.warning(
                switch (row.phase()) {
                    case FROZEN -> FROZEN;
                    case SWITCHED -> "cut-over";
                    case RETURNING, RETURNED -> "cutover-returning";
                },
                null,
                words.substring("cutover: ".length(), remedy),
                words.substring(remedy + 2));
    }
}
