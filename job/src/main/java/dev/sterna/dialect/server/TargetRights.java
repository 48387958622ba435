package dev.sterna.dialect.server;

import java.util.Set;

/**
 * What the target's user may make that is nobody's rows.
 *
 * @param grantees roles or accounts that are there, and to whom it may grant
 * @param owners those among them to whom it may give objects
 * @param extensions those that are there, or that it may create
 * @param administrator whether it may make what needs a superuser
 * @param ownsDatabase whether it may set what holds for the whole database
 * @param logged what the server's log asks of functions and triggers
 */
public record TargetRights(
        Set<String> grantees,
        Set<String> owners,
        Set<String> extensions,
        boolean administrator,
        boolean ownsDatabase,
        Logged logged) {
    public TargetRights {
        grantees = Set.copyOf(grantees);
        owners = Set.copyOf(owners);
        extensions = Set.copyOf(extensions);
    }

    /** What a server that writes statements into a log asks of programs that these may run. */
    public enum Logged {
        /** Nothing. */
        ANYTHING,
        /** That functions declare that they change nothing, or give the same for the same. */
        DECLARED,
        /** That someone with more rights makes functions and triggers. */
        NOTHING
    }
}
