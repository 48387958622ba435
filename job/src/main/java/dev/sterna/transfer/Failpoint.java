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
    AFTER_RENAME;

    /**
     * Work has come to this place.
     *
     * @param what a table, or a file
     * @param chunk of the table; -1 where there is none
     * @throws FailpointReached when this process is to fail here
     */
    public void reached(String what, int chunk) {
        String named = System.getProperty(Failpoints.PROPERTY);
        if (named != null) {
            Failpoints.parse(named).reached(this, what, chunk);
        }
    }

    /** As the system property spells it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
