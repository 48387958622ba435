package dev.sterna.app;

import dev.sterna.config.Nearest;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.step.CommandOption;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's grammar: one command, and options before or after it, of which some are its own. */
final class Grammar {
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Commands commands;
    private final Parsers parsers;

    Grammar(Commands commands) {
        this.commands = commands;
        this.parsers = new Parsers(commands);
    }

    /** Either a command to carry out, or a text that was asked for. */
    record Parsed(Invocation invocation, String text) {}

    /**
     * The command, or the first word that stands in its place, as it may be shown; empty when there is none. It looks past
     * mistakes.
     */
    String command(String... args) {
        return new ShownWord(args).of(word(args), commands.words());
    }

    private String word(String... args) {
        int at = parsers.commandAt(args);
        return at < 0 ? "" : args[at];
    }

    /** @throws SternaException (USAGE) when the words are no command line */
    Parsed parse(String... args) {
        String word = word(args);
        ShownWord shown = new ShownWord(args);
        Optional<Command> command = commands.find(word);
        Parsers.Words words;
        try {
            words = parsers.parse(command, args);
        } catch (UnmatchedArgumentException unknown) {
            throw unknownOption(command, unknown.getUnmatched().get(0), shown);
        } catch (ParameterException bad) {
            throw usage("invalid-usage", message(bad), "See: sterna --help");
        }
        GlobalOptions options = words.options();
        if (options.version()) {
            return new Parsed(null, "sterna " + Version.text());
        }
        if (command.isEmpty() && !word.isEmpty()) {
            throw unknownCommand(word, shown);
        }
        if (options.help()) {
            return new Parsed(null, new Help(commands).text(command));
        }
        Command meant = command.orElseThrow(
                () -> usage("missing-command", "Cannot tell what to do: no command is given", "See: sterna --help"));
        if (!options.words().isEmpty()) {
            throw usage(
                    "unexpected-word",
                    "Unexpected word after " + word + ": "
                            + shown.of(options.words().get(0), commands.words()),
                    "Give one command at a time; see: sterna " + word + " --help");
        }
        requireOneChoice(meant, words.own());
        meant.check(words.own());
        return new Parsed(checked(options.invocation(meant, words.own())), null);
    }

    private SternaException unknownCommand(String word, ShownWord shown) {
        return usage(
                "unknown-command",
                "Unknown command: " + shown.of(word, commands.words()),
                Nearest.to(word, commands.words())
                        .map(name -> "Did you mean " + name + "?")
                        .orElse("Known commands: " + String.join(", ", commands.words())));
    }

    private SternaException unknownOption(Optional<Command> command, String word, ShownWord shown) {
        String name = word.replaceFirst("=.*", "");
        List<Command> owners = commands.having(name);
        if (command.isPresent() && !owners.isEmpty()) {
            String owner = owners.get(0).word();
            return usage(
                    "invalid-usage",
                    "Cannot use " + name + " with " + command.get().word(),
                    "It belongs to " + owners.stream().map(Command::word).collect(Collectors.joining(" and "))
                            + ": sterna " + owner + " " + name + " (see sterna " + owner + " --help)");
        }
        return usage(
                "unknown-option",
                "Unknown option: " + shown.of(name, Parsers.optionNames(command)),
                Nearest.to(name, Parsers.optionNames(command))
                        .map(near -> "Did you mean " + near + "?")
                        .or(() -> ofAnotherCommand(name))
                        .orElse("See: sterna --help"));
    }

    private Optional<String> ofAnotherCommand(String name) {
        return Nearest.to(
                        name,
                        commands.options().stream().map(CommandOption::name).toList())
                .map(near ->
                        "Did you mean: sterna " + commands.having(near).get(0).word() + " " + near + "?");
    }

    private static void requireOneChoice(Command command, OptionValues own) {
        Map<String, CommandOption> chosen = new HashMap<>();
        for (CommandOption option : own.values().keySet()) {
            CommandOption other = option.choice() == null ? null : chosen.put(option.choice(), option);
            if (other != null) {
                throw usage(
                        "invalid-usage",
                        "Cannot use both " + other.name() + " and " + option.name(),
                        "Run " + command.word() + " once with each of them");
            }
        }
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
        if (invocation.quiet() && invocation.verbose()) {
            throw usage("invalid-usage", "Cannot be both --quiet and --verbose", "Leave one of them out");
        }
        return invocation;
    }

    /** What was given as -D may hold a password. */
    private static String message(ParameterException bad) {
        boolean setting = bad.getArgSpec() instanceof OptionSpec option
                && List.of(option.names()).contains("-D");
        return setting ? "Invalid -D (must be path=value)" : bad.getMessage();
    }

    private static SternaException usage(String code, String message, String remedy) {
        return SternaException.of(Category.USAGE, code, null, message, remedy);
    }
}
