package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A migration in waves of tables, each through all steps: with a circle of foreign keys, one to its own table, and some that cross. */
class WavesIT {
    private static final List<String> TABLES = List.of("customers", "goods", "offers", "orders", "positions");

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private TestDatabase source;
    private TestDatabase target;
    private Migration migration;

    private void open(Engine from, Engine to, String waves) {
        source = DATABASES.create(from);
        target = DATABASES.create(to);
        source.execute(
                "CREATE TABLE customers (id int PRIMARY KEY, referrer int, name varchar(20) NOT NULL,"
                        + " CONSTRAINT customers_referrer FOREIGN KEY (referrer) REFERENCES customers (id))",
                "INSERT INTO customers VALUES (1, NULL, 'a'), (2, 1, 'b'), (3, 1, 'c')",
                "CREATE TABLE goods (id int PRIMARY KEY, offer int, price double precision)",
                "CREATE TABLE offers (id int PRIMARY KEY, good int,"
                        + " CONSTRAINT offers_good FOREIGN KEY (good) REFERENCES goods (id))",
                "INSERT INTO goods VALUES (1, 7, 1.5), (2, NULL, 2.5)",
                "INSERT INTO offers VALUES (7, 1)",
                "ALTER TABLE goods ADD CONSTRAINT goods_offer FOREIGN KEY (offer) REFERENCES offers (id)",
                "CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL,"
                        + " CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id))",
                "INSERT INTO orders VALUES (10, 1), (11, 3)",
                "CREATE TABLE positions (id int PRIMARY KEY, ord int NOT NULL, good int NOT NULL,"
                        + " CONSTRAINT positions_ord FOREIGN KEY (ord) REFERENCES orders (id),"
                        + " CONSTRAINT positions_good FOREIGN KEY (good) REFERENCES goods (id))",
                "INSERT INTO positions VALUES (100, 10, 1), (101, 11, 2)",
                "CREATE VIEW ordered AS SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer");
        migration =
                new Migration(directory, source, target, "strategy = phased", waves, "objects.exclude = [\"owner *\"]");
    }

