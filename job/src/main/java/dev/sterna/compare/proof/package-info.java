/**
 * Which rows are proven to be the same on both sides while both go on changing, and which are open. Nothing here reads a row, knows
 * of a log or of threads: whoever compares and whoever brings tell what they did, and when.
 */
package dev.sterna.compare.proof;
