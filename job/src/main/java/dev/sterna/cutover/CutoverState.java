package dev.sterna.cutover;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.transfer.progress.Amounts;
import java.util.Optional;

/** Where a run stands between source and target, and what to do, for people. */
public final class CutoverState {
    private CutoverState() {}

    static String words(CutoverRow row, String runId) {
        String since = " " + Amounts.seconds(row.age().toMillis() / 1e3);
        String command = "sterna cutover --run-id " + runId;
        return switch (row.phase()) {
            case FROZEN ->
                "cutover: the source was frozen" + since + " ago; to go on: " + command
                        + " --execute; to let it be written to again: " + command + " --rollback --execute";
            case SWITCHED ->
                "cutover: the target became the one to write to" + since + " ago; to go back: " + command
                        + " --rollback --execute";
            case RETURNING ->
                "cutover: on its way back since" + since + "; to go on with that: " + command + " --rollback --execute";
        };
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
                    case FROZEN -> "source-frozen";
                    case SWITCHED -> "cut-over";
                    case RETURNING -> "cutover-returning";
                },
                null,
                words.substring("cutover: ".length(), remedy),
                words.substring(remedy + 2));
    }
}