    @Test
    void eachWaveGoesThroughAllStepsAndKeysThatCrossComeLast() throws IOException {
        open(
                Engine.MARIADB,
                Engine.POSTGRESQL,
                "waves { tables = [[\"orders\"], [\"goods\", \"offers\"], [\"*\"]], source = live }, sync.settle = 10ms");

        JsonNode first = migration.give("run", "--wave", "1", "--execute");

        assertGood(first);
        assertThat(first.get("steps"))
                .extracting(step -> step.get("name").asText())
                .contains("prepare", "backup", "load", "refresh", "finish", "validate");
        assertThat(states(first.get("waves"))).containsExactly("done", "not-begun", "not-begun");
        assertThat(first.has("validate")).as("its gates are not the run's").isFalse();
        assertThat(first.at("/waves/0/gates"))
                .isNotEmpty()
                .allMatch(gate -> gate.get("passed").asBoolean());
        assertThat(keys(migration.json("plan.json").at("/waves/2/keys")))
                .containsExactlyInAnyOrder(
                        source.name() + ".orders.orders_customer to " + source.name() + ".customers",
                        source.name() + ".positions.positions_good to " + source.name() + ".goods",
                        source.name() + ".positions.positions_ord to " + source.name() + ".orders");
        assertThat(made()).containsExactly("orders");
        assertThat(foreignKeys()).isEmpty();

        JsonNode beyond = migration.give("run", "--wave", "9", "--execute");
        assertThat(beyond.get("exitCode").asInt()).isEqualTo(2);
        assertThat(message(beyond)).isEqualTo("Cannot find wave 9: run r has the waves 1 to 3");
        JsonNode refused = migration.give("run", "--wave", "2", "--execute", "-D", "sterna.strategy=big-bang");
        assertThat(refused.get("exitCode").asInt()).isEqualTo(2);
        assertThat(message(refused))
                .isEqualTo("Cannot run wave 2: with sterna.strategy = big-bang all tables go together");
        JsonNode early = migration.give("cutover", "--execute");
        assertThat(early.get("exitCode").asInt()).isEqualTo(9);
        assertThat(early.get("problems").toString())
                .contains("4 tables (")
                .contains("not loaded whole")
                .contains("never looked at");

        source.execute("INSERT INTO orders VALUES (12, 2)");
        String plan = migration.json("plan.json").get("hash").asText();
        JsonNode synced = migration.give("sync", "--execute", "-D", "sterna.strategy=big-bang");
        assertGood(synced);
        assertThat(migration.json("plan.json").get("hash").asText())
                .as("no other strategy takes waves away that are begun")
                .isEqualTo(plan);
        assertThat(synced.at("/sync/applied").asLong()).isEqualTo(1);
        assertThat(synced.get("problems"))
                .filteredOn(problem -> problem.get("code").asText().equals("waves-left-out"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.get("message").asText())
                        .startsWith("sync leaves out 4 tables of waves that are not loaded yet: "));

        JsonNode moved = migration.give("plan", "-D", "sterna.waves.tables=[[\"goods\"],[\"*\"]]");
        assertThat(moved.get("exitCode").asInt()).isEqualTo(9);
        assertThat(message(moved))
                .startsWith("Cannot plan " + source.name() + ".orders anew: rows of it are in the target already.")
                .contains("sterna.waves.tables (it was [[orders], [goods, offers], [*]])");

        assertGood(migration.give("run", "--wave", "2", "--execute"));
        assertThat(foreignKeys()).containsExactly("goods_offer", "offers_good");
        JsonNode status = migration.give("status").get("status");
        assertThat(states(status.get("waves"))).containsExactly("done", "done", "not-begun");

        // Its order is new too, and in an earlier wave.
        source.execute("INSERT INTO orders VALUES (13, 1)", "INSERT INTO positions VALUES (102, 13, 1)");
        assertGood(migration.give("run", "--wave", "3", "--execute"));
        assertThat(foreignKeys())
                .containsExactly(
                        "customers_referrer",
                        "goods_offer",
                        "offers_good",
                        "orders_customer",
                        "positions_good",
                        "positions_ord");
        assertThat(target.queryValue("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"))
                .isEqualTo("0");
        assertThat(target.queryValue("SELECT count(*) FROM ordered")).isEqualTo("4");

        JsonNode drill = migration.give("drill", "--execute");
        assertGood(drill);
        assertThat(drill.at("/drill/identical").asBoolean()).isTrue();
        assertThat(drill.get("problems"))
                .extracting(problem -> problem.get("code").asText())
                .contains("waves-at-moments", "key-across-waves");
        assertThat(drill.get("problems").toString())
                .contains("positions_ord for new rows only: 1 row of the target breaks it (id = 102), since its tables"
                        + " were backed up by different waves");

        JsonNode whole = migration.give("run", "--execute");
        assertGood(whole);
        assertThat(whole.get("steps"))
                .extracting(step -> step.get("name").asText())
                .containsExactly("validate");
        assertThat(migration.give("validate").get("exitCode").asInt()).isZero();
        assertThat(migration.give("run", "--execute").get("outcome").asText()).isEqualTo("nothing-to-do");

        source.execute("CREATE TABLE late (id int PRIMARY KEY)");
        assertGood(migration.give("plan", "-D", "sterna.tables.exclude=[\"nothing\"]"));
        JsonNode more = migration.give("run");
        assertThat(more.get("outcome").asText()).isEqualTo("preview");
        assertThat(states(more.get("waves"))).containsExactly("done", "done", "stopped");
        source.execute("DROP TABLE late");

        TestDatabase other = DATABASES.create(Engine.POSTGRESQL);
        Path together = Files.createDirectory(directory.resolve("big-bang"));
        assertGood(new Migration(together, source, other, "objects.exclude = [\"owner *\"]").give("run", "--execute"));
        assertThat(rows(target)).isEqualTo(rows(other));
    }

