package dev.sterna.app;

/** What {@code diff} compares. A command line names one at most. */
enum DiffMode {
    ROWS(null),
    ROWS_AND_BACKUP("--backup"),
    SCHEMA("--schema"),
    SELF_TEST("--self-test");

    private final String option;

    DiffMode(String option) {
        this.option = option;
    }

    /** The word of the command line that means it; null for rows, which need none. */
    String option() {
        return option;
    }
}
