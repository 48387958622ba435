package dev.sterna.cutover;

import dev.sterna.error.Problem;
import dev.sterna.step.CutoverSummary;

/**
 * What has to be true before something is done that is not easily undone.
 *
 * @param words what was seen
 * @param remedy what to do where it is not met; null where it is
 */
public record Requirement(String name, String words, String remedy) {
    public static Requirement met(String name, String words) {
        return new Requirement(name, words, null);
    }

    public static Requirement unmet(String name, String words, String remedy) {
        return new Requirement(name, words, remedy);
    }

    /** A line for a person, after the word of whoever asks for it. */
    public String line(String who) {
        return who + ": " + name + ": " + words + (isMet() ? "" : " - NOT MET. " + remedy);
    }

    /**
     * The refusal over one that is not met.
     *
     * @param command whose it is
     * @param cannot what is refused, in words
     */
    public Problem refusal(String command, String cannot) {
        return Problem.error(command + "-" + name, null, cannot + ": " + name + ": " + words, remedy);
    }

    /** What a result has of it. */
    public CutoverSummary.Met summary() {
        return new CutoverSummary.Met(name, isMet(), words);
    }

    public boolean isMet() {
        return remedy == null;
    }
}
