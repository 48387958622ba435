package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.CommandDescriptor;
import dev.sterna.step.CommandOption;
import dev.sterna.step.OptionValues;
import dev.sterna.step.StepDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command has its own options, and the list of commands is all that knows them. */
class CommandsTest {
    private static final Commands ALL = Commands.all();
    private static final Path SOURCES = Path.of("src/main/java/dev/sterna/app");

    /** Every command with every option that is another's. */
    static Stream<Arguments> strangers() {
        return ALL.typed().stream()
                .flatMap(command -> ALL.options().stream()
                        .filter(option -> !hasOption(command, option))
                        .map(option -> arguments(command.word(), option)));
    }

    /** Two commands may have options of one name. */
    private static boolean hasOption(Command command, CommandOption option) {
        return command.descriptor().options().stream()
                .anyMatch(own -> own.name().equals(option.name()));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void optionOfAnotherCommandIsRefused(String command, CommandOption option) {
        List<String> owners =
                ALL.having(option.name()).stream().map(Command::word).toList();
        String given = option.name() + (option.hasValue() ? "=1" : "");
        for (List<String> line : List.of(List.of(command, given), List.of(given, command))) {
            Cli cli = Cli.run(line.toArray(String[]::new));
            assertThat(cli.exitCode()).as(cli.err()).isEqualTo(2);
            assertThat(cli.err())
                    .contains("Cannot use " + option.name() + " with " + command)
                    .contains("It belongs to " + String.join(" and ", owners) + ": sterna " + owners.get(0) + " "
                            + option.name());
        }
    }

    /** What stands in a file is no command line: it may hold a password. */
    @Test
    void wordWithAnAtSignIsAWord(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("words"), "--help");
        assertThat(Cli.run("@" + file).exitCode()).isEqualTo(2);
        assertThat(Cli.run("assess", "@" + file).exitCode()).isEqualTo(2);
    }

    /** Every command with its own options. */
    static Stream<Arguments> own() {
        return ALL.typed().stream()
                .flatMap(command -> command.descriptor().options().stream().map(option -> arguments(command, option)));
    }

    @ParameterizedTest
    @MethodSource("own")
    void ownOptionStandsBeforeAndAfterTheCommand(Command command, CommandOption option) {
        List<String> given = new OptionValues(Map.of(option, option.hasValue() ? value(option) : "")).words();
        List<String> after = new ArrayList<>(List.of(command.word()));
        after.addAll(given);
        List<String> before = new ArrayList<>(given);
        before.add(command.word());
        for (List<String> line : List.of(after, before)) {
            Invocation invocation =
                    new Grammar(ALL).parse(line.toArray(String[]::new)).invocation();
            assertThat(invocation.own().words()).isEqualTo(given);
            assertThat(invocation.again("r", Invocation.Execute.NO))
                    .isEqualTo("sterna " + command.word() + " --run-id r"
                            + (option.when() == CommandOption.When.ALWAYS ? " " + String.join(" ", given) : ""));
        }
    }

    /** One that the option understands. */
    private static String value(CommandOption option) {
        return switch (option.value()) {
            case "COLUMN=VALUE" -> "n=1";
            case "P%" -> "1%";
            case "TIME" -> "2s";
            case "URL" -> "jdbc:any://host/name";
            case "A..B" -> "1..2";
            default -> "1";
        };
    }

    static List<Command> commands() {
        return ALL.typed();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpHasTheOptionsOfTheCommandAndNoOthers(Command command) {
        String help = Cli.run(command.word(), "--help").out();
        for (CommandOption option : ALL.options()) {
            boolean listed = help.lines().anyMatch(line -> line.matches("\\s+" + option.name() + "\\b.*"));
            assertThat(listed).as(option.name()).isEqualTo(hasOption(command, option));
        }
    }

    @Test
    void helpOfRunIsAsItWasRead() throws IOException {
        try (InputStream golden = CommandsTest.class.getResourceAsStream("run-help.txt")) {
            assertThat(Cli.run("run", "--help").out())
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void stepsOfTheStrategyStandInTheirOrder() {
        assertThat(ALL.order(Strategy.BIG_BANG).steps())
                .extracting(CommandDescriptor::word)
                .containsExactly(
                        "assess",
                        "plan",
                        "prepare",
                        "freeze",
                        "backup",
                        "drill",
                        "load",
                        "finish",
                        "catch-up",
                        "diff",
                        "validate",
                        "cutover");
        assertThat(ALL.order(Strategy.PARALLEL).steps())
                .extracting(CommandDescriptor::word)
                .containsExactly(
                        "assess",
                        "plan",
                        "prepare",
                        "backup",
                        "drill",
                        "load",
                        "finish",
                        "catch-up",
                        "validate",
                        "cutover",
                        "outlook");
        assertThat(ALL.strategies()).containsExactly(Strategy.values());
    }

    @Test
    void listThatGivesOneWordTwoMeaningsIsRefused() {
        List<Command> entries = new ArrayList<>(Commands.ENTRIES);
        entries.add(new LauncherCommand("run", "Runs away."));
        assertThatThrownBy(() -> new Commands(entries)).hasMessageContaining("two commands of one name");
    }

    @Test
    void codeOfTheEntryPointNamesNoStep() throws IOException {
        List<String> steps = ALL.order(Strategy.BIG_BANG).steps().stream()
                .map(StepDescriptor::word)
                .toList();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                assertThat(steps)
                        .as(file.toString())
                        .noneMatch(step -> text.contains("\"" + step + "\"") || text.contains("sterna " + step));
                assertThat(text).as(file.toString()).doesNotContainPattern("instanceof \\w*Step\\b");
            }
        }
    }
}
