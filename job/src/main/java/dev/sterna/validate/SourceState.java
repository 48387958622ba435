package dev.sterna.validate;

/** What may be asked of answers that both sides give one after another. */
enum SourceState {
    /** They are the same: nobody is expected to write. */
    STANDS,
    /** They are there: rows change between them, and are compared once nobody writes. */
    LIVES
}
