package dev.sterna.transfer;

/** The failure at a {@link Failpoint}. */
public final class FailpointReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailpointReached(Failpoint place, String what, int chunk) {
        super("Failpoint " + place.word() + ": " + (chunk < 0 ? what : "chunk " + chunk + " of " + what));
    }
}
