package dev.sterna.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.Crossing;
import dev.sterna.dialect.Dialects;
import dev.sterna.dialect.rules.ConversionRule;
import dev.sterna.embedded.Engine;
import dev.sterna.model.Column;
import dev.sterna.model.Side;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Verdict;
import dev.sterna.testing.Databases;
import dev.sterna.testing.StepRig;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/type-mapping.md and docs/objects.md say what the rules say, and what they make of columns of real servers. After a
 * change of the rules, {@code -Dsterna.pages=write} writes the pages anew.
 */
class ConversionPagesIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final Path DOCS = Path.of("../docs");

    private static final List<String> MYSQL_TYPES = List.of(
            "tinyint",
            "tinyint(1)",
            "smallint",
            "mediumint",
            "int",
            "bigint",
            "tinyint unsigned",
            "smallint unsigned",
            "mediumint unsigned",
            "int unsigned",
            "bigint unsigned",
            "int(5) unsigned zerofill",
            "year",
            "decimal(10,2)",
            "decimal(65,30)",
            "float",
            "double",
            "bit(1)",
            "bit(20)",
            "char(10)",
            "varchar(50)",
            "tinytext",
            "text",
            "mediumtext",
            "longtext",
            "enum('a','b')",
            "set('a','b')",
            "binary(16)",
            "varbinary(50)",
            "tinyblob",
            "blob",
            "mediumblob",
            "longblob",
            "date",
            "time",
            "time(6)",
            "datetime",
            "datetime(6)",
            "timestamp(3) null",
            "json",
            "point",
            "geometry");

    private static final List<String> POSTGRES_TYPES = List.of(
            "smallint",
            "integer",
            "bigint",
            "boolean",
            "numeric",
            "numeric(10,2)",
            "numeric(100,50)",
            "real",
            "double precision",
            "money",
            "character(10)",
            "character varying(50)",
            "character varying",
            "text",
            "bytea",
            "bit(8)",
            "bit varying(8)",
            "date",
            "time(3)",
            "time with time zone",
            "timestamp",
            "timestamp(3)",
            "timestamp with time zone",
            "interval",
            "uuid",
            "json",
            "jsonb",
            "xml",
            "mood",
            "positive",
            "pair",
            "integer[]",
            "text[]",
            "int4range",
            "int4multirange",
            "inet",
            "cidr",
            "macaddr",
            "point",
            "polygon",
            "tsvector",
            "oid",
            "pg_lsn");

    @TempDir
    Path workspace;

    @Test
    void objects() throws IOException {
        String page = """
                # Objects

                What becomes of every kind of object of a schema. Between servers of one engine all of them are made again
                as they are; between engines by the rules below. `sterna assess` lists every object of a source with the
                rule that it falls under, in one of four places: *converted*, *with loss*, *by hand*, *impossible*.
                Column types have a page of their own, [type-mapping.md](type-mapping.md).

                This page is made from the rules in the code, and a test compares it with them.
                """
                + section("MariaDB and MySQL to PostgreSQL", rules("jdbc:postgresql://x/y"), false)
                + section("PostgreSQL to MariaDB and MySQL", rules("jdbc:mariadb://x/y"), false);
        compare("objects.md", page);
    }

    @Test
    void types() throws IOException, SQLException {
        TestDatabase mariadb = DATABASES.create(Engine.MARIADB);
        TestDatabase postgres = DATABASES.create(Engine.POSTGRESQL);
        create(mariadb, MYSQL_TYPES);
        postgres.execute("CREATE TYPE mood AS ENUM ('sad', 'glad')");
        postgres.execute("CREATE DOMAIN positive AS integer CHECK (VALUE > 0)");
        postgres.execute("CREATE TYPE pair AS (a integer, b text)");
        create(postgres, POSTGRES_TYPES);
        String page = """
                # Types

                Which type a column gets in another engine, and why. `sterna.types.map` overrules each of these. Between
                servers of one engine a column keeps its type.

                This page is made from the rules in the code and from what they make of columns of real servers; a test
                compares it with them.
                """
                + section("MariaDB and MySQL to PostgreSQL", rules("jdbc:postgresql://x/y"), true)
                + examples(mariadb, DATABASES.create(Engine.POSTGRESQL), List.of("public"))
                + section("PostgreSQL to MariaDB and MySQL", rules("jdbc:mariadb://x/y"), true)
                + examples(postgres, DATABASES.create(Engine.MARIADB), List.of());
        compare("type-mapping.md", page);
    }

    private static List<ConversionRule> rules(String url) {
        return Dialects.forUrl(url, Side.TARGET).converter().rules();
    }

    private static String section(String title, List<ConversionRule> rules, boolean types) {
        String head = types
                ? "| source | target | place | reason | rule |\n|---|---|---|---|---|\n"
                : "| kind | source | target | place | reason | what to do | rule |\n|---|---|---|---|---|---|---|\n";
        return "\n## " + title + "\n\n" + head
                + rules.stream()
                        .filter(rule -> rule.id().startsWith("type-") == types)
                        .map(rule -> types
                                ? row(
                                        rule.what(),
                                        rule.becomes(),
                                        place(rule.place()),
                                        rule.reason(),
                                        "`" + rule.id() + "`")
                                : row(
                                        rule.kind().label(),
                                        rule.what(),
                                        rule.becomes(),
                                        place(rule.place()),
                                        rule.reason(),
                                        rule.remedy(),
                                        "`" + rule.id() + "`"))
                        .collect(Collectors.joining());
    }

    private static String place(Verdict.Place place) {
        return place.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String row(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell == null ? "-" : cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static void create(TestDatabase database, List<String> types) {
        StringBuilder sql = new StringBuilder("CREATE TABLE types (");
        for (int i = 0; i < types.size(); i++) {
            sql.append(i == 0 ? "" : ", ").append("c").append(i).append(' ').append(types.get(i));
        }
        database.execute(sql.append(")").toString());
    }

    private String examples(TestDatabase source, TestDatabase target, List<String> schemas) throws SQLException {
        StepRig rig = new StepRig(source, target, workspace);
        rig.targetSchemas = schemas;
        Crossing crossing = Crossing.of(rig);
        assertThat(crossing.make(target)).isEmpty();
        List<Column> from = crossing.tables().sources().get(0).columns();
        List<Column> to = crossing.tables().targets().get(0).columns();
        StringBuilder page =
                new StringBuilder("\nFor example:\n\n| source | target | place | rule |\n|---|---|---|---|\n");
        for (int i = 0; i < from.size(); i++) {
            String name = from.get(i).name();
            Verdict verdict = crossing.conversion().verdicts().stream()
                    .filter(one -> one.object().kind() == ObjectKind.COLUMN
                            && one.object().name().equals(name)
                            && one.rule().startsWith("type-"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No verdict on the type of " + name));
            page.append(row(
                    "`" + from.get(i).nativeType() + "`",
                    "`" + to.get(i).nativeType() + "`",
                    place(verdict.place()),
                    "`" + verdict.rule() + "`"));
        }
        return page.toString();
    }

    private static void compare(String name, String page) throws IOException {
        Path file = DOCS.resolve(name);
        if ("write".equals(System.getProperty("sterna.pages"))) {
            Files.writeString(file, page);
        }
        assertThat(Files.readString(file))
                .as("docs/" + name + "; after a change of the rules run this test with -Dsterna.pages=write")
                .isEqualTo(page);
    }
}
