package dev.sterna.changes;

/** Which rows of its keys a batch takes out of the target; each takes out what those before it do. */
enum Removal {
    /** None. */
    NONE,
    /** Those that the source does not have. */
    GONE,
    /** All of them, before what the source has is put in. */
    ALL
}
