package dev.sterna.sql.read;

import dev.sterna.sql.Untranslatable;

/**
 * Shows that nothing of a parsed node is left out: the parser's classes have properties for the clauses of a dozen
 * engines, and the node made anew of those that were understood must read as the one that was parsed.
 */
final class ClauseCheck {
    private ClauseCheck() {}

    static void require(Object parsed, Object understood, String what) throws Untranslatable {
        if (!parsed.toString().equalsIgnoreCase(understood.toString())) {
            throw new Untranslatable("a clause of " + what + " in it is not understood");
        }
    }
}
