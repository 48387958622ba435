package dev.sterna.fidelity;

/** What becomes of a value in a target. */
sealed interface Fate {

    /**
     * It arrives as it was.
     *
     * @param text what the target's own output must be; null: what the source's own output is
     * @param forgiven whether it is a declared loss without a policy
     */
    record Arrives(String text, boolean forgiven) implements Fate {
        Arrives(String text) {
            this(text, false);
        }
    }

    /**
     * It is not loaded.
     *
     * @param code of the refusal: SQLSTATE, or the number of the engine's error
     * @param loss what a policy makes of it instead; null when there is no policy for it
     */
    record Refused(String code, Loss loss) implements Fate {}

    /**
     * A declared loss.
     *
     * @param key and value of the policy below sterna.types, as {@code on-zero-date = "null"}
     * @param became what the target's own output is then; null for NULL
     */
    record Loss(String key, String became) {}
}
