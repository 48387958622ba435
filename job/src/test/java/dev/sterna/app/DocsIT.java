package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.LoggingServers;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What README, docs/runs.md and docs/prepare.md tell to type is typed, in that order, with that configuration, on real servers. */
class DocsIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SHOP_LINE = Pattern.compile("(?m)^scripts/sterna +(.* --config shop\\.conf.*)$");

    /** Command lines that need a source with a log. */
    private static final Pattern FOLLOWS = Pattern.compile("--follow|--until|--stop");

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    @Test
    void everyCommandLineWorksAndSaysWhatThePagesSay() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        String readme = Files.readString(ROOT.resolve("README.md"));
        String page = Files.readString(ROOT.resolve("docs/runs.md"));
        Files.writeString(shop.config(), configuration(readme, source, target));

        List<String> lines = new ArrayList<>();
        String prepare = Files.readString(ROOT.resolve("docs/prepare.md"));
        for (String text : List.of(readme, page, prepare)) {
            lines.addAll(lines(text));
        }
        assertThat(lines).hasSizeGreaterThan(6);
        List<JsonNode> answers = new ArrayList<>();
        for (String line : lines) {
            Cli cli = Cli.run(words(line, shop.config()));
            assertThat(cli.exitCode()).as(line + "\n" + cli.out() + cli.err()).isZero();
            if (line.contains("--json")) {
                answers.add(cli.result());
            }
            if (!line.contains("--execute")) {
                assertThat(cli.out() + cli.err()).as(line).doesNotContain("\tat ");
            }
        }
        assertThat(target.queryValue("SELECT count(*) FROM orders")).isEqualTo("1000");
        assertShown(page, "status", answers);
        assertShown(page, "report", answers);
    }

    @Test
    void assessmentIsAsItsPageShowsIt() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        source.execute(
                "SET SESSION sql_mode = ''",
                "ALTER TABLE orders ADD ordered date",
                "UPDATE orders SET ordered = '0000-00-00' WHERE id IN (17, 18)",
                "CREATE VIEW open_orders AS SELECT id FROM orders");
        String page = Files.readString(ROOT.resolve("docs/assess.md"));
        List<String> lines = lines(page);
        assertThat(lines).hasSize(3);
        for (String line : lines) {
            Cli cli = Cli.run(words(line, shop.config()));
            assertThat(cli.exitCode()).as(line + "\n" + cli.out() + cli.err()).isZero();
        }
        JsonNode real = new ObjectMapper().readTree(Files.readString(shop.file("shop-1", "assessment.json")));
        String block = Pattern.compile("```json\n(\\{.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        assertSameMembers("assessment", new ObjectMapper().readTree(block), real);
        assertThat(real.at("/values/findings/0/keys").toString()).isEqualTo("[{\"id\":\"17\"},{\"id\":\"18\"}]");
        assertThat(page).contains(real.at("/complexity/formula").asText().substring(0, 60));
    }

    @Test
    void comparisonAndItsSelfTestAreAsTheirPageShowsThem() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        String page = Files.readString(ROOT.resolve("docs/diff.md"));
        List<String> lines = lines(page);
        assertThat(lines).hasSize(11);
        List<JsonNode> answers = new ArrayList<>();
        String shown = "";
        for (String line : lines) {
            Cli cli = Cli.run(words(line, shop.config()));
            assertThat(cli.exitCode()).as(line + "\n" + cli.out() + cli.err()).isZero();
            if (line.contains("--json")) {
                answers.add(cli.result());
                assertThat(shop.file("shop-1", "report.json"))
                        .content()
                        .contains("\"selfTest\"", "\"unicode-normalisation\"");
            } else {
                shown += cli.out() + cli.err();
            }
        }
        assertShown(page, "diff", answers);
        assertThat(answers.get(0).get("selfTest").toString())
                .startsWith("{\"planted\":11,\"recall\":1.0,\"falseAlarms\":0,");
        // The lines for people, each as it is on the page.
        String block = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1)
                .replace("shop.", source.name() + ".");
        assertThat(shown).contains(block);
        assertThat(target.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'sterna'"
                        + " AND table_name LIKE 'self_test%'"))
                .isEmpty();
    }

    @Test
    void syncIsAsItsPageShowsIt() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        shop.configure(Shop.login(source), shop.writer(), "sterna.sync.settle = 10ms");
        String page = Files.readString(ROOT.resolve("docs/live.md"));
        List<String> lines = lines(page).stream()
                .filter(line -> !FOLLOWS.matcher(line).find())
                .toList();
        assertThat(lines).hasSize(5);
        List<JsonNode> answers = new ArrayList<>();
        for (String line : lines) {
            Cli cli = Cli.run(words(line, shop.config()));
            assertThat(cli.exitCode()).as(line + "\n" + cli.out() + cli.err()).isZero();
            if (line.contains("--json")) {
                answers.add(cli.result());
            }
            if (line.startsWith("run ")) {
                source.execute(
                        "UPDATE orders SET note = 'other' WHERE id = 7", "INSERT INTO orders VALUES (1001, 1, 'x')");
            } else if (line.startsWith("sync") && line.contains("--execute") && !line.contains("--deletes")) {
                source.execute(
                        "DELETE FROM orders WHERE id = 8",
                        "UPDATE orders SET note = 'again' WHERE id = 7",
                        "INSERT INTO orders VALUES (1002, 1, 'x')");
            }
        }
        assertShown(page, "sync", answers);
        assertThat(target.queryValue("SELECT count(*) FROM orders")).isEqualTo("1001");
    }

    @Test
    void theWayBackIsAsItsPageShowsIt() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        shop.configure(Shop.login(source), shop.writer(), "sterna.sync.settle = 10ms");
        String page = Files.readString(ROOT.resolve("docs/fallback.md"));
        List<String> lines = lines(page);
        assertThat(lines).hasSize(4);
        for (String line : lines) {
            Cli cli = Cli.run(words(line, shop.config()));
            assertThat(cli.exitCode()).as(line + "\n" + cli.out() + cli.err()).isZero();
            if (line.startsWith("run ")) {
                target.execute(
                        "UPDATE orders SET note = 'other' WHERE id = 7",
                        "DELETE FROM orders WHERE id = 8",
                        "INSERT INTO orders VALUES (1001, 1, 'x')");
            } else if (!line.contains("--execute") && line.startsWith("sync")) {
                assertThat(cli.out() + cli.err()).contains("1 rows inserted, 1 updated, 1 too many");
                assertThat(source.queryValue("SELECT count(*) FROM orders WHERE id = 8"))
                        .isEqualTo("1");
            } else if (line.contains("--json")) {
                assertThat(cli.result().at("/sync/direction").asText()).isEqualTo("reverse");
            }
        }
        assertThat(source.queryValue("SELECT note FROM orders WHERE id = 7")).isEqualTo("other");
        assertThat(source.queryValue("SELECT count(*) FROM orders WHERE id = 8"))
                .isEqualTo("0");
    }

    @Test
    void followingIsAsItsPageShowsIt() throws IOException {
        try (LoggingServers logging = new LoggingServers(Files.createDirectory(folder.resolve("servers")));
                Databases.Scope scope = DATABASES.scope()) {
            assertThat(scope).isNotNull();
            TestDatabase source = logging.source(DATABASES, Engine.MARIADB);
            TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
            Shop shop = new Shop(folder, source, target);
            shop.configure(Shop.login(source), shop.writer(), "sterna.sync { settle = 10ms, source-objects = create }");
            String page = Files.readString(ROOT.resolve("docs/live.md"));
            List<String> lines = lines(page).stream()
                    .filter(line -> FOLLOWS.matcher(line).find())
                    .toList();
            assertThat(lines).hasSize(5);
            assertThat(Cli.run(words("run --run-id shop-1 --execute --config shop.conf", shop.config()))
                            .exitCode())
                    .isZero();
            CompletableFuture<Cli> following = null;
            for (String line : lines) {
                source.execute("UPDATE orders SET note = 'no. " + lines.indexOf(line) + "' WHERE id = 7");
                if (line.contains("--follow --execute")) {
                    following = CompletableFuture.supplyAsync(() -> Cli.run(words(line, shop.config())));
                    await().until(() -> target.queryValue("SELECT note FROM orders WHERE id = 7")
                            .equals("no. 3"));
                    continue;
                }
                String place = source.queryValue("SELECT @@GLOBAL.gtid_binlog_pos");
                Cli cli = Cli.run(words(line.replace("0-1-71400", place), shop.config()));
                assertThat(cli.exitCode())
                        .as(line + "\n" + cli.out() + cli.err())
                        .isZero();
                if (line.contains("--until ")) {
                    assertThat(cli.out() + cli.err()).contains("the source's log has come to " + place, "proven equal");
                }
                if (line.contains("--json")) {
                    String block = Pattern.compile("```json\n(\\{\"changes\":\"log\".*?)```", Pattern.DOTALL)
                            .matcher(page)
                            .results()
                            .findFirst()
                            .orElseThrow()
                            .group(1);
                    assertSameMembers(
                            "sync",
                            new ObjectMapper().readTree(block),
                            cli.result().get("sync"));
                }
            }
            assertThat(following.join().exitCode()).isZero();
            assertThat(target.queryValue("SELECT note FROM orders WHERE id = 7"))
                    .isEqualTo("no. 4");
        }
    }

    /** In databases that can be frozen by themselves. */
    @Test
    void theCutoverAndTheDecommissionAreAsTheirPagesShowThem() throws IOException {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        for (TestDatabase database : List.of(source, target)) {
            database.executeAsAdministrator(
                    "GRANT pg_signal_backend, pg_read_all_stats TO \"" + database.user() + "\"");
        }
        Shop shop = new Shop(folder, source, target);
        shop.configure(
                Shop.login(source),
                Shop.login(target),
                "sterna { sync.settle = 10ms, cutover.acknowledged = [\"grant *\", \"owner *\"],"
                        + " decommission { grace = 0s, final-backup = shop-1-final } }");
        String page = Files.readString(ROOT.resolve("docs/cutover.md"));
        List<String> lines = lines(page);
        assertThat(lines).hasSize(9);
        for (String line : lines) {
            Cli cli = Cli.run(words(line, shop.config()));
            String said = cli.out() + cli.err();
            assertThat(cli.exitCode()).as(line + "\n" + said).isZero();
            if (line.startsWith("cutover") && line.contains("--json")) {
                assertThat(cli.result().at("/cutover/phase").asText()).isEqualTo("switched");
                assertThat(cli.result().at("/cutover/proven").asBoolean()).isTrue();
                JsonNode receipt = new ObjectMapper()
                        .readTree(Files.readString(Path.of(
                                URI.create(cli.result().at("/cutover/receipt").asText()))));
                String shown = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                        .matcher(page)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1);
                assertSameMembers("receipt", new ObjectMapper().readTree(shown), receipt);
                target.execute("INSERT INTO orders VALUES (1001, 1, 'x')");
            } else if (line.startsWith("status")) {
                assertThat(said).contains("the target became the one to write to");
            }
        }
        assertThat(source.queryValue("SELECT count(*) FROM orders")).isEqualTo("1001");
        source.renewSessions();
        decommissioned(shop, source);
    }

    private void decommissioned(Shop shop, TestDatabase source) throws IOException {
        Cli again = Cli.run(words("cutover --config shop.conf --run-id shop-1 --execute", shop.config()));
        assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
        String page = Files.readString(ROOT.resolve("docs/decommission.md"));
        List<String> lines = new ArrayList<>(lines(page));
        assertThat(lines).hasSize(6);
        Matcher offline =
                Pattern.compile("(?m)^scripts/sterna (report --verify \\S+)$").matcher(page);
        assertThat(offline.find()).isTrue();
        lines.add(offline.group(1)
                .replace("sterna-runs/shop-1", shop.file("shop-1", "").toString()));
        for (String line : lines) {
            Cli cli = Cli.run(words(line.replace("--confirm shop", "--confirm " + source.name()), shop.config()));
            String said = cli.out() + cli.err();
            assertThat(cli.exitCode()).as(line + "\n" + said).isZero();
            if (line.startsWith("decommission") && line.contains("--json")) {
                String shown = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                        .matcher(page)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1);
                assertSameMembers(
                        "decommission",
                        new ObjectMapper().readTree(shown),
                        cli.result().get("decommission"));
            } else if (line.startsWith("decommission")) {
                assertThat(said).contains("REVOKE CONNECT ON DATABASE").doesNotContain("NOT MET");
                aFileOfTheFinalBackupThatIsGoneIsNamed(shop, line);
            } else if (line.contains("--verify")) {
                assertThat(said).contains(": all are as they were written");
            }
        }
        assertThat(shop.file("shop-1", "evidence/final-backup/gate.jsonl"))
                .content()
                .contains("\"gate\":\"drill\"");
    }

    private static void aFileOfTheFinalBackupThatIsGoneIsNamed(Shop shop, String preview) throws IOException {
        Path file;
        try (Stream<Path> all = Files.walk(shop.file("shop-1-final", "backup"))) {
            file = all.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        Path away = Files.move(file, file.resolveSibling("away"));
        Cli cli = Cli.run(words(preview, shop.config()));
        Files.move(away, file);
        assertThat(cli.out() + cli.err())
                .contains("drilled: of the backup of run shop-1-final 1 file is gone (backup/")
                .contains("\"backup-files-gone\"");
    }

    /** Each with its configuration, in databases of its own. */
    @Test
    void strategiesAreAsTheirPageShowsThem() throws IOException {
        try (LoggingServers logging = new LoggingServers(Files.createDirectory(folder.resolve("servers")));
                Databases.Scope scope = DATABASES.scope()) {
            assertThat(scope).isNotNull();
            String page = Files.readString(ROOT.resolve("docs/strategies.md"));
            List<String> sections = Arrays.stream(page.split("\n## "))
                    .filter(part -> part.startsWith("big-bang") || part.startsWith("parallel"))
                    .toList();
            assertThat(sections).hasSize(2);
            for (String section : sections) {
                strategyIsAsItsSectionShowsIt(logging, section);
            }
        }
    }

    private void strategyIsAsItsSectionShowsIt(LoggingServers logging, String section) {
        TestDatabase source = logging.source(DATABASES, Engine.POSTGRESQL);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        for (TestDatabase database : List.of(source, target)) {
            database.executeAsAdministrator(
                    "GRANT pg_signal_backend, pg_read_all_stats TO \"" + database.user() + "\"");
        }
        Shop shop = new Shop(folder, source, target);
        String configuration = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL)
                .matcher(section)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        shop.configure(Shop.login(source), Shop.login(target), configuration + "sterna.sync.settle = 10ms");
        for (String line : lines(section)) {
            Cli cli = Cli.run(words(line, shop.config()));
            String said = cli.out() + cli.err();
            assertThat(cli.exitCode()).as(line + "\n" + said).isZero();
            if (line.contains("--json")) {
                assertThat(cli.result().at("/cutover/phase").asText()).isEqualTo("switched");
                target.execute("INSERT INTO orders VALUES (1001, 1, 'x')");
            } else if (line.contains("in-run=off")) {
                assertThat(said).contains("outlook: a freeze now would take about ");
            } else if (line.startsWith("status")) {
                assertThat(said)
                        .containsAnyOf("the target became the one to write to", "a freeze now would take about ");
            }
        }
        assertThat(source.queryValue("SELECT count(*) FROM orders")).isEqualTo("1001");
    }

    @Test
    void wavesGoAsTheirPageSays() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        shop.configure(
                Shop.login(source), shop.writer(), "sterna { strategy = phased, waves.count = 2, sync.settle = 10ms }");
        String page = Files.readString(ROOT.resolve("docs/strategies.md"));
        List<String> lines = lines(page.substring(page.indexOf("## Phased")));
        assertThat(lines).hasSize(5);
        for (String line : lines) {
            Cli cli = Cli.run(words(line, shop.config()));
            String said = cli.out() + cli.err();
            assertThat(cli.exitCode()).as(line + "\n" + said).isZero();
            if (line.startsWith("run --wave 1")) {
                source.execute("INSERT INTO customer VALUES (4, 'Eve')", "INSERT INTO orders VALUES (1001, 1, 'x')");
            } else if (line.startsWith("status")) {
                assertThat(said).contains("wave 1: done, 2", "wave 2: not begun; 1 table");
                String block = Pattern.compile("```json\n(\\{\"wave\":.*?)```", Pattern.DOTALL)
                        .matcher(page)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1);
                assertSameMembers(
                        "wave", new ObjectMapper().readTree(block), cli.result().at("/status/waves/0"));
            } else if (line.startsWith("sync")) {
                assertThat(said).contains("sync leaves out 1 table of waves that are not loaded yet: ");
            }
        }
        assertThat(target.queryValue("SELECT count(*) FROM orders")).isEqualTo("1001");
        assertThat(target.queryValue("SELECT count(*) FROM customer")).isEqualTo("4");
    }

    @Test
    void gatesAreAsTheirPageShowsThem() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        Path checks = Files.createDirectory(folder.resolve("checks"));
        shop.configure(Shop.login(source), shop.writer(), "sterna.validate.queries = \"" + checks + "\"");
        String page = Files.readString(ROOT.resolve("docs/validate.md"));
        String query = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        Files.writeString(checks.resolve("notes.sql"), query);
        List<String> lines = lines(page);
        assertThat(lines).hasSize(4);
        List<JsonNode> answers = new ArrayList<>();
        String shown = "";
        for (String line : lines) {
            Cli cli = Cli.run(words(line, shop.config()));
            assertThat(cli.exitCode()).as(line + "\n" + cli.out() + cli.err()).isZero();
            shown += cli.out() + cli.err();
            if (line.contains("--json")) {
                answers.add(cli.result());
            }
        }
        assertShown(page, "validate", answers);
        List<String> gates = new ArrayList<>();
        for (JsonNode gate : answers.get(0).at("/validate/gates")) {
            gates.add(gate.get("name").asText());
            assertThat(page).contains("| `" + gate.get("name").asText() + "` |");
        }
        assertThat(gates).hasSize(11);
        assertThat(shown).contains("query notes.sql: source 3 rows in ", "gate queries: passed, ");
        Cli status = Cli.run(
                "status",
                "--json",
                "--run-id",
                "shop-1",
                "--config",
                shop.config().toString());
        String block = Pattern.compile("```json\n(\\{\"name\".*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        assertSameMembers(
                "gate", new ObjectMapper().readTree(block), status.result().at("/status/gates/0"));
    }

    @Test
    void monitorIsAsItsPageShowsIt() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        Path checks = Files.createDirectory(folder.resolve("checks"));
        shop.configure(Shop.login(source), shop.writer(), "sterna.validate.queries = \"" + checks + "\"");
        String page = Files.readString(ROOT.resolve("docs/monitor.md"));
        String query = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        Files.writeString(checks.resolve("notes.sql"), query);
        List<String> lines = lines(page);
        assertThat(lines).hasSize(5);
        List<JsonNode> answers = new ArrayList<>();
        String shown = "";
        for (String line : lines) {
            Cli cli = Cli.run(words(line, shop.config()));
            assertThat(cli.exitCode()).as(line + "\n" + cli.out() + cli.err()).isZero();
            shown += cli.out() + cli.err();
            if (line.contains("--json")) {
                answers.add(cli.result());
            }
        }
        assertShown(page, "monitor", answers);
        assertThat(shown)
                .contains(
                        "monitor: no cutover was made: the source is the one to write to",
                        "monitor would run, with --execute: ANALYZE \"public\".\"orders\"",
                        "monitor: renewed the statistics of 2 tables",
                        "table public.orders: source ",
                        "query notes.sql: source ",
                        "trend  size public.orders");
    }

    @Test
    void restoreAndDrillAreAsTheirPageShowsThem() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        String page = Files.readString(ROOT.resolve("docs/drill.md"));
        List<String> lines = lines(page);
        assertThat(lines).hasSize(5);
        List<JsonNode> answers = new ArrayList<>();
        String shown = "";
        for (String line : lines) {
            Cli cli = Cli.run(words(line, shop.config()));
            assertThat(cli.exitCode()).as(line + "\n" + cli.out() + cli.err()).isZero();
            if (line.contains("--json")) {
                answers.add(cli.result());
                target.execute("UPDATE orders SET note = 'wrong'");
            } else {
                shown += cli.out() + cli.err();
            }
        }
        assertShown(page, "drill", answers);
        assertThat(shown)
                .contains(
                        "drill: nobody may rely on the last one: no drill was made of this backup",
                        "load would bring 1000 rows of " + source.name() + ".orders into public.orders in 3 chunks");
        assertThat(target.queryValue("SELECT count(*) FROM orders WHERE note = 'note ' || id"))
                .isEqualTo("1000");
    }

    @Test
    void declaredLossesAreAsTheirPageShowsThem() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        Shop shop = new Shop(folder, source, DATABASES.create(Engine.POSTGRESQL));
        source.execute(
                "SET SESSION sql_mode = ''",
                "ALTER TABLE orders ADD ordered date",
                "UPDATE orders SET ordered = '0000-00-00' WHERE id IN (17, 18)");
        String page = Files.readString(ROOT.resolve("docs/losses.md"));
        List<String> lines = lines(page);
        assertThat(lines).hasSize(2);
        JsonNode orders = null;
        for (String line : lines) {
            Cli cli = Cli.run(words(line, shop.config()));
            assertThat(cli.exitCode()).as(line + "\n" + cli.out() + cli.err()).isZero();
            if (line.contains("--json")) {
                orders = cli.result().get("tables").get(0);
            }
        }
        List<String> shown = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(found -> found.group(1).strip())
                .toList();
        ObjectMapper json = new ObjectMapper();
        JsonNode plan = json.readTree(Files.readString(shop.file("shop-1", "plan.json")));
        assertThat(plan.at("/tables/0/conversions")).isEqualTo(json.readTree(shown.get(0)));
        assertThat(orders.get("diff")).isEqualTo(json.readTree(shown.get(1)).get("diff"));
        assertThat(orders.get("losses")).isEqualTo(json.readTree(shown.get(1)).get("losses"));
        Path sample = shop.file("shop-1", "losses/" + source.name() + ".orders.jsonl");
        assertThat(Files.readString(sample).strip()).isEqualTo(shown.get(2));
    }

    /** The command lines of a page, in its order. */
    private static List<String> lines(String page) {
        return SHOP_LINE.matcher(page).results().map(found -> found.group(1)).toList();
    }

    /** The page's example has the members of the real answer, in their order. */
    private static void assertShown(String page, String command, List<JsonNode> answers) throws IOException {
        String block = Pattern.compile("```json\n(\\{\"command\":\"" + command + "\".*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        JsonNode shown = new ObjectMapper().readTree(block);
        JsonNode real = answers.stream()
                .filter(answer -> answer.path("command").asText().equals(command))
                .findFirst()
                .orElseThrow();
        assertSameMembers(command, shown, real);
    }

    private static void assertSameMembers(String at, JsonNode shown, JsonNode real) {
        assertThat(names(shown)).as(at).isEqualTo(names(real));
        shown.fieldNames().forEachRemaining(name -> {
            JsonNode left = shown.get(name);
            JsonNode right = real.get(name);
            // Events differ from each other, states have the servers' names, and marks those of tables; all else has
            // one form.
            if (!List.of("events", "states", "sourceMarks", "targetMarks").contains(name)) {
                assertSameMembers(
                        at + "." + name,
                        left.isArray() && !left.isEmpty() ? left.get(0) : left,
                        right.isArray() && !right.isEmpty() ? right.get(0) : right);
            }
        });
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> each = node.fieldNames(); each.hasNext(); ) {
            names.add(each.next());
        }
        return names;
    }

    private String configuration(String readme, TestDatabase source, TestDatabase target) {
        var block = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(block.find()).isTrue();
        return block.group(1)
                .replace("\"sterna-runs\"", "\"" + folder.resolve("runs") + "\"")
                .replace("jdbc:mariadb://db1:3306/shop", source.jdbcUrl())
                .replace("jdbc:postgresql://db2:5432/shop", target.jdbcUrl())
                .replace("shop_reader", source.user())
                .replace("user = shop,", "user = " + target.user() + ",")
                .replace("${?SOURCE_PASSWORD}", "\"" + source.password() + "\"")
                .replace("${?TARGET_PASSWORD}", "\"" + target.password() + "\"");
    }

    private static String[] words(String line, Path config) {
        return Arrays.stream(line.replaceFirst("\\s+#.*$", "").strip().split("\\s+"))
                .map(word -> word.equals("shop.conf") ? config.toString() : word)
                .toArray(String[]::new);
    }
}
