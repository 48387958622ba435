package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings seen from the rows that are in the target afterwards, and what an application finds there. */
class SettingsIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private TestDatabase source;
    private TestDatabase target;

    private Migration migration(String... settings) {
        source = DATABASES.create(Engine.MARIADB);
        source.execute(
                "CREATE TABLE customer (id int PRIMARY KEY, name varchar(40) NOT NULL)",
                "INSERT INTO customer VALUES (1, 'Ann'), (2, 'Ben'), (3, '')",
                "CREATE TABLE orders (id int PRIMARY KEY, customer int)",
                "INSERT INTO orders SELECT seq, seq % 3 FROM seq_1_to_1000");
        target = DATABASES.create(Engine.POSTGRESQL);
        target.execute(
                "CREATE TABLE customer (id int PRIMARY KEY, name varchar(40) NOT NULL)",
                "INSERT INTO customer VALUES (9, 'Zoe')",
                "CREATE SCHEMA archive");
        List<String> all = new ArrayList<>(List.of("chunk.rows = 300"));
        for (String setting : settings) {
            all.add(setting.replace("SHOP", source.name()));
        }
        return new Migration(directory, source, target, all.toArray(String[]::new));
    }

    @Test
    void whereAndRenameSayWhichRowsGoWhere() {
        Migration migration = migration(
                "existing-rows = truncate",
                "truncate-foreign-rows = [customer]",
                "tables.where { \"SHOP.orders\" = \"customer = 1 OR id > 990\" }",
                "tables.rename { \"SHOP.orders\" = \"archive.purchase\" }");

        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("outcome").asText()).as(result.toPrettyString()).isEqualTo("done");
        assertThat(target.query("SELECT id, customer FROM archive.purchase ORDER BY id"))
                .isEqualTo(source.query("SELECT id, customer FROM orders WHERE customer = 1 OR id > 990 ORDER BY id"))
                .hasSize(340);
        assertThat(target.queryValue("SELECT to_regclass('public.orders')")).isNull();
        assertThat(result.at("/tables").findValuesAsText("name")).contains("archive.purchase");
    }

    @Test
    void existingRowsGoWhereTheyAreTruncated() {
        Migration migration = migration("existing-rows = truncate");
        JsonNode refused = migration.give("run", "--execute");

        assertThat(refused.get("exitCode").asInt()).as(refused.toPrettyString()).isEqualTo(9);
        assertThat(refused.at("/problems").findValuesAsText("code")).contains("truncates-foreign-rows");
        assertThat(refused.toString()).contains("public.customer: it has 1 row, the ledger knows of 0");
        assertThat(target.queryValue("SELECT name FROM customer")).isEqualTo("Zoe");

        JsonNode result = migration.give("run", "--execute", "-D", "sterna.truncate-foreign-rows=[\"public.cust*\"]");

        assertThat(result.get("outcome").asText()).as(result.toPrettyString()).isEqualTo("done");
        assertThat(target.query("SELECT id, name FROM customer ORDER BY id"))
                .containsExactly(List.of("1", "Ann"), List.of("2", "Ben"), List.of("3", ""));
        assertThat(target.queryValue("SELECT count(*) FROM orders")).isEqualTo("1000");
    }

    /** A rehearsal's rows are Sterna's own, until somebody adds to them. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void rowsOfAnEarlierRunGoByOneWord(Engine engine) {
        migration();
        TestDatabase other = DATABASES.create(engine);
        Migration rehearsal = new Migration(directory, source, other, "existing-rows = truncate");
        assertThat(rehearsal.give("run", "--execute").get("exitCode").asInt()).isZero();
        List<String> again = rehearsal.arguments("run");
        again.replaceAll(word -> word.equals("r") ? "again" : word);

        Cli own = Cli.run(again.toArray(String[]::new));
        other.execute("INSERT INTO customer VALUES (9, 'Zoe')");
        Cli foreign = Cli.run(again.toArray(String[]::new));
        again.add("--execute");
        Cli refused = Cli.run(again.toArray(String[]::new));

        assertThat(own.out()).contains("load would empty ").contains("customer: it has 3 rows, the ledger knows of 3");
        assertThat(foreign.out())
                .contains("load would refuse to empty ")
                .contains("customer: it has 4 rows, the ledger knows of 3")
                .contains("sterna.truncate-foreign-rows");
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(9);
        assertThat(other.queryValue("SELECT count(*) FROM customer")).isEqualTo("4");
        other.execute("DELETE FROM customer WHERE id = 9");
        Cli done = Cli.run(again.toArray(String[]::new));
        assertThat(done.exitCode()).as(done.err()).isZero();
    }

    /** Hours of reading for nothing otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"refuse", "truncate"})
    void rowsInTheWayAreFoundBeforeTheBackup(String existing) {
        JsonNode result = migration("existing-rows = " + existing).give("run", "--execute");

        assertThat(result.get("exitCode").asInt()).as(result.toPrettyString()).isEqualTo(9);
        assertThat(result.toString()).contains("public.customer");
        assertThat(directory.resolve("workspace/r/backup")).doesNotExist();
        assertThat(target.queryValue("SELECT to_regclass('public.orders')")).isNull();
        assertThat(target.queryValue("SELECT to_regclass('sterna.chunk')")).isNull();
    }

    /** The ledger notes chunks by the source's name: what one table got says nothing of another one's rows. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void rowsOfATableThatAnotherNameLeadsToAreForeign(Engine engine) {
        migration();
        TestDatabase other = DATABASES.create(engine);
        String schema = other.defaultSchema();
        other.execute(
                "CREATE TABLE client (id int NOT NULL PRIMARY KEY, name varchar(40) NOT NULL)",
                "INSERT INTO client VALUES (7, 'Eve'), (8, 'Mel'), (9, 'Zoe')");
        Migration first = new Migration(directory, source, other, "existing-rows = truncate");
        assertThat(first.give("run", "--execute").get("exitCode").asInt()).isZero();

        Cli refused = again(new Migration(
                directory,
                source,
                other,
                "existing-rows = truncate",
                "tables.rename { \"" + source.name() + ".customer\" = \"" + schema + ".client\" }"));

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(9);
        assertThat(refused.err()).contains("client: it has 3 rows, the ledger knows of 0");
        assertThat(other.queryValue("SELECT count(*) FROM client")).isEqualTo("3");
    }

    /** An application has worked with the rows since. */
    @Test
    void rowsOfWhichSomeHaveGoneAreNotSternasOwn() {
        migration();
        TestDatabase other = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = new Migration(directory, source, other, "existing-rows = truncate");
        assertThat(migration.give("run", "--execute").get("exitCode").asInt()).isZero();
        other.execute("DELETE FROM customer", "INSERT INTO customer VALUES (9, 'Zoe')");

        Cli refused = again(migration);

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(9);
        assertThat(refused.err()).contains("customer: it has 1 row, the ledger knows of 3");
        assertThat(other.queryValue("SELECT name FROM customer")).isEqualTo("Zoe");
    }

    private static Cli again(Migration migration) {
        List<String> words = migration.arguments("run", "--execute");
        words.replaceAll(word -> word.equals("r") ? "again" : word);
        return Cli.run(words.toArray(String[]::new));
    }

    /** A table that inherits from another one has rows of its own, which are not in the way and do not go. */
    @Test
    void rowsOfInheritingTablesStay() {
        TestDatabase from = DATABASES.create(Engine.POSTGRESQL);
        from.execute(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "INSERT INTO parent VALUES (1), (2)",
                "CREATE TABLE parted (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10)",
                "INSERT INTO parted VALUES (3)");
        TestDatabase to = DATABASES.create(Engine.POSTGRESQL);
        to.execute(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (id int) INHERITS (parent)",
                "INSERT INTO child VALUES (7)",
                "CREATE TABLE parted (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10)");
        Migration refusing = new Migration(directory, from, to, "tables.include = [parent, parted]");
        assertThat(refusing.give("run", "--execute").get("exitCode").asInt()).isZero();
        assertThat(to.query("SELECT id FROM ONLY parent ORDER BY id")).containsExactly(List.of("1"), List.of("2"));

        Cli emptying = again(
                new Migration(directory, from, to, "tables.include = [parent, parted]", "existing-rows = truncate"));

        assertThat(emptying.exitCode()).as(emptying.err()).isZero();
        assertThat(to.query("SELECT id FROM parent ORDER BY id"))
                .containsExactly(List.of("1"), List.of("2"), List.of("7"));
        assertThat(to.query("SELECT id FROM parted")).containsExactly(List.of("3"));
    }

    /** Rows beside the source's are a difference, and the proof says so. */
    @Test
    void existingRowsStayWhereTheyAreKept() {
        JsonNode result = migration("existing-rows = keep").give("run", "--execute");

        assertThat(result.get("outcome").asText()).as(result.toPrettyString()).isEqualTo("differs");
        assertThat(target.query("SELECT id, name FROM customer ORDER BY id"))
                .containsExactly(List.of("1", "Ann"), List.of("2", "Ben"), List.of("3", ""), List.of("9", "Zoe"));
        JsonNode customer = result.get("tables").get(0).get("name").asText().endsWith("customer")
                ? result.get("tables").get(0)
                : result.get("tables").get(1);
        assertThat(customer.at("/diff/extra").asInt()).isEqualTo(1);
        assertThat(customer.at("/diff/missing").asInt()).isZero();
    }

    @EveryPair
    void theApplicationsFirstRowGetsTheNextNumber(Engine from, Engine to) {
        source = DATABASES.create(from);
        String number = source.sql().numbered();
        source.execute(
                "CREATE TABLE filled (id " + number + " PRIMARY KEY, note varchar(9))",
                "INSERT INTO filled (id, note) VALUES (7, 'a'), (500, 'b'), (-3, 'c')",
                "CREATE TABLE vacant (id " + number + " PRIMARY KEY, note varchar(9))",
                "CREATE TABLE below (id " + number + " PRIMARY KEY, note varchar(9))",
                "INSERT INTO below (id, note) VALUES (-3, 'c')");
        target = DATABASES.create(to);
        Migration migration = new Migration(directory, source, target);

        assertThat(migration.give("run", "--execute").get("outcome").asText()).isEqualTo("done");

        String[] first = {
            "INSERT INTO filled (note) VALUES ('new')",
            "INSERT INTO vacant (note) VALUES ('new')",
            "INSERT INTO below (note) VALUES ('new')"
        };
        target.execute(first);
        assertThat(target.queryValue("SELECT id FROM filled WHERE note = 'new'"))
                .isEqualTo("501");
        assertThat(target.queryValue("SELECT id FROM vacant WHERE note = 'new'"))
                .isEqualTo("1");
        assertThat(target.queryValue("SELECT id FROM below WHERE note = 'new'")).isEqualTo("1");
        // The numbers of rows that are gone again are not given twice, also when the load is asked for once more.
        target.execute("DELETE FROM filled WHERE id = 501");
        assertThat(migration.give("load", "--execute").get("outcome").asText()).isEqualTo("nothing-to-do");
        target.execute(first[0]);
        assertThat(target.queryValue("SELECT id FROM filled WHERE note = 'new'"))
                .isEqualTo("502");
    }
}
