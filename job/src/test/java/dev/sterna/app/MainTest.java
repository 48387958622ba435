package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no database: grammar, help, results of what fails early. */
class MainTest {
    private static final String LEAST = """
            sterna {
              source { url = "jdbc:mariadb://127.0.0.1:1/shop", user = reader }
              target { url = "jdbc:postgresql://127.0.0.1:1/shop", user = shop, password = geheim }
            }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pan                     | Unknown command: pan          | Did you mean plan?
            PLAN                    | Unknown command: PLAN         | Did you mean plan?
            frobnicate              | Unknown command: frobnicate   | Known commands: demo, assess, plan
            run --confg x           | Unknown option: --confg       | Did you mean --config?
            --exekute run           | Unknown option: --exekute     | Did you mean --execute?
            run --jsn=1             | Unknown option: --jsn         | Did you mean --json?
            run now                 | Unexpected word after run: now| sterna run --help
            run --config            | Missing required parameter    | sterna --help
            run -D x                | path=value                    | sterna --help
            run --run-id ../x       | Invalid run id: ../x          | --run-id shop-1
            run --run-id .x         | Invalid run id: .x            | --run-id shop-1
            run --quiet --verbose   | both --quiet and --verbose    | Leave one
            plan --full             | Cannot use --full             | sterna assess --help
            run --show-values       | --show-values with run        | sterna assess --help
            load --backup           | Cannot use --backup with load | sterna diff --backup
            diff --schema --backup  | both --schema and --backup    | once with each
            diff --self-test --schema | both --schema and --self-test | once with each
            diff --retry-rejects    | Cannot use --retry-rejects with diff | sterna load --retry-rejects
            --json                  | no command is given           | sterna --help
            """)
    void usageMistakeIsExplained(String line, String message, String remedy) {
        Cli cli = Cli.run(line.split(" +"));
        assertThat(cli.exitCode()).isEqualTo(2);
        assertThat(cli.err()).contains(message).contains(remedy);
        if (!line.contains("--json")) {
            assertThat(cli.out()).isEmpty();
        }
    }

    /** A slip in a -D makes a word of the password. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-D sterna.target.password= geheim run",
                "run -D sterna.target.password= geheim",
                "run -D sterna.target.password=ganz geheim",
                "run -Dsterna.target.password= -geheim",
                "run -D sterna.target.password = --geheim=1",
                "run password=geheim",
                "run -D sterna.target.password geheim",
                "run -D sterna.target={password= geheim}",
                "geheim1"
            })
    void wordsThatMayBeSecretsAreNotRepeated(String line) {
        String[] words = line.split(" ");
        List<String> json = new ArrayList<>(List.of(words));
        json.add("--json");
        Cli cli = Cli.run(json.toArray(String[]::new));
        assertThat(cli.exitCode()).isEqualTo(2);
        assertThat(cli.out() + cli.err()).doesNotContain("geheim");
    }

    @Test
    void helpNamesEveryCommandAndOption() {
        Cli cli = Cli.run("--help");
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.out()).contains(Commands.all().words());
        assertThat(cli.out())
                .contains(List.of(
                        "--config",
                        "-D",
                        "--run-id",
                        "--tables",
                        "--execute",
                        "--master",
                        "--json",
                        "--result-file",
                        "--quiet",
                        "--verbose",
                        "--no-color",
                        "Exit codes:"));
        assertThat(Cli.run("--version").out()).startsWith("sterna ");
    }

    static List<Command> commands() {
        return Commands.all().typed();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandHasHelpWhereverItStands(Command command) {
        assertThat(Cli.run("--help", command.word()).out())
                .isEqualTo(Cli.run(command.word(), "--help").out())
                .contains(command.example());
    }

    @Test
    void demoBelongsToTheLauncher() {
        Cli cli = Cli.run("demo");
        assertThat(cli.exitCode()).isEqualTo(9);
        assertThat(cli.err()).contains("it belongs to scripts/sterna").contains("Use: scripts/sterna demo");
    }

    @Test
    void resultHasTheFieldsOfTheInterface() throws IOException {
        Path resultFile = folder.resolve("new/result.json");
        Path config = config("sterna.chunk.rows = many");
        Cli cli = Cli.run("--json", "run", "--config", config.toString(), "--result-file", resultFile.toString());
        assertThat(cli.exitCode()).isEqualTo(3);
        JsonNode result = cli.result();
        assertThat(result.fieldNames())
                .toIterable()
                .containsExactly(
                        "command",
                        "runId",
                        "outcome",
                        "exitCode",
                        "seconds",
                        "source",
                        "target",
                        "tables",
                        "steps",
                        "problems",
                        "report");
        assertThat(result.path("command").asText()).isEqualTo("run");
        assertThat(result.path("outcome").asText()).isEqualTo("failed");
        assertThat(result.path("exitCode").asInt()).isEqualTo(3);
        assertThat(result.at("/problems/0/severity").asText()).isEqualTo("error");
        assertThat(result.at("/problems/0/code").asText()).isEqualTo("invalid-value");
        assertThat(result.at("/problems/0/message").asText()).startsWith(config + ":5: Invalid sterna.chunk.rows");
        assertThat(result.at("/problems/0/remedy").asText()).isNotBlank();
        assertThat(new ObjectMapper().readTree(Files.readString(resultFile))).isEqualTo(result);
        assertThat(resultFile.getParent()).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void resultFileIsWrittenForUsageMistakesToo() throws IOException {
        Path resultFile = folder.resolve("result.json");
        assertThat(Cli.run("rum", "--result-file=" + resultFile.toUri()).exitCode())
                .isEqualTo(2);
        JsonNode result = new ObjectMapper().readTree(Files.readString(resultFile));
        assertThat(result.path("command").asText()).isEqualTo("rum");
        assertThat(result.path("exitCode").asInt()).isEqualTo(2);
    }

    @Test
    void resultFileThatCannotBeWrittenIsToldAndKeepsTheExitCode() {
        Cli cli = Cli.run("report", "--verify", "/proc/none", "--json", "--result-file", "/proc/none/result.json");
        assertThat(cli.exitCode()).isEqualTo(9);
        assertThat(cli.result().at("/problems/1/code").asText()).isEqualTo("result-file");
        assertThat(cli.result().at("/problems/1/message").asText())
                .startsWith("Cannot write the result file /proc/none/result.json");
    }

    @Test
    void bothServersAreReportedWhenBothAreDown() throws IOException {
        Cli cli = Cli.run(
                "plan",
                "--json",
                "--config",
                config("").toString(),
                "-D",
                "sterna.workspace=" + folder.resolve("runs"));
        assertThat(cli.exitCode()).isEqualTo(4);
        assertThat(cli.result().path("problems")).hasSize(2);
        assertThat(cli.out() + cli.err()).doesNotContain("geheim");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void jsonKeepsLibrariesOffStandardOutput() {
        Cli cli = Cli.run("status", "--json", "--help");
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.out()).startsWith("Usage: sterna status");
    }

    private Path config(String more) throws IOException {
        return Files.writeString(folder.resolve("shop.conf"), LEAST + more + "\n");
    }
}
