package dev.sterna.sync;

import dev.sterna.transfer.ConnectionBudget;

/** How many connections to either side are left for a proof, beside those of whoever follows. */
enum ProofConnections {
    NONE,
    /** Parts and keys are compared in turn. */
    ONE,
    /** Parts on one, keys on the other. */
    TWO;

    /** Of those that are left, the second goes to who brings. */
    static ProofConnections of(FollowedRun run, FollowedTables tables) {
        int cascades = tables.cascades().isEmpty() ? 0 : 1;
        int from = ConnectionBudget.of(run.source()).most() - CycleBringer.LEAST_OF_SOURCE - cascades;
        int to = ConnectionBudget.of(run.target()).most() - CycleBringer.LEAST_OF_TARGET - cascades;
        int left = Math.min(from, to);
        return left >= 3 ? TWO : left >= 1 ? ONE : NONE;
    }
}
