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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the pages of whole migrations tell to type, from a source that lives to one that is retired, as {@link DocsIT} has the steps. */
class WholeDocsIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @RegisterExtension
    static final LoggingServers LOGGING = new LoggingServers();

    @TempDir
    private Path folder;

    @Test
    void followingIsAsItsPageShowsIt() throws IOException {
        TestDatabase source = LOGGING.source(DATABASES, Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        shop.configure(Shop.login(source), shop.writer(), "sterna.sync { settle = 10ms, source-objects = create }");
        DocsPage page = DocsPage.of("docs/live.md");
        List<String> lines = page.lines().stream()
                .filter(line -> DocsIT.FOLLOWS.matcher(line).find())
                .toList();
        assertThat(lines).hasSize(5);
        assertThat(Cli.run(DocsPage.words("run --run-id shop-1 --execute --config shop.conf", shop))
                        .exitCode())
                .isZero();
        CompletableFuture<Cli> following = null;
        for (String line : lines) {
            source.execute("UPDATE orders SET note = 'no. " + lines.indexOf(line) + "' WHERE id = 7");
            if (line.contains("--follow --execute")) {
                following = CompletableFuture.supplyAsync(() -> Cli.run(DocsPage.words(line, shop)));
                await().until(() -> target.queryValue("SELECT note FROM orders WHERE id = 7")
                        .equals("no. 3"));
                continue;
            }
            String place = source.queryValue("SELECT @@GLOBAL.gtid_binlog_pos");
            Cli cli = DocsPage.typed(line.replace("0-1-71400", place), shop);
            if (line.contains("--until ")) {
                assertThat(cli.out() + cli.err()).contains("the source's log has come to " + place, "proven equal");
            }
            if (line.contains("--json")) {
                page.assertShows("sync", "{\"changes\":\"log\"", cli.result().get("sync"));
            }
        }
        assertThat(following.join().exitCode()).isZero();
        assertThat(target.queryValue("SELECT note FROM orders WHERE id = 7")).isEqualTo("no. 4");
    }

    /** In databases that can be frozen by themselves. */
    @Test
    void theCutoverAndTheDecommissionAreAsTheirPagesShowThem() throws IOException {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        for (TestDatabase database : List.of(source, target)) {
            database.letOwnerFreeze();
        }
        Shop shop = new Shop(folder, source, target);
        shop.configure(
                Shop.login(source),
                Shop.login(target),
                "sterna { sync.settle = 10ms, cutover.acknowledged = [\"grant *\", \"owner *\"],"
                        + " decommission { grace = 0s, final-backup = shop-1-final } }");
        DocsPage page = DocsPage.of("docs/cutover.md");
        List<String> lines = page.lines();
        assertThat(lines).hasSize(9);
        for (String line : lines) {
            Cli cli = DocsPage.typed(line, shop);
            String said = cli.out() + cli.err();
            if (line.startsWith("cutover") && line.contains("--json")) {
                assertThat(cli.result().at("/cutover/phase").asText()).isEqualTo("switched");
                assertThat(cli.result().at("/cutover/proven").asBoolean()).isTrue();
                JsonNode receipt = new ObjectMapper()
                        .readTree(Files.readString(Path.of(
                                URI.create(cli.result().at("/cutover/receipt").asText()))));
                page.assertShows("receipt", "", receipt);
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
        Cli again = Cli.run(DocsPage.words("cutover --config shop.conf --run-id shop-1 --execute", shop));
        assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
        DocsPage page = DocsPage.of("docs/decommission.md");
        List<String> lines = new ArrayList<>(page.lines());
        assertThat(lines).hasSize(6);
        Matcher offline =
                Pattern.compile("(?m)^scripts/sterna (report --verify \\S+)$").matcher(page.text());
        assertThat(offline.find()).isTrue();
        lines.add(offline.group(1)
                .replace("sterna-runs/shop-1", shop.file("shop-1", "").toString()));
        for (String line : lines) {
            Cli cli = DocsPage.typed(line.replace("--confirm shop", "--confirm " + source.name()), shop);
            String said = cli.out() + cli.err();
            if (line.startsWith("decommission") && line.contains("--json")) {
                page.assertShows("decommission", "", cli.result().get("decommission"));
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
        Cli cli = Cli.run(DocsPage.words(preview, shop));
        Files.move(away, file);
        assertThat(cli.out() + cli.err())
                .contains("drilled: of the backup of run shop-1-final 1 file is gone (backup/")
                .contains("\"backup-files-gone\"");
    }

    /** Each with its configuration, in databases of its own. */
    @Test
    void strategiesAreAsTheirPageShowsThem() throws IOException {
        DocsPage page = DocsPage.of("docs/strategies.md");
        for (String strategy : List.of("big-bang", "parallel")) {
            strategyIsAsItsSectionShowsIt(page.section(strategy));
        }
    }

    private void strategyIsAsItsSectionShowsIt(DocsPage section) {
        TestDatabase source = LOGGING.source(DATABASES, Engine.POSTGRESQL);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        for (TestDatabase database : List.of(source, target)) {
            database.letOwnerFreeze();
        }
        Shop shop = new Shop(folder, source, target);
        String configuration = section.block("hocon", "");
        shop.configure(Shop.login(source), Shop.login(target), configuration + "sterna.sync.settle = 10ms");
        for (String line : section.lines()) {
            Cli cli = DocsPage.typed(line, shop);
            String said = cli.out() + cli.err();
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
        DocsPage page = DocsPage.of("docs/strategies.md").section("Phased");
        List<String> lines = page.lines();
        assertThat(lines).hasSize(5);
        for (String line : lines) {
            Cli cli = DocsPage.typed(line, shop);
            String said = cli.out() + cli.err();
            if (line.startsWith("run --wave 1")) {
                source.execute("INSERT INTO customer VALUES (4, 'Eve')", "INSERT INTO orders VALUES (1001, 1, 'x')");
            } else if (line.startsWith("status")) {
                assertThat(said).contains("wave 1: done, 2", "wave 2: not begun; 1 table");
                page.assertShows("wave", "{\"wave\":", cli.result().at("/status/waves/0"));
            } else if (line.startsWith("sync")) {
                assertThat(said).contains("sync leaves out 1 table of waves that are not loaded yet: ");
            }
        }
        assertThat(target.queryValue("SELECT count(*) FROM orders")).isEqualTo("1001");
        assertThat(target.queryValue("SELECT count(*) FROM customer")).isEqualTo("4");
    }
}
