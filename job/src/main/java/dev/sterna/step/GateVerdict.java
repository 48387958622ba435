package dev.sterna.step;

/**
 * What one gate came to.
 *
 * @param looked what was looked at, and what was not
 * @param found what is wrong: rows, tables or objects; 0 where it passed
 */
public record GateVerdict(String name, boolean passed, String looked, long found, double seconds) {}
