package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that the target refuses: they are set aside, all others arrive, and once the target takes them they follow. */
class RejectsIT {
    private static final int ROWS = 2600;
    private static final String CHUNKS = "chunk.rows = 1000";

    /** First and last of all, neighbours, the ends of a batch and of a chunk, several in a batch. */
    private static final List<Integer> LONG_NAMES = List.of(1, 2, 500, 501, 1000, 1001, 1024, 1025, 2600);

    private static final List<Integer> BAD_QUANTITIES = List.of(3, 1999);
    private static final List<Integer> NO_CODES = List.of(4);

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private static TestDatabase source(Engine engine) {
        TestDatabase source = DATABASES.create(engine);
        String numbers = source.sql().numbers(ROWS);
        source.execute(
                "CREATE TABLE item (id int PRIMARY KEY, name varchar(40), qty int, code varchar(10), price decimal(30,4),"
                        + " born date)",
                "INSERT INTO item SELECT seq, CASE WHEN seq IN (" + list(LONG_NAMES)
                        + ") THEN 'quite a long name' ELSE 'short' END, CASE WHEN seq IN (" + list(BAD_QUANTITIES)
                        + ") THEN -seq ELSE seq END, CASE WHEN seq IN (" + list(NO_CODES)
                        + ") THEN NULL ELSE 'c' END, seq * 1.5, '2024-02-29' FROM (" + numbers + ") n",
                "CREATE TABLE hopeless (id int PRIMARY KEY, name varchar(40))",
                "INSERT INTO hopeless SELECT seq, 'far too long' FROM (" + numbers + ") n WHERE seq <= 40",
                "CREATE TABLE words (word varchar(20) PRIMARY KEY, n int)",
                "INSERT INTO words VALUES ('a', 1), ('e', 2), ('b\"c', -1), ('d', 3)",
                "CREATE TABLE fine (id int PRIMARY KEY, name varchar(40))",
                "INSERT INTO fine VALUES (1, 'far too long')");
        return source;
    }

