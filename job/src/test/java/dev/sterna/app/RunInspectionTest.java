package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.report.Liveness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code status} and {@code report} over what runs left behind, while no server answers. */
class RunInspectionTest {
    private static final String TARGET = "jdbc:postgresql://127.0.0.1:1/shop";
    private static final String NOW = Instant.now().toString();

    @TempDir
    private Path folder;

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(folder.resolve("shop.conf"), """
                sterna {
                  workspace = "%s"
                  source { url = "jdbc:mariadb://127.0.0.1:1/shop", user = reader }
                  target { url = "%s", user = shop, password = geheim }
                }
                """.formatted(folder.resolve("runs"), TARGET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "report"})
    void unknownRunIsToldWithTheNearest(String command) {
        state("shop-1", "done", null, NOW);
        state("other", "done", null, NOW);

        Cli near = look(command, "--run-id", "shop1");
        assertProblem(near, 3, "unknown-run", "Cannot find run shop1 in the workspace file:", "--run-id shop-1?");
        Cli far = look(command, "--run-id", "20260101-120000");
        assertProblem(far, 3, "unknown-run", "Cannot find run 20260101-120000", "There are: shop-1, other; without");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "report"})
    void emptyWorkspaceIsTold(String command) {
        assertProblem(look(command), 3, "no-run", "Cannot find any run from jdbc:mariadb:", "sterna assess");
        assertProblem(look(command, "--run-id", "r"), 3, "unknown-run", "has no runs", "sterna assess --run-id r");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void runOfAnotherMigrationIsNeitherShownNorTheLast() {
        state("r", "done", null, "2026-01-01T00:00:00Z");
        write("foreign/state.json", stateText("foreign", "done", null, NOW).replace(TARGET, TARGET + "2"));

        assertProblem(look("status", "--run-id", "foreign"), 9, "other-migration", TARGET + "2", "--run-id");
        assertThat(look("status").result().path("runId").asText()).isEqualTo("r");
    }

    @Test
    void damagedStateOfOneRunHidesNoOther() {
        state("r", "done", null, NOW);
        write("broken/state.json", "{\"format\":1,");

        Cli cli = look("status");
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.result().path("runId").asText()).isEqualTo("r");
        assertThat(cli.result().at("/problems/0/code").asText()).isEqualTo("damaged-state");
        assertProblem(look("status", "--run-id", "broken"), 9, "damaged-state", "broken/state.json", "Delete the file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "1", "{}", "{\"format\":1}"})
    void anyOtherJsonIsDamage(String text) {
        write("broken/state.json", text);
        assertProblem(look("status", "--run-id", "broken"), 9, "damaged-state", "broken/state.json", "Delete the file");
        state("r", "done", null, NOW);
        write("r/report.json", text);
        assertProblem(look("report", "--run-id", "r"), 9, "damaged-report", "r/report.json", "sterna status");
    }

    @Test
    void statusNeedsNoServer() {
        state("r", "failed", null, NOW);
        write("r/events.jsonl", """
                {"time":"2026-01-01T00:00:00Z","runId":"r","type":"run-started","command":"run"}
                {"time":"2026-01-01T00:00:01Z","runId":"r","type":"step-started","step":"load"}
                {"time":"2026-01-01T00:00:0""");

        Cli cli = look("status", "--run-id", "r");

        assertThat(cli.exitCode()).as(cli.err()).isZero();
        JsonNode result = cli.result();
        assertThat(result.path("outcome").asText()).isEqualTo("done");
        assertThat(result.at("/status/state").asText()).isEqualTo("failed");
        assertThat(result.at("/status/tables")).isEmpty();
        assertThat(result.at("/status/events")).hasSize(2);
        assertThat(result.at("/problems/0/severity").asText()).isEqualTo("warning");
        assertThat(result.at("/problems/0/message").asText()).contains("127.0.0.1:1");
        assertThat(cli.err())
                .contains("run r: failed; last command run --execute")
                .contains("2026-01-01T00:00:01Z  step-started step=load")
                .doesNotContain("geheim");
    }

    @Test
    void processThatIsGoneIsSeen() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        String here = Liveness.process();
        String host = here.substring(0, here.lastIndexOf(':') + 1);

        state("r", "running", here, NOW);
        assertThat(stateOf("r")).isEqualTo("running");
        state("r", "running", host + gone.pid(), NOW);
        assertThat(stateOf("r")).isEqualTo("dead");
        assertThat(look("status", "--run-id", "r").err()).contains("dead (its process is gone; the same command");
        state("r", "running", here, "2020-01-01T00:00:00Z");
        assertThat(stateOf("r"))
                .as("this process has only the number of that one")
                .isEqualTo("dead");
        state("r", "running", "elsewhere.example:1", NOW);
        assertThat(stateOf("r")).isEqualTo("unknown");
    }

    @Test
    void runWithoutReportIsTold() {
        state("r", "running", Liveness.process(), NOW);
        Cli cli = look("report", "--run-id", "r");
        assertProblem(cli, 9, "no-report", "Cannot find a report of run r", "sterna status --config ");
    }

    @Test
    void reportRepeatsTheLastResult() {
        state("r", "differs", null, NOW);
        write("r/report.json", report());

        Cli cli = look("report");

        assertThat(cli.exitCode()).as(cli.err()).isZero();
        JsonNode result = cli.result();
        assertThat(result.path("command").asText()).isEqualTo("report");
        assertThat(result.path("outcome").asText()).isEqualTo("done");
        assertThat(result.at("/last/command").asText()).isEqualTo("diff");
        assertThat(result.at("/last/outcome").asText()).isEqualTo("differs");
        assertThat(result.at("/last/exitCode").asInt()).isEqualTo(6);
        assertThat(result.at("/last/written").asText()).isEqualTo("2026-01-01T00:00:05Z");
        assertThat(result.at("/tables/0/diff/missing").asInt()).isEqualTo(1);
        assertThat(result.path("report").asText()).endsWith("/runs/r/report.json");
        assertThat(cli.err()).contains("diff: differs, exit code 6, run r").contains("1 missing");
    }

    @Test
    void damagedReportIsTold() {
        state("r", "done", null, NOW);
        write("r/report.json", report().substring(0, 40));
        assertProblem(look("report"), 9, "damaged-report", "Cannot read file:", "sterna status");
    }

    @Test
    void forPeopleNothingButTheAnswerIsShown() {
        state("r", "done", null, NOW);
        write("r/report.json", report());
        Cli cli = Cli.run("report", "--config", folder.resolve("shop.conf").toString());
        assertThat(cli.out()).startsWith("Report of run r, written ").doesNotContain("report: done");
    }

    private static String report() {
        return """
                {"format":1,"written":"2026-01-01T00:00:05Z","planHash":"x","settings":{"workspace":"runs"},"result":
                {"command":"diff","runId":"r","outcome":"differs","exitCode":6,"seconds":1.5,"source":"a","target":"b",
                 "tables":[{"name":"public.orders","sourceRows":10,"loadedRows":9,
                            "diff":{"identical":false,"missing":1,"extra":0,"changed":0,"method":"digest","forgiven":0}}],
                 "steps":[{"name":"diff","outcome":"differs","seconds":1.5,"rows":10,"bytes":0}],
                 "problems":[],"report":"file:/r/report.json","aLaterField":1}}
                """;
    }

    private String stateOf(String runId) {
        return look("status", "--run-id", runId).result().at("/status/state").asText();
    }

    private Cli look(String command, String... more) {
        List<String> words = new ArrayList<>(List.of(command, "--json", "--config"));
        words.add(folder.resolve("shop.conf").toString());
        words.addAll(List.of(more));
        return Cli.run(words.toArray(String[]::new));
    }

    private void state(String runId, String state, String process, String updated) {
        write(runId + "/state.json", stateText(runId, state, process, updated));
    }

    private static String stateText(String runId, String state, String process, String updated) {
        return """
                {"format":1,"runId":"%s","state":"%s","command":"run","execute":true,
                 "source":"jdbc:mariadb://127.0.0.1:1/shop","target":"%s",%s
                 "started":"2020-01-01T00:00:00Z","updated":"%s"}
                """.formatted(runId, state, TARGET, process == null ? "" : "\"process\":\"" + process + "\",", updated);
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve("runs").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void assertProblem(Cli cli, int exitCode, String code, String message, String remedy) {
        assertThat(cli.exitCode()).as(cli.err()).isEqualTo(exitCode);
        JsonNode problem = cli.result().at("/problems/0");
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("message").asText()).contains(message);
        assertThat(problem.path("remedy").asText()).contains(remedy);
    }

    /** With a path neither a configuration nor a run is needed. */
    @Test
    void evidenceIsCheckedWithoutAnything() throws IOException {
        Path evidence = Files.createDirectories(folder.resolve("kept/evidence"));
        Files.writeString(evidence.resolve("plan.json"), "{}");
        Files.writeString(evidence.resolve("SHA256SUMS"), "0".repeat(64) + "  plan.json\n");

        Cli cli = Cli.run("report", "--json", "--verify", evidence.toString());

        assertThat(cli.exitCode()).as(cli.err()).isEqualTo(6);
        assertThat(cli.result().at("/outcome").asText()).isEqualTo("differs");
        assertThat(cli.result().path("problems"))
                .extracting(problem -> problem.path("message").asText())
                .contains(
                        "chain.json: it is missing",
                        "plan.json: its octets are not those that SHA256SUMS has the hash of (no link of the chain has it)");
        assertThat(cli.result().at("/evidence/0/faults").asInt())
                .isEqualTo(cli.result().path("problems").size());
        Cli none =
                Cli.run("report", "--json", "--verify", folder.resolve("kept").toString());
        assertThat(none.exitCode()).as(none.err()).isEqualTo(6);
        Cli nothing = Cli.run("report", "--json", "--verify", folder.toString());
        assertProblem(nothing, 9, "nothing-to-verify", "it has neither a receipt", "--verify PATH");
    }

    /** Whoever takes the evidence away, or what makes it some, leaves nothing that passes. */
    @Test
    void evidenceThatWasTakenAwayIsMissed() {
        write("r/cutover/receipt.json", "{}");
        String run = folder.resolve("runs/r").toString();
        Cli receipt = Cli.run("report", "--json", "--verify", run);
        assertThat(receipt.exitCode()).isEqualTo(6);
        assertThat(receipt.err()).contains(" has NO EVIDENCE: only the receipt of its cutover was checked");
        requireMissed(Cli.run("report", "--json", "--verify", run, "--signed-by", "0".repeat(64)), "SHA256SUMS.sig");

        write("r/decommission/retirement.json", "{}");
        requireMissed(Cli.run("report", "--json", "--verify", run), "chain.json");
        write("s/ledger/run.jsonl", "{}");
        requireMissed(
                Cli.run("report", "--json", "--verify", folder.resolve("runs/s").toString()), "SHA256SUMS");
    }

    private static void requireMissed(Cli cli, String file) {
        assertThat(cli.exitCode()).as(cli.err()).isEqualTo(6);
        assertThat(cli.result().path("problems"))
                .extracting(problem -> problem.path("message").asText())
                .anyMatch(message -> message.startsWith(file + ": it is missing"));
    }

    @Test
    void theRootIsNoDirectoryOfItsOwn() {
        assertProblem(
                Cli.run("report", "--json", "--verify", "/"),
                2,
                "no-directory-of-its-own",
                "Invalid directory: / (must be one within another)",
                "Name one");
    }
}
