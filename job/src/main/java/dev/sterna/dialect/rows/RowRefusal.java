package dev.sterna.dialect.rows;

/**
 * A failure that is a row's own fault: its values, or what other rows have already, and not the server's state.
 *
 * @param code the SQLSTATE, or the engine's number
 * @param reason the engine's words, without values and without what is only true of one attempt
 * @param column the target's column, or null where the engine does not tell it
 * @param row which of the rows that were sent, counted from 1, as far as the engine tells; 0 where it does not. A hint:
 *     it may count from elsewhere
 */
public record RowRefusal(String code, String reason, String column, long row) {}