    private static String list(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static Set<Integer> refused() {
        return Stream.of(LONG_NAMES, BAD_QUANTITIES, NO_CODES)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void narrow(TestDatabase target) {
        if (target.engine() == Engine.POSTGRESQL) {
            target.execute(
                    "ALTER TABLE item ALTER name TYPE varchar(5), ALTER code SET NOT NULL,"
                            + " ADD CONSTRAINT enough CHECK (qty >= 0)",
                    "ALTER TABLE hopeless ALTER name TYPE varchar(5)",
                    "ALTER TABLE words ADD CONSTRAINT few CHECK (n >= 0)");
        } else {
            target.execute(
                    "ALTER TABLE item MODIFY name varchar(5), MODIFY code varchar(10) NOT NULL,"
                            + " ADD CONSTRAINT enough CHECK (qty >= 0)",
                    "ALTER TABLE hopeless MODIFY name varchar(5)",
                    "ALTER TABLE words ADD CONSTRAINT few CHECK (n >= 0)");
        }
    }

    private static void widen(TestDatabase target) {
        if (target.engine() == Engine.POSTGRESQL) {
            target.execute(
                    "ALTER TABLE item ALTER name TYPE varchar(40), ALTER code DROP NOT NULL, DROP CONSTRAINT enough",
                    "ALTER TABLE hopeless ALTER name TYPE varchar(40)",
                    "ALTER TABLE words DROP CONSTRAINT few");
        } else {
            target.execute(
                    "ALTER TABLE item MODIFY name varchar(40), MODIFY code varchar(10) NULL, DROP CONSTRAINT enough",
                    "ALTER TABLE hopeless MODIFY name varchar(40)",
                    "ALTER TABLE words DROP CONSTRAINT few");
        }
    }

    private Migration narrowed(TestDatabase source, TestDatabase target, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.add(CHUNKS);
        Migration migration = new Migration(directory, source, target, all.toArray(String[]::new));
        assertThat(migration.give("prepare", "--execute").get("exitCode").asInt())
                .isZero();
        assertThat(migration.give("backup", "--execute").get("exitCode").asInt())
                .isZero();
        narrow(target);
        return migration;
    }

    @ParameterizedTest
    @CsvSource({
        "MARIADB, POSTGRESQL, ''",
        "POSTGRESQL, MARIADB, ''",
        "POSTGRESQL, MYSQL, ''",
        "MARIADB, MARIADB, target.properties.allowLocalInfile = false"
    })
    void areSetAsideAndLoadedOnceTheTargetTakesThem(Engine from, Engine to, String more) {
        TestDatabase source = source(from);
        TestDatabase target = DATABASES.create(to);
        Migration migration = narrowed(source, target, more, "max-rejects = 53");

        JsonNode loaded = migration.give("load", "--execute");

        assertThat(loaded.get("outcome").asText()).as(loaded.toPrettyString()).isEqualTo("rejected");
        assertThat(loaded.get("exitCode").asInt()).isEqualTo(7);
        assertThat(counts(loaded, "item")).containsExactly((long) ROWS - 12, 12L);
        assertThat(counts(loaded, "hopeless")).containsExactly(0L, 40L);
        assertThat(counts(loaded, "fine")).containsExactly(1L, 0L);
        assertThat(ids(target)).isEqualTo(all(refused()));
        assertThat(target.queryValue("SELECT COUNT(*) FROM hopeless")).isEqualTo("0");
        assertThat(messages(loaded, "rows-rejected"))
                .hasSize(3)
                .allMatch(message ->
                        message.matches("The target refused (12 rows|40 rows|1 row) of [^;]*; most often: .*"))
                .noneMatch(message -> message.contains("quite a long"));
        assertRejects(migration);

        JsonNode again = migration.give("load", "--execute", "-D", "sterna.max-rejects=0");
        assertThat(again.get("exitCode").asInt()).isEqualTo(7);
        assertThat(counts(again, "item")).containsExactly((long) ROWS - 12, 12L);
        assertThat(ids(target)).isEqualTo(all(refused()));
        JsonNode differing = migration.give("diff");
        assertThat(differing.get("outcome").asText())
                .as(differing.toPrettyString())
                .isEqualTo("rejected");
        assertThat(missing(differing)).containsExactlyInAnyOrder(12L, 40L, 1L, 0L);
        assertThat(files(migration, "item")).hasSize(3);

        assertRetry(migration, source, target);
    }

    private void assertRetry(Migration migration, TestDatabase source, TestDatabase target) {
        JsonNode preview = migration.give("load", "--retry-rejects");
        assertThat(preview.get("outcome").asText()).isEqualTo("preview");
        JsonNode vain = migration.give("load", "--retry-rejects", "--execute");
        assertThat(vain.get("exitCode").asInt()).as(vain.toPrettyString()).isEqualTo(7);
        assertThat(counts(vain, "item")).containsExactly((long) ROWS - 12, 12L);
        assertThat(files(migration, "item")).hasSize(3);
        assertRejects(migration);

        widen(target);
        JsonNode one = migration.give("load", "--retry-rejects", "--execute", "--tables", "hopeless");
        assertThat(one.get("exitCode").asInt()).as(one.toPrettyString()).isZero();
        assertThat(counts(one, "hopeless")).containsExactly(40L, 0L);
        assertThat(files(migration, "hopeless")).isEmpty();
        JsonNode status = migration.give("status").get("status").get("tables");
        assertThat(status.findValuesAsText("rejectedRows")).containsExactlyInAnyOrder("0", "0", "12", "1");

        JsonNode rest = migration.give("load", "--retry-rejects", "--execute");
        assertThat(rest.get("exitCode").asInt()).as(rest.toPrettyString()).isZero();
        assertThat(ids(target)).isEqualTo(all(Set.of()));
        String all = "SELECT id, name, qty, code, price, born FROM item ORDER BY id";
        assertThat(target.query(all)).isEqualTo(source.query(all));
        assertThat(files(migration, "item")).isEmpty();
        assertThat(migration
                        .give("load", "--retry-rejects", "--execute")
                        .get("outcome")
                        .asText())
                .isEqualTo("nothing-to-do");
        assertThat(migration.give("load", "--execute").get("outcome").asText()).isEqualTo("nothing-to-do");
        JsonNode same = migration.give("diff");
        assertThat(same.get("outcome").asText()).as(same.toPrettyString()).isEqualTo("done");
    }

    /** Of one table, of two, and cut short: none of their rows stays in the target. */
    @Test
    void swappedOrDamagedFilesAreNotLoaded() throws IOException {
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = narrowed(source(Engine.MARIADB), target, "max-rejects = 53");
        assertThat(migration.give("load", "--execute").get("exitCode").asInt()).isEqualTo(7);
        widen(target);
        List<Path> item = files(migration, "item");
        Path other = files(migration, "hopeless").get(0);

        swap(item.get(0), item.get(1));
        assertDamaged(migration, target);
        swap(item.get(0), item.get(1));
        swap(item.get(0), other);
        assertDamaged(migration, target);
        swap(item.get(0), other);
        byte[] whole = Files.readAllBytes(item.get(0));
        Files.write(item.get(0), Arrays.copyOf(whole, whole.length / 2));
        assertDamaged(migration, target);
        Files.write(item.get(0), whole);

        JsonNode done = migration.give("load", "--retry-rejects", "--execute");
        assertThat(done.get("exitCode").asInt()).as(done.toPrettyString()).isZero();
        assertThat(ids(target)).isEqualTo(all(Set.of()));
    }

    /** Chunks before the damaged one may follow. */
    private static void assertDamaged(Migration migration, TestDatabase target) {
        JsonNode refused = migration.give("load", "--retry-rejects", "--execute", "--tables", "*.item");
        assertThat(refused.get("exitCode").asInt()).as(refused.toPrettyString()).isEqualTo(9);
        assertThat(refused.at("/problems").findValuesAsText("code")).contains("rejects-damaged");
        assertThat(target.queryValue("SELECT COUNT(*) FROM item WHERE id > 40 AND name = 'far too long'"))
                .isEqualTo("0");
        assertThat(ids(target)).doesNotHaveDuplicates();
    }

    private static void swap(Path one, Path other) throws IOException {
        Path between = Files.move(one, one.resolveSibling("between"));
        Files.move(other, one);
        Files.move(between, other);
    }

    @Test
    void endTheLoadAboveTheLimitAndStandOrFallWithTheirChunk() {
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = narrowed(source(Engine.MARIADB), target);

        JsonNode first = migration.give("load", "--execute");
        assertThat(first.get("exitCode").asInt()).isEqualTo(5);
        assertThat(first.get("problems").findValuesAsText("remedy"))
                .anyMatch(remedy -> remedy.contains("-D sterna.max-rejects=N"));
        assertThat(target.queryValue("SELECT COUNT(*) FROM sterna.reject")).isEqualTo("0");

        JsonNode one = migration.give("load", "--execute", "--tables", "*.words", "-D", "sterna.max-rejects=1");
        assertThat(one.get("exitCode").asInt()).as(one.toPrettyString()).isEqualTo(7);
        JsonNode beyond = migration.give("load", "--execute", "-D", "sterna.max-rejects=0");
        assertThat(beyond.get("exitCode").asInt()).isEqualTo(5);
        assertThat(messages(beyond, "too-many-rejects"))
                .singleElement()
                .asString()
                .contains("refused 1 row of this run so far");
        // Seven rows of the first chunk: six may follow the one of before.
        JsonNode rest = migration.give("load", "--execute", "--tables", "*.item", "-D", "sterna.max-rejects=7");
        assertThat(messages(rest, "too-many-rejects")).as(rest.toPrettyString()).hasSize(1);
        assertThat(target.queryValue("SELECT COUNT(*) FROM item WHERE id <= 1000"))
                .isEqualTo("0");

        JsonNode above = migration.give("load", "--execute", "-D", "sterna.max-rejects=11");
        assertThat(above.get("exitCode").asInt()).as(above.toPrettyString()).isEqualTo(5);
        assertThat(above.get("outcome").asText()).isEqualTo("failed");
        assertThat(messages(above, "too-many-rejects"))
                .singleElement()
                .asString()
                .contains("allows 11");

        target.executeAsAdministrator(
                "CREATE FUNCTION perish() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'",
                "CREATE CONSTRAINT TRIGGER perish AFTER INSERT ON sterna.reject DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION perish()");
        String noted = target.queryValue("SELECT COUNT(*) FROM sterna.reject");
        JsonNode killed = migration.give("load", "--execute", "-D", "sterna.max-rejects=53");
        assertThat(killed.get("exitCode").asInt()).as(killed.toPrettyString()).isEqualTo(5);
        assertThat(target.queryValue("SELECT COUNT(*) FROM sterna.reject")).isEqualTo(noted);

        target.executeAsAdministrator("DROP TRIGGER perish ON sterna.reject");
        JsonNode loaded = migration.give("load", "--execute", "-D", "sterna.max-rejects=53");
        assertThat(loaded.get("exitCode").asInt()).as(loaded.toPrettyString()).isEqualTo(7);
        assertThat(ids(target)).isEqualTo(all(refused()));
        List<String> known = target.query("SELECT file FROM sterna.reject").stream()
                .map(row -> migration.file(row.get(0)).toString())
                .toList();
        assertThat(files(migration, "")).extracting(Path::toString).containsExactlyInAnyOrderElementsOf(known);

        target.execute("DELETE FROM item WHERE id = 20");
        JsonNode differing = migration.give("diff");
        assertThat(differing.get("exitCode").asInt())
                .as(differing.toPrettyString())
                .isEqualTo(6);
        assertThat(missing(differing)).containsExactlyInAnyOrder(13L, 40L, 1L, 0L);

        assertRetryBeforeTheLoadIsComplete(migration, target);
    }

    /** A chunk that is not in yet counts for nothing, and what an attempt at it wrote is not to be touched. */
    private static void assertRetryBeforeTheLoadIsComplete(Migration migration, TestDatabase target) {
        String missing = " WHERE table_name LIKE '%item' AND chunk_index = (SELECT MAX(chunk_index) FROM sterna.reject"
                + " WHERE table_name LIKE '%item')";
        long loaded = Long.parseLong(target.queryValue("SELECT row_count FROM sterna.chunk" + missing));
        long refused = Long.parseLong(target.queryValue("SELECT row_count FROM sterna.reject" + missing));
        target.execute("DELETE FROM sterna.chunk" + missing, "DELETE FROM sterna.reject" + missing);

        JsonNode early = migration.give("load", "--retry-rejects", "--execute", "--tables", "*.item");

        assertThat(counts(early, "item")).containsExactly(ROWS - 12 - loaded, 12 - refused);
        assertThat(files(migration, "item")).hasSize(3);
    }

    @Test
    void areWhatTheTargetHasAlreadyToo() {
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        source.execute(
                "CREATE TABLE item (id int PRIMARY KEY, sterna_row text, \"Sterna_Key\" text)",
                "INSERT INTO item SELECT s, 'mine', 'too' FROM generate_series(1, 30) s");
        target.execute(
                "CREATE TABLE item (id int PRIMARY KEY, sterna_row text, \"Sterna_Key\" text,"
                        + " CONSTRAINT judge CHECK (id <> 8))",
                "INSERT INTO item VALUES (7, 'other', NULL)");
        Migration migration =
                new Migration(directory, source, target, "chunk.rows = 10", "existing-rows = keep", "max-rejects = 2");

        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("exitCode").asInt()).as(result.toPrettyString()).isEqualTo(6);
        assertThat(counts(result, "item")).containsExactly(28L, 2L);
        List<Row> rows = rejected(migration, "item");
        assertThat(rows).extracting(row -> row.<String>getAs("_sterna_code")).containsExactly("23505", "23514");
        assertThat(rows).extracting(row -> row.<Long>getAs("_sterna_row")).containsExactly(7L, 8L);
        assertThat(rows).extracting(row -> row.<String>getAs("sterna_row")).containsOnly("mine");

        target.execute("DELETE FROM item WHERE id = 7");
        JsonNode again = migration.give("run", "--execute");
        assertThat(again.get("exitCode").asInt()).as(again.toPrettyString()).isEqualTo(7);
        assertThat(again.get("steps").findValuesAsText("name")).contains("finish", "diff");

        target.execute("ALTER TABLE item DROP CONSTRAINT judge");
        assertThat(migration
                        .give("load", "--retry-rejects", "--execute")
                        .get("exitCode")
                        .asInt())
                .isZero();
        JsonNode done = migration.give("run", "--execute");
        assertThat(done.get("exitCode").asInt()).as(done.toPrettyString()).isZero();
        assertThat(migration.give("run", "--execute").get("outcome").asText()).isEqualTo("nothing-to-do");
    }

    @Test
    void comeAndGoAsThePageSays() throws IOException {
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        source.execute(
                "CREATE TABLE orders (id int PRIMARY KEY, note varchar(20))",
                "INSERT INTO orders VALUES (17, 'much too long'), (18, 'fits')");
        target.execute("CREATE TABLE orders (id int PRIMARY KEY, note varchar(20) CHECK (length(note) < 5))");
        Migration migration = new Migration(directory, source, target);
        String page = Files.readString(Path.of("../docs/rejects.md"));
        List<String> lines = Pattern.compile("(?m)^scripts/sterna (.*?)(?: +#.*)?$")
                .matcher(page)
                .results()
                .map(found -> found.group(1).replace(" --config shop.conf --run-id shop-1", ""))
                .toList();
        assertThat(lines).hasSize(5);

        assertThat(exitCodes(migration, lines.subList(0, 2))).containsExactly(7, 0);
        Row row = rejected(migration, "orders").get(0);
        assertThat(row.<String>getAs("sterna_key")).isEqualTo("{\"id\":\"17\"}");
        assertThat(row.schema().fieldNames())
                .contains("id", "note")
                .filteredOn(name -> name.startsWith("sterna_"))
                .allMatch(name -> page.contains("`" + name + "`"));
        target.execute("ALTER TABLE orders DROP CONSTRAINT orders_note_check");
        assertThat(exitCodes(migration, lines.subList(2, 5))).containsExactly(0, 0, 0);
        assertThat(target.query("SELECT id FROM orders ORDER BY id")).containsExactly(List.of("17"), List.of("18"));
    }

    private static List<Integer> exitCodes(Migration migration, List<String> lines) {
        return lines.stream()
                .map(line -> migration.give(line.split(" +")).get("exitCode").asInt())
                .toList();
    }

    private static List<Long> missing(JsonNode result) {
        return StreamSupport.stream(result.get("tables").spliterator(), false)
                .map(table -> table.get("diff").get("missing").asLong())
                .toList();
    }

    private void assertRejects(Migration migration) {
        List<Row> rows = rejected(migration, "item");
        assertThat(rows).extracting(row -> row.<Integer>getAs("id")).containsExactlyElementsOf(refused());
        for (Row row : rows) {
            int id = row.getAs("id");
            assertThat(row.<String>getAs("sterna_key")).isEqualTo("{\"id\":\"" + id + "\"}");
            assertThat(row.<Object>getAs("price").toString())
                    .startsWith(String.valueOf(id * 3 / 2))
                    .endsWith("000");
            assertThat(row.<Object>getAs("born").toString()).isEqualTo("2024-02-29");
            assertThat(row.<String>getAs("sterna_reason"))
                    .doesNotContain("quite a long")
                    .isNotBlank();
            assertThat(row.<String>getAs("sterna_code")).isNotBlank();
            if (NO_CODES.contains(id)) {
                assertThat(row.<String>getAs("code")).isNull();
                assertThat(row.<String>getAs("sterna_column")).isEqualTo("code");
            }
            if (LONG_NAMES.contains(id)) {
                assertThat(row.<String>getAs("name")).isEqualTo("quite a long name");
                assertThat(row.<String>getAs("sterna_column")).isEqualTo("name");
            }
            assertThat(row.<Integer>getAs("qty")).isEqualTo(BAD_QUANTITIES.contains(id) ? -id : id);
        }
        assertThat(rejected(migration, "hopeless")).hasSize(40);
    }

    private static List<Row> rejected(Migration migration, String table) {
        SparkSession spark = SparkSession.active();
        String[] files = files(migration, table).stream().map(Path::toString).toArray(String[]::new);
        return spark.read().parquet(files).orderBy("id").collectAsList();
    }

    private static List<Path> files(Migration migration, String table) {
        try (Stream<Path> files = Files.walk(migration.file("rejects"))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> file.getParent().getFileName().toString().contains(table))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Integer> ids(TestDatabase target) {
        return target.query("SELECT id FROM item ORDER BY id").stream()
                .map(row -> Integer.valueOf(row.get(0)))
                .toList();
    }

    private static List<Integer> all(Set<Integer> but) {
        return IntStream.rangeClosed(1, ROWS)
                .filter(id -> !but.contains(id))
                .boxed()
                .toList();
    }

    private static List<Long> counts(JsonNode result, String table) {
        return StreamSupport.stream(result.get("tables").spliterator(), false)
                .filter(each -> each.get("name").asText().endsWith("." + table))
                .map(each -> List.of(
                        each.get("loadedRows").asLong(),
                        each.get("rejectedRows").asLong()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> messages(JsonNode result, String code) {
        return StreamSupport.stream(result.get("problems").spliterator(), false)
                .filter(problem -> problem.get("code").asText().equals(code))
                .map(problem -> problem.get("message").asText())
                .toList();
    }
}
