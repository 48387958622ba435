package dev.sterna.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.app.Migration;
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

/** A good migration passes all gates; with one fault in it the gate fails that the fault is about, and no other. */
class ValidateIT {
    private static final List<String> GATES = List.of(
            "schema",
            "counts",
            "digests",
            "foreign-keys",
            "checks",
            "unique",
            "not-null",
            "sequences",
            "views",
            "rejects",
            "queries");

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private TestDatabase source;
    private TestDatabase target;
    private Migration migration;
    private Path queries;

    private void migrate(Engine from, Engine to) throws IOException {
        source = DATABASES.create(from);
        target = DATABASES.create(to);
        queries = Files.createDirectory(directory.resolve("queries"));
        migration = new Migration(
                directory,
                source,
                target,
                "objects.exclude = [\"grant *\", \"owner *\"]",
                "validate.queries = \"" + queries + "\"");
        source.execute(
                "CREATE TABLE customer (id " + source.sql().numbered()
                        + " PRIMARY KEY, name varchar(20) NOT NULL, CONSTRAINT one_name UNIQUE (name),"
                        + " CONSTRAINT long_name CHECK (char_length(name) > 0))",
                "INSERT INTO customer (name) VALUES ('Ann'), ('Ben'), ('Eve')",
                "CREATE TABLE orders (id int PRIMARY KEY, customer int, CONSTRAINT of_customer FOREIGN KEY (customer)"
                        + " REFERENCES customer (id))",
                "INSERT INTO orders VALUES (1, 1), (2, 1), (3, NULL)",
                "CREATE TABLE note (id int PRIMARY KEY, n int, t varchar(20))",
                "INSERT INTO note VALUES (1, 2, 'x'), (2, 3, 'b'), (3, 4, NULL)",
                "CREATE INDEX by_n ON note (n)",
                "CREATE TABLE loose (a int, d int)",
                "INSERT INTO loose VALUES (1, 1), (2, 2), (2, 2)",
                "CREATE VIEW parts AS SELECT id, 12 / n AS part FROM note WHERE n IN (0, 2, 3, 4)",
                "CREATE VIEW named AS SELECT id FROM note WHERE t = 'A'");
        assertThat(migration.give("plan").get("exitCode").asInt()).isZero();
        assertThat(migration.give("run", "--execute").get("exitCode").asInt()).isZero();
        query("totals.sql", "SELECT count(*), sum(n), max(t) FROM note;\n");
        query("names.sql", "-- all of them\nSELECT name, id FROM customer ORDER BY id\n");
        query("loose.sql", "SELECT a, d, a = d FROM loose WHERE a = 2");
        query("own.sql", "-- source:\nSELECT 'a', 1.50\n-- target:\nSELECT concat('a', ''), 1.5;\n");
        assertOnly("no gate");
        noteIsKept();
    }

    private void query(String name, String text) throws IOException {
        Files.writeString(queries.resolve(name), text);
    }

    /** Validates, and says what the failing gate told. */
    private String assertOnly(String failing) {
        JsonNode result = migration.give("validate");
        List<String> all = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (JsonNode gate : result.at("/validate/gates")) {
            all.add(gate.get("name").asText());
            if (!gate.get("passed").asBoolean()) {
                failed.add(gate.get("name").asText());
                assertThat(gate.get("found").asLong()).as(gate.toString()).isPositive();
            } else {
                assertThat(gate.get("found").asLong()).as(gate.toString()).isZero();
            }
        }
        boolean good = failing.equals("no gate");
        assertThat(all).isEqualTo(GATES);
        assertThat(failed).as(result.toPrettyString()).isEqualTo(good ? List.of() : List.of(failing));
        assertThat(result.get("exitCode").asInt())
                .as(result.toPrettyString())
                .isEqualTo(good ? 0 : failing.equals("rejects") ? 7 : 6);
        StringBuilder told = new StringBuilder();
        for (JsonNode problem : result.get("problems")) {
            if (problem.get("severity").asText().equals("error")) {
                assertThat(problem.get("code").asText()).isEqualTo("gate-" + failing);
                assertThat(problem.get("remedy").asText()).contains("sterna ");
                told.append(problem.get("message").asText()).append('\n');
            }
        }
        return told.toString();
    }

    /** Of each gate one row, which status shows. */
    private void noteIsKept() {
        JsonNode gates = migration.give("status").at("/status/gates");
        assertThat(gates).hasSize(GATES.size());
        for (JsonNode gate : gates) {
            assertThat(gate.get("passed").asBoolean()).isTrue();
            assertThat(gate.get("stale").asBoolean()).isFalse();
            assertThat(gate.get("ageSeconds").asLong()).isBetween(0L, 60L);
        }
    }