    @Test
    void aWaveThatStopsIsGoneOnWith() {
        open(Engine.POSTGRESQL, Engine.MARIADB, "waves.count = 3, types.on-out-of-range = \"null\"");
        source.execute(
                "UPDATE goods SET price = 'NaN' WHERE id = 2",
                "CREATE TABLE unplanned (day date PRIMARY KEY)",
                "INSERT INTO unplanned VALUES ('20000-01-01')");

        JsonNode stopped = migration.give("run", "--execute");

        assertThat(stopped.get("exitCode").asInt()).as(stopped.toPrettyString()).isIn(6, 9);
        int wave = waveOf("goods");
        assertThat(wave).isEqualTo(waveOf("offers")).isLessThanOrEqualTo(waveOf("positions"));
        assertThat(waveOf("customers")).isLessThanOrEqualTo(waveOf("orders"));
        assertThat(waveOf("orders")).isLessThanOrEqualTo(waveOf("positions"));
        JsonNode state = stopped.get("waves").get(wave - 1);
        assertThat(state.get("state").asText()).isEqualTo("stopped");
        assertThat(state.get("because").asText()).startsWith("load failed: Cannot load chunk");
        assertThat(states(stopped.get("waves")).subList(wave, 3)).containsOnly("not-begun");
        assertThat(stopped.get("problems"))
                .filteredOn(problem -> problem.get("code").asText().equals("wave-stopped"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.get("message").asText()).startsWith("Wave " + wave + " of 3 is not done: load");
                    assertThat(problem.get("remedy").asText())
                            .contains("sterna run --config ")
                            .endsWith("--run-id r --wave " + wave + " --execute");
                });

        source.execute("UPDATE goods SET price = 0 WHERE id = 2");
        JsonNode again = migration.give("run", "--execute");

        assertThat(states(again.get("waves"))).as(again.toPrettyString()).containsOnly("done");
        assertThat(again.get("exitCode").asInt())
                .as("of the table that cannot be planned, which is in no wave")
                .isEqualTo(9);
        assertThat(foreignKeys()).hasSize(6);
        assertThat(rows(target)).isEqualTo(rows(source));
    }

    private static void assertGood(JsonNode result) {
        assertThat(result.get("exitCode").asInt()).as(result.toPrettyString()).isZero();
    }

    private static String message(JsonNode result) {
        return result.at("/problems/0/message").asText();
    }

    private static List<String> states(JsonNode waves) {
        List<String> states = new ArrayList<>();
        waves.forEach(wave -> states.add(wave.get("state").asText()));
        return states;
    }

    private static List<String> keys(JsonNode keys) {
        List<String> all = new ArrayList<>();
        keys.forEach(key -> all.add(key.get("table").asText() + "."
                + key.get("name").asText() + " to " + key.get("refersTo").asText()));
        return all;
    }

    private int waveOf(String table) {
        JsonNode waves = migration.json("plan.json").get("waves");
        for (int i = 0; i < waves.size(); i++) {
            for (JsonNode name : waves.get(i).get("tables")) {
                if (name.asText().endsWith("." + table)) {
                    return i + 1;
                }
            }
        }
        throw new AssertionError("No wave has " + table);
    }

    private List<String> made() {
        return target
                .query(
                        "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema = '"
                                + target.defaultSchema() + "' ORDER BY table_name")
                .stream()
                .map(row -> row.get(0))
                .filter(TABLES::contains)
                .toList();
    }

    private List<String> foreignKeys() {
        return target
                .query(
                        "SELECT constraint_name FROM information_schema.table_constraints WHERE constraint_type = 'FOREIGN KEY'"
                                + " AND table_schema = '" + target.defaultSchema() + "' ORDER BY constraint_name")
                .stream()
                .map(row -> row.get(0))
                .toList();
    }

    private static List<List<List<String>>> rows(TestDatabase database) {
        return TABLES.stream()
                .map(table -> database.query(
                        "SELECT " + (table.equals("goods") ? "id, offer" : "*") + " FROM " + table + " ORDER BY id"))
                .toList();
    }
}
