package dev.sterna.diff.selftest;

import java.util.List;

/**
 * A corruption in a place that can host it. It holds values of a row: it is carried out, and never shown.
 *
 * @param place the source's table, and its column if it is one column's
 * @param statements for the scratch table; each of them touches exactly one row
 * @param expected what a comparison must say then, no more and no less
 */
record Planting(Corruption corruption, String place, List<String> statements, List<Finding> expected) {}
