package dev.sterna.app;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.report.Result;
import dev.sterna.step.CommandDescriptor;
import java.util.List;

/** A command that has its place already and says that it does not exist yet. */
record UnbuiltCommand(String word, String summary) implements Command, CommandDescriptor {

    @Override
    public CommandDescriptor descriptor() {
        return this;
    }

    @Override
    public String listing() {
        return summary + " (not built yet)";
    }

    @Override
    public String note() {
        return "This command is not built yet: it says so and ends with 9.";
    }

    @Override
    public List<String> examples() {
        return List.of("--config conf/mariadb-to-postgresql.conf");
    }

    @Override
    public Result carryOut(CommandCall call) {
        throw SternaException.of(
                Category.REFUSED,
                "not-built",
                null,
                "Cannot run " + word + ": this command does not exist yet",
                "See what does: sterna --help");
    }
}
