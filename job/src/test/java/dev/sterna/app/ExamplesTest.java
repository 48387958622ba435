package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.config.Settings;
import dev.sterna.config.SettingsLoader;
import dev.sterna.config.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example that we show is one that is understood. */
class ExamplesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMAND_LINE = Pattern.compile("^[#\\s$`]*(?:scripts/)?sterna ([a-z-].*)$");

    /** As an operator has it who exported the passwords and made the aliases. */
    private static final Surroundings OUTSIDE = new Surroundings() {
        private final Hadoop files = new Hadoop();

        @Override
        public String text(String location) throws IOException {
            return files.text(ROOT.resolve(location).toString());
        }

        @Override
        public char[] credential(String alias, Map<String, String> hadoop) {
            return "secret".toCharArray();
        }

        @Override
        public Map<String, String> environment() {
            return Map.of("SOURCE_PASSWORD", "secret", "TARGET_PASSWORD", "secret");
        }
    };

    static Stream<Path> configurations() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("conf"))) {
            return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void configurationIsUnderstood(Path file) {
        List<String> files = file.endsWith("cluster.conf")
                ? List.of("conf/mariadb-to-postgresql.conf", "conf/cluster.conf")
                : List.of("conf/" + file.getFileName());
        Settings settings = new SettingsLoader(OUTSIDE).load(files, Map.of());
        assertThat(settings.source().password()).isNotNull();
        assertThat(settings.target().password()).isNotNull();
    }

    static List<Command> commands() {
        return Commands.all().typed();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void exampleOfHelpIsUnderstood(Command command) {
        Grammar.Parsed help = new Grammar(Commands.all()).parse(command.word(), "--help");
        assertThat(help.text())
                .contains("Example:\n  " + command.example())
                .contains(command.descriptor().summary());
        assertThat(new Grammar(Commands.all())
                        .parse(words(command.example().substring("sterna ".length())))
                        .invocation()
                        .command()
                        .word())
                .isEqualTo(command.word());
    }

    @Test
    void configurationInReadmeIsUnderstood() throws IOException {
        var blocks = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(blocks.results().toList()).isNotEmpty().allSatisfy(block -> {
            Path file = Files.createTempFile("sterna-readme", ".conf");
            Files.writeString(file, block.group(1));
            assertThat(new SettingsLoader(OUTSIDE).load(List.of(file.toString()), Map.of()))
                    .isNotNull();
            Files.delete(file);
        });
    }

    /** {@code file: words after sterna} of every command line in the pages and in the examples' comments. */
    static Stream<String> commandLines() throws IOException {
        List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"));
                Stream<Path> examples = Files.list(ROOT.resolve("conf"))) {
            files.addAll(pages.filter(file -> file.toString().endsWith(".md")).toList());
            files.addAll(examples.toList());
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                var matcher = COMMAND_LINE.matcher(line);
                if (matcher.matches()
                        && !line.contains("--submit")
                        && !matcher.group(1).startsWith("demo")) {
                    lines.add(ROOT.relativize(file) + ": " + matcher.group(1));
                }
            }
        }
        return lines.stream();
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void commandLineIsUnderstood(String example) {
        Invocation invocation = new Grammar(Commands.all())
                .parse(words(example.replaceFirst("^[^:]*: ", "")))
                .invocation();
        assertThat(invocation).isNotNull();
        List<String> files = invocation.config().stream()
                .filter(file -> file.startsWith("conf/"))
                .toList();
        if (!files.isEmpty()) {
            assertThat(new SettingsLoader(OUTSIDE).load(files, invocation.settings()))
                    .isNotNull();
        }
    }

    private static String[] words(String line) {
        return Arrays.stream(line.replaceFirst("\\s+#.*$", "")
                        .replaceFirst("`.*$", "")
                        .strip()
                        .split("\\s+"))
                .toArray(String[]::new);
    }
}