    @Test
    void everyGateOfPostgresqlFailsByItsOwnFault() throws IOException {
        migrate(Engine.MARIADB, Engine.POSTGRESQL);
        assertThat(target.query("SELECT count(*), sum(passed) FROM sterna.gate WHERE run_id = 'r'"))
                .containsExactly(List.of("11", "11"));

        target.execute("DROP INDEX by_n");
        assertThat(assertOnly("schema")).contains("index public.note.by_n is missing");
        target.execute("CREATE INDEX by_n ON note (n)");

        theRowsFail();

        // The key is as it should be, by its word; its rows are not.
        source.execute("SET foreign_key_checks = 0", "INSERT INTO orders VALUES (9, 99)", "SET foreign_key_checks = 1");
        target.executeAsAdministrator(
                "SET session_replication_role = replica",
                "INSERT INTO orders VALUES (9, 99)",
                "RESET session_replication_role");
        assertThat(assertOnly("foreign-keys"))
                .contains(
                        "foreign key public.orders.of_customer: 1 row refers to rows of public.customer that are not");
        source.execute("DELETE FROM orders WHERE id = 9");
        target.execute("DELETE FROM orders WHERE id = 9");
        target.executeAsAdministrator("UPDATE pg_constraint SET convalidated = false WHERE conname = 'of_customer'");
        assertThat(assertOnly("foreign-keys")).contains("is not valid: it holds for new rows only");
        target.executeAsAdministrator(
                "UPDATE pg_constraint SET convalidated = true WHERE conname = 'of_customer'",
                "ALTER TABLE orders DISABLE TRIGGER ALL");
        assertThat(assertOnly("foreign-keys")).contains("of_customer has triggers that are off on orders");
        target.executeAsAdministrator(
                "ALTER TABLE orders ENABLE TRIGGER ALL",
                "UPDATE pg_constraint SET convalidated = false WHERE conname = 'long_name'");

        assertThat(assertOnly("checks")).contains("check public.customer.long_name is not valid");
        target.executeAsAdministrator(
                "UPDATE pg_constraint SET convalidated = true WHERE conname = 'long_name'",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = (SELECT conindid FROM pg_constraint WHERE conname"
                        + " = 'one_name' AND contype = 'u')");

        assertThat(assertOnly("unique")).contains("one_name stands on an index that is not valid");
        target.executeAsAdministrator("UPDATE pg_index SET indisvalid = true");
        target.execute("ALTER TABLE customer ALTER name DROP NOT NULL");

        assertThat(assertOnly("not-null")).contains("column public.customer.name lets NULLs in", "0 rows have a NULL");
        target.execute(
                "ALTER TABLE customer ALTER name SET NOT NULL",
                "SELECT setval(pg_get_serial_sequence('customer', 'id'), 1)");

        assertThat(assertOnly("sequences")).contains("public.customer.id gives 2 next, and 2 rows are there already");
        target.execute("SELECT setval(pg_get_serial_sequence('customer', 'id'), 3)");

        theViewFails();
        theRestFails();
    }

    @Test
    void everyGateOfMariadbFailsByItsOwnFault() throws IOException {
        migrate(Engine.POSTGRESQL, Engine.MARIADB);
        target.execute("DROP INDEX by_n ON note");
        assertThat(assertOnly("schema")).contains("index " + target.name() + ".note.by_n is missing");
        target.execute("CREATE INDEX by_n ON note (n)");

        theRowsFail();

        source.executeAsAdministrator(
                "SET session_replication_role = replica",
                "INSERT INTO orders VALUES (9, 99)",
                "RESET session_replication_role");
        target.execute("SET foreign_key_checks = 0", "INSERT INTO orders VALUES (9, 99)", "SET foreign_key_checks = 1");
        assertThat(assertOnly("foreign-keys")).contains("of_customer: 1 row refers");
        source.execute("DELETE FROM orders WHERE id = 9");
        target.execute("DELETE FROM orders WHERE id = 9");

        source.execute(
                "ALTER TABLE customer DROP CONSTRAINT long_name",
                "INSERT INTO customer (id, name) VALUES (2000, '')",
                "ALTER TABLE customer ADD CONSTRAINT long_name CHECK (char_length(name) > 0) NOT VALID");
        target.execute(
                "SET check_constraint_checks = 0",
                "INSERT INTO customer (id, name) VALUES (2000, '')",
                "SET check_constraint_checks = 1");
        assertThat(assertOnly("checks")).contains("long_name: 1 row breaks it");
        source.execute("DELETE FROM customer WHERE id = 2000", "ALTER TABLE customer VALIDATE CONSTRAINT long_name");
        target.execute("DELETE FROM customer WHERE id = 2000");

        String column = target.queryValue("SELECT concat('ALTER TABLE customer MODIFY name ', column_type,"
                + " ' CHARACTER SET ', character_set_name, ' COLLATE ', collation_name) FROM"
                + " information_schema.columns WHERE table_schema = '" + target.name()
                + "' AND table_name = 'customer' AND column_name = 'name'");
        target.execute(column + " NULL");
        assertThat(assertOnly("not-null")).contains(".customer.name lets NULLs in");
        target.execute(column + " NOT NULL");

        source.execute("SELECT setval(pg_get_serial_sequence('customer', 'id'), 5000)");
        assertThat(assertOnly("sequences")).contains("it is behind the source");
        source.execute("SELECT setval(pg_get_serial_sequence('customer', 'id'), 3)");

        theViewFails();
        theRestFails();
    }

    @Test
    void aCheckThatMySqlDoesNotEnforceFails() throws IOException {
        migrate(Engine.MARIADB, Engine.MYSQL);
        target.execute("ALTER TABLE customer ALTER CHECK long_name NOT ENFORCED");
        assertThat(assertOnly("checks")).contains("long_name is not enforced: 0 rows break it");
    }

    private void theRowsFail() {
        target.execute("DELETE FROM loose WHERE a = 1");
        assertThat(assertOnly("counts")).contains("loose has 1 row fewer in the target: 1 missing, 0 too many");
        // What was not looked at is no proof.
        assertThat(migration
                        .give("validate", "--tables", "*.note")
                        .get("exitCode")
                        .asInt())
                .isZero();
        assertThat(target.queryValue("SELECT passed FROM " + ledger("gate") + " WHERE gate = 'counts'"))
                .isEqualTo("0");
        target.execute("INSERT INTO loose VALUES (1, 1)", "UPDATE loose SET d = 7 WHERE a = 1");
        assertThat(assertOnly("digests")).contains("loose has ");
        target.execute("UPDATE loose SET d = 1 WHERE a = 1");
    }

    private String ledger(String table) {
        return target.engine() == Engine.POSTGRESQL ? "sterna." + table : "sterna_" + table;
    }

    /** The engines do not agree on what a division by nothing is, nor on letters. */
    private void theViewFails() {
        source.execute("INSERT INTO note VALUES (50, 0, 'a')");
        target.execute("INSERT INTO note VALUES (50, 0, 'a')");
        assertThat(assertOnly("views"))
                .containsAnyOf("parts cannot be selected from in the source", "named gives something");
        source.execute("DELETE FROM note WHERE id = 50");
        target.execute("DELETE FROM note WHERE id = 50");
    }

    private void theRestFails() throws IOException {
        target.execute(
                "INSERT INTO " + ledger("reject") + " VALUES ('r', 'x.note', 0, 2, 5, 'rejects/x', 'too long', 2)");
        assertThat(assertOnly("rejects")).contains("2 rows of x.note were refused");
        target.execute("DELETE FROM " + ledger("reject"));

        query("z1.sql", "-- source:\nSELECT 1\n-- target:\nSELECT nonsense\n");
        query("z2.sql", "-- source:\nSELECT 1\n-- target:\nSELECT 2\n");
        query("z3.sql", "-- source:\nSELECT 1 -- ORDER BY\n-- target:\nSELECT 1, 2\n");
        query(
                "z4.sql",
                "-- source:\nSELECT id FROM note ORDER BY id\n-- target:\nSELECT id FROM note ORDER BY id DESC\n");
        query("z5.sql", "-- source:\nSELECT 1\n-- target:\nSELECT '1'\n");
        query("z6.sql", "-- source:\nSELECT id FROM note\n-- target:\nSELECT id FROM note WHERE id > 1\n");
        query("z7.sql", "DELETE FROM note WHERE id = 1");
        query(
                "z8.sql",
                "-- source:\nSELECT id FROM note ORDER BY id DESC LIMIT 9\n-- target:\nSELECT id FROM (SELECT id"
                        + " FROM note ORDER BY id DESC LIMIT 9) d ORDER BY id DESC");
        assertThat(assertOnly("queries"))
                .contains(
                        "z1.sql fails on the target: ",
                        "z2.sql gives something else in the target: as many rows, with other values",
                        "z3.sql gives something else in the target: 1 column in the source, 2 in the target",
                        "z4.sql gives something else in the target: the same rows in another order",
                        "z5.sql gives something else in the target: column 1 is number in the source, text in the target",
                        "z6.sql gives something else in the target: 3 rows in the source, 2 in the target",
                        "z7.sql fails on the source: Cannot run z7.sql (source): it would write",
                        "z7.sql fails on the target: Cannot run z7.sql (target): it would write")
                .doesNotContain("z8");
        for (int i = 1; i <= 8; i++) {
            Files.delete(queries.resolve("z" + i + ".sql"));
        }
        assertOnly("no gate");
    }

    @Test
    void nothingIsMadeWhereThereIsNoLedger() {
        source = DATABASES.create(Engine.MARIADB);
        target = DATABASES.create(Engine.POSTGRESQL);
        migration = new Migration(directory, source, target);
        source.execute("CREATE TABLE note (id int PRIMARY KEY)");
        assertThat(migration.give("validate").get("exitCode").asInt()).isEqualTo(6);
        assertThat(target.query("SELECT 1 FROM pg_namespace WHERE nspname = 'sterna'"))
                .isEmpty();
    }
}
