package dev.sterna.step;

/**
 * An option that not every command has.
 *
 * @param name with its hyphens, as in {@code --retry-rejects}
 * @param value what help calls its value, as in {@code ROWS}; null for an option without one
 * @param description for help; starts with a capital, ends with a full stop
 * @param choice options of one command with the same choice exclude each other; null for none
 */
public record CommandOption(String name, String value, String description, String choice) {

    /** An option without a value. */
    public static CommandOption flag(String name, String description) {
        return new CommandOption(name, null, description, null);
    }

    /** An option with a value. */
    public static CommandOption valued(String name, String value, String description) {
        return new CommandOption(name, value, description, null);
    }

    /** The same, as one answer of several to a question that takes one. */
    public CommandOption choosing(String question) {
        return new CommandOption(name, value, description, question);
    }

    /** Whether a value follows. */
    public boolean hasValue() {
        return value != null;
    }
}
