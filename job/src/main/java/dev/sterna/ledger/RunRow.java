package dev.sterna.ledger;

/**
 * A run as the ledger has it.
 *
 * @param state {@code running}, or the label of the outcome
 * @param planHash of the plan that it executes, or null before there is one
 * @param detail what went wrong, or null
 */
public record RunRow(String runId, String state, String planHash, String detail) {
    /** The state of a run that has not said how it ended. */
    public static final String RUNNING = "running";
}
