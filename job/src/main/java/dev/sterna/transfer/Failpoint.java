package dev.sterna.transfer;

/** A place at which a test can make a task or the whole process fail; elsewhere nothing happens there. */
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
     */
    public void reached(String what, int chunk) {
        Failpoints.ACTIVE.at(this, what, chunk);
    }
}
