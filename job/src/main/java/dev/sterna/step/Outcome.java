package dev.sterna.step;

/** How a step or a run ended; the lower-case names with hyphens are part of the interface. */
public enum Outcome {
    DONE,
    NOTHING_TO_DO,
    PREVIEW,
    DIFFERS,
    REJECTED,
    REFUSED,
    FAILED;

    /** As it stands in the result object, e.g. {@code nothing-to-do}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
