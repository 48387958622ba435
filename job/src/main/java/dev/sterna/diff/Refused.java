package dev.sterna.diff;

import dev.sterna.error.Problem;
import dev.sterna.load.RejectedRows;

/**
 * Rows of one table that the target is known to have refused.
 *
 * @param why says so to a person
 */
record Refused(RejectedRows rows, Problem why) {}
