package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What README, docs/runs.md and docs/prepare.md tell to type is typed, in that order, with that configuration, on real servers. */
class DocsIT {
    /** Command lines that need a source with a log. */
    static final Pattern FOLLOWS = Pattern.compile("--follow|--until|--stop");

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    @Test
    void everyCommandLineWorksAndSaysWhatThePagesSay() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        DocsPage readme = DocsPage.of("README.md");
        DocsPage page = DocsPage.of("docs/runs.md");
        Files.writeString(shop.config(), configuration(readme, source, target));

        List<String> lines = new ArrayList<>();
        DocsPage prepare = DocsPage.of("docs/prepare.md");
        for (DocsPage each : List.of(readme, page, prepare)) {
            lines.addAll(each.lines());
        }
        assertThat(lines).hasSizeGreaterThan(6);
        List<JsonNode> answers = new ArrayList<>();
        for (String line : lines) {
            Cli cli = DocsPage.typed(line, shop);
            if (line.contains("--json")) {
                answers.add(cli.result());
            }
            if (!line.contains("--execute")) {
                assertThat(cli.out() + cli.err()).as(line).doesNotContain("\tat ");
            }
        }
        assertThat(target.queryValue("SELECT count(*) FROM orders")).isEqualTo("1000");
        page.assertShows("status", answers);
        page.assertShows("report", answers);
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
        DocsPage page = DocsPage.of("docs/assess.md");
        List<String> lines = page.lines();
        assertThat(lines).hasSize(3);
        for (String line : lines) {
            DocsPage.typed(line, shop);
        }
        JsonNode real = new ObjectMapper().readTree(Files.readString(shop.file("shop-1", "assessment.json")));
        page.assertShows("assessment", "{", real);
        assertThat(real.at("/values/findings/0/keys").toString()).isEqualTo("[{\"id\":\"17\"},{\"id\":\"18\"}]");
        assertThat(page.text()).contains(real.at("/complexity/formula").asText().substring(0, 60));
    }

    @Test
    void comparisonAndItsSelfTestAreAsTheirPageShowsThem() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        DocsPage page = DocsPage.of("docs/diff.md");
        List<String> lines = page.lines();
        assertThat(lines).hasSize(11);
        List<JsonNode> answers = new ArrayList<>();
        String shown = "";
        for (String line : lines) {
            Cli cli = DocsPage.typed(line, shop);
            if (line.contains("--json")) {
                answers.add(cli.result());
                assertThat(shop.file("shop-1", "report.json"))
                        .content()
                        .contains("\"selfTest\"", "\"unicode-normalisation\"");
            } else {
                shown += cli.out() + cli.err();
            }
        }
        page.assertShows("diff", answers);
        assertThat(answers.get(0).get("selfTest").toString())
                .startsWith("{\"planted\":11,\"recall\":1.0,\"falseAlarms\":0,");
        // The lines for people, each as it is on the page.
        String block = page.block("text", "").replace("shop.", source.name() + ".");
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
        DocsPage page = DocsPage.of("docs/live.md");
        List<String> lines = page.lines().stream()
                .filter(line -> !FOLLOWS.matcher(line).find())
                .toList();
        assertThat(lines).hasSize(5);
        List<JsonNode> answers = new ArrayList<>();
        for (String line : lines) {
            Cli cli = DocsPage.typed(line, shop);
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
        page.assertShows("sync", answers);
        assertThat(target.queryValue("SELECT count(*) FROM orders")).isEqualTo("1001");
    }

    @Test
    void theWayBackIsAsItsPageShowsIt() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        shop.configure(Shop.login(source), shop.writer(), "sterna.sync.settle = 10ms");
        DocsPage page = DocsPage.of("docs/fallback.md");
        List<String> lines = page.lines();
        assertThat(lines).hasSize(4);
        for (String line : lines) {
            Cli cli = DocsPage.typed(line, shop);
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
    void gatesAreAsTheirPageShowsThem() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        Path checks = Files.createDirectory(folder.resolve("checks"));
        shop.configure(Shop.login(source), shop.writer(), "sterna.validate.queries = \"" + checks + "\"");
        DocsPage page = DocsPage.of("docs/validate.md");
        String query = page.block("sql", "");
        Files.writeString(checks.resolve("notes.sql"), query);
        List<String> lines = page.lines();
        assertThat(lines).hasSize(4);
        List<JsonNode> answers = new ArrayList<>();
        String shown = "";
        for (String line : lines) {
            Cli cli = DocsPage.typed(line, shop);
            shown += cli.out() + cli.err();
            if (line.contains("--json")) {
                answers.add(cli.result());
            }
        }
        page.assertShows("validate", answers);
        List<String> gates = new ArrayList<>();
        for (JsonNode gate : answers.get(0).at("/validate/gates")) {
            gates.add(gate.get("name").asText());
            assertThat(page.text()).contains("| `" + gate.get("name").asText() + "` |");
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
        page.assertShows("gate", "{\"name\"", status.result().at("/status/gates/0"));
    }

    @Test
    void monitorIsAsItsPageShowsIt() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        Path checks = Files.createDirectory(folder.resolve("checks"));
        shop.configure(Shop.login(source), shop.writer(), "sterna.validate.queries = \"" + checks + "\"");
        DocsPage page = DocsPage.of("docs/monitor.md");
        String query = page.block("sql", "");
        Files.writeString(checks.resolve("notes.sql"), query);
        List<String> lines = page.lines();
        assertThat(lines).hasSize(5);
        List<JsonNode> answers = new ArrayList<>();
        String shown = "";
        for (String line : lines) {
            Cli cli = DocsPage.typed(line, shop);
            shown += cli.out() + cli.err();
            if (line.contains("--json")) {
                answers.add(cli.result());
            }
        }
        page.assertShows("monitor", answers);
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
        DocsPage page = DocsPage.of("docs/drill.md");
        List<String> lines = page.lines();
        assertThat(lines).hasSize(5);
        List<JsonNode> answers = new ArrayList<>();
        String shown = "";
        for (String line : lines) {
            Cli cli = DocsPage.typed(line, shop);
            if (line.contains("--json")) {
                answers.add(cli.result());
                target.execute("UPDATE orders SET note = 'wrong'");
            } else {
                shown += cli.out() + cli.err();
            }
        }
        page.assertShows("drill", answers);
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
        DocsPage page = DocsPage.of("docs/losses.md");
        List<String> lines = page.lines();
        assertThat(lines).hasSize(2);
        JsonNode orders = null;
        for (String line : lines) {
            Cli cli = DocsPage.typed(line, shop);
            if (line.contains("--json")) {
                orders = cli.result().get("tables").get(0);
            }
        }
        List<String> shown = page.blocks("json", "").stream().map(String::strip).toList();
        ObjectMapper json = new ObjectMapper();
        JsonNode plan = json.readTree(Files.readString(shop.file("shop-1", "plan.json")));
        assertThat(plan.at("/tables/0/conversions")).isEqualTo(json.readTree(shown.get(0)));
        assertThat(orders.get("diff")).isEqualTo(json.readTree(shown.get(1)).get("diff"));
        assertThat(orders.get("losses")).isEqualTo(json.readTree(shown.get(1)).get("losses"));
        Path sample = shop.file("shop-1", "losses/" + source.name() + ".orders.jsonl");
        assertThat(Files.readString(sample).strip()).isEqualTo(shown.get(2));
    }

    private String configuration(DocsPage readme, TestDatabase source, TestDatabase target) {
        return readme.block("hocon", "")
                .replace("\"sterna-runs\"", "\"" + folder.resolve("runs") + "\"")
                .replace("jdbc:mariadb://db1:3306/shop", source.jdbcUrl())
                .replace("jdbc:postgresql://db2:5432/shop", target.jdbcUrl())
                .replace("shop_reader", source.user())
                .replace("user = shop,", "user = " + target.user() + ",")
                .replace("${?SOURCE_PASSWORD}", "\"" + source.password() + "\"")
                .replace("${?TARGET_PASSWORD}", "\"" + target.password() + "\"");
    }
}
