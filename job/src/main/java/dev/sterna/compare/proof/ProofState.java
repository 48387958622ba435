package dev.sterna.compare.proof;

import dev.sterna.model.TableName;
import java.util.Map;

/**
 * How far a proof is.
 *
 * @param passed which part of all rows was compared once, from 0 to 1
 * @param isPassFinished whether all were
 * @param open keys that are not proven, those being compared among them
 * @param again how many keys were compared again
 * @param late how many keys were named after the end had come
 * @param differing of the open keys those that are wrong although the log has told nothing more of them, and that will not be
 *     brought again: of each table, by kind
 * @param lost tables that cannot be proven, each with the reason
 */
public record ProofState(
        double passed,
        boolean isPassFinished,
        long open,
        long again,
        long late,
        Map<TableName, Map<Unlike, Long>> differing,
        Map<TableName, String> lost) {
    public ProofState {
        differing = Map.copyOf(differing);
        lost = Map.copyOf(lost);
    }

    /** How many rows differ. */
    public long differences() {
        return differing.values().stream()
                .flatMap(kinds -> kinds.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** How many keys nobody can say anything about so far. */
    public long undecided() {
        return open - differences();
    }

    /** Whether there is nothing to wait for. */
    public boolean isDecided() {
        return isPassFinished && undecided() == 0;
    }

    /** Whether every row of every table is proven. */
    public boolean isProven() {
        return isPassFinished && open == 0 && lost.isEmpty();
    }
}
