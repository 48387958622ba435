package dev.sterna.sync;

/** Which rows of a table were looked at. */
enum Extent {
    ALL,
    /** Those that have a greater value than the rows that were known to be in, and some before. */
    FROM_WATERMARK
}
