package dev.sterna.app;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.report.Result;
import dev.sterna.step.CommandDescriptor;
import java.util.List;

/** A command that only scripts/sterna has, which answers it before this does. */
record LauncherCommand(String word, String summary) implements Command, CommandDescriptor {

    @Override
    public CommandDescriptor descriptor() {
        return this;
    }

    @Override
    public String note() {
        return "It needs embedded servers, which only scripts/sterna brings along.";
    }

    @Override
    public List<String> examples() {
        return List.of("");
    }

    @Override
    public Result carryOut(CommandCall call) {
        throw SternaException.of(
                Category.REFUSED,
                "needs-launcher",
                null,
                "Cannot run " + word + " here: it belongs to scripts/sterna",
                "Use: scripts/sterna " + word);
    }
}
