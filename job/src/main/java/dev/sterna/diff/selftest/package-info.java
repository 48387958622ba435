/**
 * The test of the proof: known corruptions are planted in a copy of rows, and the comparison that a diff makes has to find
 * each of them and nothing else.
 */
package dev.sterna.diff.selftest;
