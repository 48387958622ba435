package dev.sterna.step;

/**
 * An option that not every command has.
 *
 * @param name with its hyphens, as in {@code --retry-rejects}
 * @param value what help calls its value, as in {@code ROWS}; null for an option without one
 * @param description for help; starts with a capital, ends with a full stop
 * @param choice options of one command with the same choice exclude each other; null for none
 * @param when in which command lines of a run it belongs
 * @param need whether its value may be left out
 */
public record CommandOption(String name, String value, String description, String choice, When when, Need need) {

    /** Whether the value of an option may be left out. */
    public enum Need {
        NEEDED,
        /** Then it is empty. */
        OPTIONAL
    }

    /** In which command lines of a run an option belongs. */
    public enum When {
        ALWAYS,
        /** Not in the one that goes on where the command was cut short. */
        TO_BEGIN
    }

    /** An option without a value. */
    public static CommandOption flag(String name, String description) {
        return new CommandOption(name, null, description, null, When.ALWAYS, Need.NEEDED);
    }

    /** An option with a value. */
    public static CommandOption valued(String name, String value, String description) {
        return new CommandOption(name, value, description, null, When.ALWAYS, Need.NEEDED);
    }

    /** The same, whose value may be left out. */
    public CommandOption orBare() {
        return new CommandOption(name, value, description, choice, when, Need.OPTIONAL);
    }

    /** The same, as one answer of several to a question that takes one. */
    public CommandOption choosing(String question) {
        return new CommandOption(name, value, description, question, when, need);
    }

    /** The same, which would throw away what the command line that goes on is to go on with. */
    public CommandOption toBegin() {
        return new CommandOption(name, value, description, choice, When.TO_BEGIN, need);
    }

    /** Whether a value follows, or may. */
    public boolean hasValue() {
        return value != null;
    }
}
