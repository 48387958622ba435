package dev.sterna.assess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.config.ValuePolicy;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.dialect.rows.ValueConversion;
import dev.sterna.dialect.rows.ValueConversion.Becomes;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.dialect.rows.ValueProbe.Look;
import dev.sterna.dialect.rows.ValueProbe.Suspicion;
import dev.sterna.embedded.Engine;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.View;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.step.RunContext;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.testing.StepRig;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values planted at a source are found, counted, and named by their keys. */
class ValuesIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final Depth FULL = new Depth(Depth.Rows.ALL, Depth.Showing.KEYS);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "MYSQL"})
    void everyKindThatMySqlHasAndPostgresHasNot(Engine engine) throws IOException {
        TestDatabase source = DATABASES.create(engine);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        source.execute(
                "SET SESSION sql_mode = 'ALLOW_INVALID_DATES'",
                "CREATE TABLE t (id int PRIMARY KEY, txt varchar(40) CHARACTER SET utf8mb4 NOT NULL, d date,"
                        + " at datetime(3), span time, size enum('S','M'), n bigint unsigned, g varchar(20) CHARACTER"
                        + " SET gbk, price decimal(12,4), note text) ENGINE = InnoDB",
                "INSERT INTO t (id, txt, note) VALUES (1, 'good', 'good'), (2, 'a\\0b', '\\0'), (3, '\\0', 'x')",
                "INSERT INTO t (id, txt, d) VALUES (10, '', '0000-00-00'), (11, '', '2024-00-10'), (12, '',"
                        + " '2024-05-00'), (13, '', '2024-05-31')",
                "INSERT INTO t (id, txt, at) VALUES (14, '', '0000-00-00 00:00:00'), (15, '', '2023-02-31 10:00:00'),"
                        + " (16, '', '0000-03-04 00:00:00'), (17, '', '2024-02-29 23:59:59.999')",
                "INSERT INTO t (id, txt, span) VALUES (20, '', '-00:00:01'), (21, '', '838:59:59'), (22, '', '24:00:00'),"
                        + " (23, '', '00:00:00')",
                "INSERT INTO t (id, txt, size) VALUES (30, '', 'M'), (31, '', 'XXL')",
                "INSERT INTO t (id, txt, n) VALUES (40, '', 18446744073709551615), (41, '', 2147483648), (42, '', 7)",
                "INSERT INTO t (id, txt, g) VALUES (50, '', x'FEFE'), (51, '', x'C4E3')",
                "INSERT INTO t (id, txt, price) VALUES (60, '', 1.2345), (61, '', 12345678), (62, '', 1.20)",
                "INSERT INTO t (id, txt, note) VALUES (70, '', 'four'), (71, '', 'fivee')",
                "CREATE TABLE parent (a int, b int, PRIMARY KEY (a, b)) ENGINE = InnoDB",
                "CREATE TABLE child (id int PRIMARY KEY, a int, b int, up int, FOREIGN KEY (a, b) REFERENCES parent (a,"
                        + " b), FOREIGN KEY (up) REFERENCES child (id)) ENGINE = InnoDB",
                "SET SESSION foreign_key_checks = 0",
                "INSERT INTO parent VALUES (1, 1)",
                "INSERT INTO child VALUES (1, 1, 1, NULL), (2, 1, 2, 1), (3, NULL, 5, 9), (4, 7, 7, NULL)");
        StepRig rig = new StepRig(source, target, folder);
        rig.typeMap = Map.of("*.t.n", "integer", "*.t.price", "numeric(7,2)", "*.t.note", "varchar(4)");

        JsonNode assessment = assess(rig, "r", FULL);

        String t = source.name() + ".t";
        assertThat(findings(assessment))
                .containsExactlyInAnyOrder(
                        t + " txt nul-character 2 exact id=2 id=3",
                        t + " note nul-character 1 exact id=2",
                        t + " d zero-date 3 exact id=10 id=11 id=12",
                        t + " at zero-date 1 exact id=14",
                        t + " at impossible-date 2 exact id=15 id=16",
                        t + " span time-out-of-range 2 exact id=20 id=21",
                        t + " size no-enum-member 1 exact id=31",
                        t + " n number-out-of-range 2 exact id=40 id=41",
                        t + " g invalid-text 1 exact id=50",
                        t + " price digits-lost 1 exact id=60",
                        t + " price number-out-of-range 1 exact id=61",
                        t + " note too-long 1 exact id=71",
                        source.name() + ".child a,b orphan 2 exact id=2 id=4",
                        source.name() + ".child up orphan 1 exact id=3");
        assertThat(assessment.at("/values/findings/0").has("values")).isFalse();
        assertThat(becomes(assessment, "zero-date")).contains("sterna.types.on-zero-date = fail");

        rig.values = new ValuePolicy(ValuePolicy.OnZeroDate.NULL, ValuePolicy.OnNulCharacter.STRIP);
        JsonNode other = assess(rig, "s", new Depth(Depth.Rows.ALL, Depth.Showing.VALUES));
        assertThat(becomes(other, "zero-date")).startsWith("Becomes NULL");
        assertThat(becomes(other, "nul-character")).startsWith("The character is removed");
        assertThat(finding(other, "time-out-of-range").path("values").toString())
                .isEqualTo("[\"-00:00:01\",\"838:59:59\"]");
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "MYSQL"})
    void everyKindThatPostgresHasAndMySqlHasNot(Engine engine) throws IOException {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        TestDatabase target = DATABASES.create(engine);
        source.execute(
                "CREATE TABLE \"T\" (id int PRIMARY KEY, d date, at timestamptz, r double precision, n numeric, word"
                        + " text, code text NOT NULL UNIQUE, small text)",
                "INSERT INTO \"T\" (id, code, d) VALUES (1, 'a', '2024-02-29'), (2, 'b', 'infinity'), (3, 'c',"
                        + " '-infinity'), (4, 'd', '0044-03-15 BC'), (5, 'e', '10000-01-01')",
                "INSERT INTO \"T\" (id, code, at) VALUES (10, 'f', '9999-12-31 23:59:59.999999+00'), (11, 'g',"
                        + " '9999-12-31 23:59:59-05'), (12, 'h', 'infinity')",
                "INSERT INTO \"T\" (id, code, r) VALUES (20, 'i', 'NaN'), (21, 'j', 'Infinity'), (22, 'k', 1e308)",
                "INSERT INTO \"T\" (id, code, n) VALUES (30, 'l', 'NaN'), (31, 'm', 1e40), (32, 'n', 1e-31), (33, 'o',"
                        + " 1.5)",
                "INSERT INTO \"T\" (id, code) VALUES (40, 'Anna'), (41, 'anna'), (42, 'ANNA'), (43, 'Åse'), (44, 'ase'),"
                        + " (45, 'pad'), (46, 'pad ')",
                "INSERT INTO \"T\" (id, code, small) VALUES (50, 'p', repeat('x', 255)), (51, 'q', repeat('ä', 128))",
                "CREATE TABLE up (id int PRIMARY KEY)",
                "CREATE TABLE down (id int, up int)",
                "INSERT INTO down VALUES (1, 5), (2, NULL)",
                "ALTER TABLE down ADD FOREIGN KEY (up) REFERENCES up NOT VALID");
        StepRig rig = new StepRig(source, target, folder);
        rig.typeMap = Map.of(
                "public.T.code",
                "varchar(50) character set utf8mb4 collate utf8mb4_general_ci",
                "public.T.small",
                "tinytext");

        JsonNode assessment = assess(rig, "r", FULL);

        // Which of the groups come first is the server's business.
        List<String> found = findings(assessment).stream()
                .map(line -> line.replaceFirst("(collision \\d+ exact).*", "$1"))
                .toList();
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "public.T d not-finite 2 exact id=2 id=3",
                        "public.T d date-out-of-range 2 exact id=4 id=5",
                        "public.T at not-finite 1 exact id=12",
                        "public.T at date-out-of-range 1 exact id=11",
                        "public.T r not-finite 2 exact id=20 id=21",
                        "public.T n not-finite 1 exact id=30",
                        "public.T n digits-lost 1 exact id=32",
                        "public.T n number-out-of-range 1 exact id=31",
                        "public.T small too-many-octets 1 exact id=51",
                        "public.T code collision 7 exact",
                        "public.down up orphan 1 exact");
        assertThat(finding(assessment, "collision").path("keys"))
                .hasSize(5)
                .anySatisfy(
                        key -> assertThat(key.path("code").asText()).isIn("anna", "ANNA", "ase", "Åse", "pad", "pad "));
        assertThat(assessment.at("/tables").toString()).contains("\"key\":\"none\"");
    }

    @Test
    void sampleOfLargeTableIsBoundedAndSaysSo() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        source.execute(
                "CREATE TABLE big (id int PRIMARY KEY, d date, pad char(50)) ENGINE = InnoDB",
                "SET SESSION sql_mode = ''",
                "INSERT INTO big SELECT seq, IF(seq % 2 = 0, '0000-00-00', '2024-01-01'), 'x' FROM seq_1_to_60000",
                "ANALYZE TABLE big");
        StepRig rig = new StepRig(source, target, folder);
        JsonNode sampled = assess(rig, "sample", new Depth(Depth.Rows.SAMPLE, Depth.Showing.KEYS));
        JsonNode finding = finding(sampled, "zero-date");
        assertThat(finding.path("exact").asBoolean()).isFalse();
        assertThat(finding.path("count").asLong()).isBetween(4000L, 5000L);
        assertThat(sampled.at("/values/scans/0/scope").asText()).isEqualTo("sample");
        assertThat(sampled.at("/values/scans/0/rows").asLong()).isBetween(8000L, 10_000L);
        // Spread over the table, and not its first rows.
        assertThat(assess(rig, "full", FULL).at("/values/findings/0/count").asLong())
                .isEqualTo(30_000);
    }

    @Test
    void octetsThatAreNoTextAreFoundInDatabaseWithoutEncoding() throws SQLException {
        TestDatabase neighbour = DATABASES.create(Engine.POSTGRESQL);
        String name = neighbour.name() + "_ascii";
        neighbour.executeAsAdministrator("CREATE DATABASE " + name + " OWNER " + neighbour.user()
                + " ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc TEMPLATE template0");
        try {
            Endpoint endpoint = new Endpoint(
                    neighbour.jdbcUrl().replace("/" + neighbour.name(), "/" + name),
                    neighbour.user(),
                    new Secret(neighbour.password()),
                    List.of(),
                    1,
                    Map.of());
            Dialect dialect = Dialects.forUrl(endpoint.url(), Side.SOURCE);
            try (Lane lane = new Lane(dialect.connector(endpoint, Side.SOURCE), View.PRESENT);
                    Statement statement = lane.connection().createStatement()) {
                statement.execute("SET search_path = public");
                statement.execute("CREATE TABLE t (id int PRIMARY KEY, txt text)");
                statement.execute(
                        "INSERT INTO t VALUES (1, ''), (2, 'A'), (3, E'\\xc3\\xa4'), (4, E'\\xf0\\x9f\\x98\\x80'),"
                                + " (5, E'\\xff'), (6, E'\\xc3'), (7, E'\\xc0\\x80'), (8, E'\\xed\\xa0\\x80'), (9,"
                                + " E'\\xe2\\x82\\xac'), (10, E'\\xf4\\x90\\x80\\x80'), (11, E'x\\x80')");
                Table table = dialect.schemas()
                        .catalog(lane.connection(), List.of("public"))
                        .tables()
                        .get(0);
                String condition =
                        dialect.valueProbe().breaks(table.column("txt"), ValueLimit.of(ValueLimit.Kind.VALID_TEXT));
                Look look = new Look(
                        table,
                        List.of(table.column("id")),
                        List.of(new Suspicion(condition, table.column("txt"))),
                        null);
                List<String> found = lane.query(dialect.valueProbe().all(look), 100, rows -> {
                    List<String> values = new ArrayList<>();
                    while (rows.next()) {
                        values.add(rows.getString(3));
                    }
                    return values;
                });
                assertThat(found).containsExactlyInAnyOrder("ff", "c3", "c080", "eda080", "f4908080", "7880");
                assertThat(read(lane, dialect, table, Becomes.OCTETS))
                        .containsExactly(
                                "",
                                "A",
                                "ä",
                                "😀",
                                "\\xff",
                                "\\xc3",
                                "\\xc080",
                                "\\xeda080",
                                "€",
                                "\\xf4908080",
                                "\\x7880");
                assertThat(read(lane, dialect, table, Becomes.REPLACED))
                        .containsExactly("", "A", "ä", "😀", "?", "?", "??", "???", "€", "????", "x?");
            }
        } finally {
            neighbour.executeAsAdministrator("DROP DATABASE " + name);
        }
    }

    /** The texts of a table as a conversion of those that are none has them. */
    private static List<String> read(Lane lane, Dialect dialect, Table table, Becomes becomes) throws SQLException {
        ValueConversions conversions = new ValueConversions(
                List.of(new ValueConversion("txt", ValueLimit.of(ValueLimit.Kind.VALID_TEXT), becomes)));
        String text = dialect.sql().wire(table.column("txt"), conversions);
        return lane.query("SELECT " + text + " FROM t ORDER BY id", 100, rows -> {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        });
    }

    private static JsonNode assess(StepRig rig, String runId, Depth depth) throws IOException {
        RunContext run = rig.run(runId);
        rig.warnings.clear();
        StepReport report = new AssessStep(depth).execute(run);
        // A text that has no equal ends the reading by which the speed is measured, too.
        assertThat(rig.warnings)
                .allMatch(warning -> warning.code().equals("text-without-equal")
                        && warning.message().startsWith("Cannot measure how fast " + rig.source.name() + ".t is read"));
        assertThat(report.problems()).extracting(problem -> problem.code()).doesNotContain("values-unknown");
        return new ObjectMapper().readTree(run.workspace().read(Assessment.FILE).orElseThrow());
    }

    private static List<String> findings(JsonNode assessment) {
        List<String> lines = new ArrayList<>();
        for (JsonNode finding : assessment.at("/values/findings")) {
            List<String> columns = new ArrayList<>();
            finding.path("columns").forEach(column -> columns.add(column.asText()));
            StringBuilder line =
                    new StringBuilder(finding.path("table").asText() + " " + String.join(",", columns) + " "
                            + finding.path("kind").asText() + " "
                            + finding.path("count").asLong()
                            + (finding.path("exact").asBoolean() ? " exact" : " sampled"));
            finding.path("keys")
                    .forEach(key -> key.fields()
                            .forEachRemaining(column -> line.append(' ')
                                    .append(column.getKey())
                                    .append('=')
                                    .append(column.getValue().asText())));
            lines.add(line.toString());
        }
        return lines;
    }

    private static JsonNode finding(JsonNode assessment, String kind) {
        for (JsonNode finding : assessment.at("/values/findings")) {
            if (finding.path("kind").asText().equals(kind)) {
                return finding;
            }
        }
        throw new AssertionError("No " + kind + " in " + findings(assessment));
    }

    private static String becomes(JsonNode assessment, String kind) {
        return finding(assessment, kind).path("becomes").asText();
    }
}
