package dev.sterna.app;

import dev.sterna.step.CommandOption;
import dev.sterna.step.OptionValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The commands as picocli has them: each is a subcommand with options of its own and those that all have. */
final class Parsers {
    private static final String GLOBAL = "global";

    private static final String PROGRAM = "sterna";

    /** Takes the options of all commands, for words without a command. */
    private final CommandLine any;

    private final Set<String> withValue;

    Parsers(Commands commands) {
        // Its warnings repeat values.
        CommandLine.tracer().setLevel(CommandLine.TraceLevel.OFF);
        this.any = new CommandLine(spec(PROGRAM, commands.options()))
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false);
        this.withValue = any.getCommandSpec().options().stream()
                .filter(option -> option.arity().max() > 0)
                .flatMap(option -> Arrays.stream(option.names()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What the words mean. */
    record Words(GlobalOptions options, OptionValues own) {}

    /** Where the command stands, or the first word that stands in its place; -1 when there is none. */
    int commandAt(String... args) {
        for (int i = 0; i < args.length; i++) {
            if (withValue.contains(args[i])) {
                i++;
            } else if (!args[i].startsWith("-")) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Reads the words.
     *
     * @param command the one that they name, if there is such a command
     * @throws CommandLine.ParameterException when they are no options of it
     */
    Words parse(Optional<Command> command, String... args) {
        if (command.isEmpty()) {
            return words(any.parseArgs(args), List.of());
        }
        // A subcommand's options stand after it.
        List<String> ordered = new ArrayList<>(List.of(args));
        ordered.add(0, ordered.remove(commandAt(args)));
        return words(
                root(command).parseArgs(ordered.toArray(String[]::new)).subcommand(),
                command.get().descriptor().options());
    }

    /** The names of the options that a command takes; without one, of those that all take. */
    static List<String> optionNames(Optional<Command> command) {
        return parser(command).getCommandSpec().options().stream()
                .flatMap(option -> Arrays.stream(option.names()))
                .toList();
    }

    /** The options that a command takes, for help; without one, those that all take. */
    static String optionList(Optional<Command> command) {
        return parser(command).getHelp().optionList();
    }

    private static CommandLine parser(Optional<Command> command) {
        CommandLine root = root(command);
        return command.map(named -> root.getSubcommands().get(named.word())).orElse(root);
    }

    /** With the one subcommand that is needed: the others would only cost time at every start. */
    private static CommandLine root(Optional<Command> command) {
        CommandSpec root = spec(PROGRAM, List.of());
        command.ifPresent(named -> root.addSubcommand(
                named.word(), spec(named.word(), named.descriptor().options())));
        return new CommandLine(root).setOverwrittenOptionsAllowed(true).setExpandAtFiles(false);
    }

    private static Words words(ParseResult parsed, List<CommandOption> own) {
        Map<CommandOption, String> values = new LinkedHashMap<>();
        for (CommandOption option : own) {
            if (parsed.hasMatchedOption(option.name())) {
                values.put(option, option.hasValue() ? parsed.matchedOptionValue(option.name(), "") : "");
            }
        }
        GlobalOptions options =
                (GlobalOptions) parsed.commandSpec().mixins().get(GLOBAL).userObject();
        return new Words(options, new OptionValues(values));
    }

    private static OptionSpec option(CommandOption option) {
        OptionSpec.Builder builder = OptionSpec.builder(option.name())
                .paramLabel(option.hasValue() ? option.value() : "")
                .type(option.hasValue() ? String.class : boolean.class)
                .description(option.description().replace("%", "%%"));
        if (option.need() == CommandOption.Need.OPTIONAL) {
            builder.arity("0..1").fallbackValue("");
        }
        return builder.build();
    }

    private static CommandSpec spec(String name, List<CommandOption> own) {
        CommandSpec spec = CommandSpec.create().name(name);
        own.forEach(option -> spec.addOption(option(option)));
        spec.addMixin(GLOBAL, CommandSpec.forAnnotatedObject(new GlobalOptions()));
        spec.usageMessage().width(100).abbreviateSynopsis(true).sortOptions(false);
        return spec;
    }
}
