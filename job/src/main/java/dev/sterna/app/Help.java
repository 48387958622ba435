package dev.sterna.app;

import java.util.Optional;

/** The texts of help. */
record Help(Commands commands) {

    /** Of a command; without one, of the whole program. */
    String text(Optional<Command> command) {
        return command.map(this::of).orElseGet(this::all);
    }

    private String all() {
        StringBuilder list = new StringBuilder("\nCommands:\n");
        for (Command command : commands.typed()) {
            list.append(String.format("  %-13s %s%n", command.word(), command.listing()));
        }
        String one = commands.run().word();
        return "Usage: sterna [options] COMMAND [options]\n"
                + "Moves a database from one server to another and proves that every row arrived.\n"
                + list
                + "\nOptions of every command:\n"
                + Parsers.optionList(Optional.empty())
                + "\nExample:\n  "
                + commands.run().example()
                + "\n\nEvery command has its own help, with its own options, as in: sterna " + one + " --help\n"
                + ExitCodes.HELP;
    }

    private String of(Command command) {
        return "Usage: sterna " + command.word() + " [options]\n"
                + command.descriptor().summary() + "\n\n"
                + command.descriptor().note() + "\n"
                + "\nOptions:\n"
                + Parsers.optionList(Optional.of(command))
                + "\nExample:\n  "
                + String.join("\n  ", command.commandLines())
                + "\n"
                + ExitCodes.HELP;
    }
}
