package dev.sterna.dialect.server;

/**
 * How a write fared that must fail while a freeze holds.
 *
 * @param statement the write
 * @param words what the server said, or why nothing was tried
 */
public record FreezeProbe(Outcome outcome, String statement, String words) {

    /** What it says of the freeze. */
    public enum Outcome {
        /** Refused because of the freeze: it holds. */
        REFUSED,
        /** The server would have written: it does not hold. */
        TAKEN,
        /** Nothing: another user or another table would have to be tried. */
        UNTOLD
    }

    public boolean holds() {
        return outcome == Outcome.REFUSED;
    }
}
