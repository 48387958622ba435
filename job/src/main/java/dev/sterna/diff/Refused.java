package dev.sterna.diff;

import dev.sterna.error.Problem;
import dev.sterna.load.TableRejects;

/**
 * Rows of one table that the target is known to have refused.
 *
 * @param why says so to a person
 */
record Refused(TableRejects rows, Problem why) {}
