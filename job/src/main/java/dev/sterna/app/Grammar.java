package dev.sterna.app;

import dev.sterna.assess.Depth;
import dev.sterna.config.Nearest;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's grammar. Options stand before or after the command. */
final class Grammar {
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private Grammar() {}

    /** Either a command to carry out, or a text that was asked for. */
    record Parsed(Invocation invocation, String text) {}

    /** @throws SternaException (USAGE) when the words are no command line */
    static Parsed parse(String... args) {
        Options options = new Options();
        CommandLine parser = parser(options);
        try {
            parser.parseArgs(args);
        } catch (UnmatchedArgumentException unknown) {
            throw unknownOption(parser, unknown.getUnmatched().get(0));
        } catch (ParameterException bad) {
            throw usage("invalid-usage", words(bad), "See: sterna --help");
        }
        if (options.version()) {
            return new Parsed(null, "sterna " + Version.text());
        }
        if (options.words().isEmpty()) {
            if (options.help()) {
                return new Parsed(null, help(parser));
            }
            throw usage("missing-command", "Cannot tell what to do: no command is given", "See: sterna --help");
        }
        Command command = command(options.words().get(0));
        if (options.help()) {
            return new Parsed(null, help(parser, command));
        }
        if (options.words().size() > 1) {
            throw usage(
                    "unexpected-word",
                    "Unexpected word after " + command.word() + ": "
                            + options.words().get(1),
                    "Give one command at a time; see: sterna " + command.word() + " --help");
        }
        return new Parsed(checked(options.invocation(command, diffMode(options, command))), null);
    }

    private static CommandLine parser(Options options) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(options).name("sterna");
        spec.usageMessage().width(100).abbreviateSynopsis(true).sortOptions(false);
        // Its warnings repeat values.
        CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
        return new CommandLine(spec).setOverwrittenOptionsAllowed(true);
    }

    private static Command command(String word) {
        return Command.of(word).orElseThrow(() -> {
            Optional<String> near = Nearest.to(word, Command.words());
            return usage(
                    "unknown-command",
                    "Unknown command: " + word,
                    near.map(name -> "Did you mean " + name + "?")
                            .orElse("Known commands: " + String.join(", ", Command.words())));
        });
    }

    private static SternaException unknownOption(CommandLine parser, String word) {
        List<String> names = parser.getCommandSpec().options().stream()
                .flatMap(option -> List.of(option.names()).stream())
                .toList();
        String name = word.replaceFirst("=.*", "");
        return usage(
                "unknown-option",
                "Unknown option: " + name,
                Nearest.to(name, names)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("See: sterna --help"));
    }

    private static Invocation checked(Invocation invocation) {
        if (invocation.runId() != null && !RUN_ID.matcher(invocation.runId()).matches()) {
            throw usage(
                    "invalid-run-id",
                    "Invalid run id: " + invocation.runId()
                            + " (must be 1 to 100 letters, digits, dots, hyphens or underscores, the first a letter or"
                            + " a digit)",
                    "Choose another --run-id, as in --run-id shop-1");
        }
        belongs("--after-load", invocation.afterLoad(), Command.PREPARE, invocation.command());
        belongs("--retry-rejects", invocation.retryRejects(), Command.LOAD, invocation.command());
        boolean looksCloser = !invocation.depth().equals(new Depth(Depth.Rows.SAMPLE, Depth.Showing.KEYS));
        if (looksCloser && invocation.command() != Command.ASSESS) {
            throw usage(
                    "invalid-usage",
                    "Cannot use --full or --show-values with "
                            + invocation.command().word(),
                    "They are for assess: sterna assess --help");
        }
        if (invocation.quiet() && invocation.verbose()) {
            throw usage("invalid-usage", "Cannot be both --quiet and --verbose", "Leave one of them out");
        }
        return invocation;
    }

    private static DiffMode diffMode(Options options, Command command) {
        List<DiffMode> modes = options.diffModes();
        modes.forEach(mode -> belongs(mode.option(), true, Command.DIFF, command));
        if (modes.size() > 1) {
            throw usage(
                    "invalid-usage",
                    "Cannot use both " + modes.get(0).option() + " and "
                            + modes.get(1).option(),
                    "Run diff once with each of them");
        }
        return modes.isEmpty() ? DiffMode.ROWS : modes.get(0);
    }

    private static void belongs(String option, boolean given, Command owner, Command command) {
        if (given && command != owner) {
            throw usage(
                    "invalid-usage",
                    "Cannot use " + option + " with " + command.word(),
                    "It belongs to " + owner.word() + ": sterna " + owner.word() + " " + option);
        }
    }

    /** What was given as -D may hold a password. */
    private static String words(ParameterException bad) {
        boolean setting = bad.getArgSpec() instanceof CommandLine.Model.OptionSpec option
                && List.of(option.names()).contains("-D");
        return setting ? "Invalid -D (must be path=value)" : bad.getMessage();
    }

    private static SternaException usage(String code, String message, String remedy) {
        return SternaException.of(Category.USAGE, code, null, message, remedy);
    }

    private static String help(CommandLine parser) {
        StringBuilder commands = new StringBuilder("\nCommands:\n");
        for (Command command : Command.values()) {
            String later = command.kind() == Command.Kind.LATER ? " (not built yet)" : "";
            commands.append(String.format("  %-13s %s%s%n", command.word(), command.description(), later));
        }
        return "Usage: sterna [options] COMMAND [options]\n"
                + "Moves a database from one server to another and proves that every row arrived.\n"
                + commands
                + "\nOptions:\n"
                + parser.getHelp().optionList()
                + "\nExample:\n  "
                + Command.RUN.example()
                + "\n\nEvery command has its own help, as in: sterna plan --help\n"
                + ExitCodes.HELP;
    }

    private static String help(CommandLine parser, Command command) {
        String note = switch (command.kind()) {
            case LATER -> "\nThis command is not built yet: it says so and ends with 9.\n";
            case LAUNCHER -> "\nIt needs embedded servers, which only scripts/sterna brings along.\n";
            case WRITING, RUN -> "\nWithout --execute it prints what it would do and writes to no database.\n";
            case READING, LOOKING ->
                command == Command.DIFF
                        ? "\nIt writes to no database. With --self-test it makes two tables beside the ledger, fills them with"
                                + "\ncopies of some rows, and drops them again; that needs no --execute.\n"
                        : "\nIt writes to no database.\n";
        };
        return "Usage: sterna " + command.word() + " [options]\n" + command.description() + "\n" + note
                + "\nOptions:\n"
                + parser.getHelp().optionList()
                + "\nExample:\n  "
                + command.example()
                + (command == Command.DIFF ? "\n  " + command.example() + " --self-test --json" : "")
                + "\n"
                + ExitCodes.HELP;
    }
}
