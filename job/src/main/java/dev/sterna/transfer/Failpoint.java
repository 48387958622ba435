package dev.sterna.transfer;

import java.util.Locale;

/** A place at which a test can make work fail, see {@link Failpoints}; elsewhere nothing happens there. */
public enum Failpoint {
    BEFORE_CLAIM,
    AFTER_CLAIM,
    BEFORE_WRITE,
    AFTER_WRITE,
    BEFORE_COMMIT,
    AFTER_COMMIT,
    BEFORE_RENAME,
    AFTER_RENAME,
    /** The ledger knows how the source is frozen, which it is not yet. */
    FREEZE_NOTED,
    FROZEN,
    PROVEN,
    /** The user's commands before the switch have been called. */
    HOOKED,
    SWITCHED,
    /** The ledger knows of the way back from a target that is in use. */
    RETURN_NOTED,
    TARGET_FROZEN,
    BROUGHT_BACK,
    /** After the way back, when the target is still frozen. */
    SOURCE_THAWED,
    TARGET_THAWED;

    /**
     * Work has come to this place.
     *
     * @param what a table, a file, or a run
     * @param chunk of the table; -1 where there is none
     * @throws FailpointReached when this process is to fail here
     */
    public void reached(String what, int chunk) {
        String named = System.getProperty(Failpoints.PROPERTY);
        if (named != null) {
            Failpoints.parse(named).reached(this, what, chunk);
        }
    }

    /** Work that has no chunks has come to this place. */
    public void reached(String what) {
        reached(what, -1);
    }

    /** As the system property spells it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
