package dev.sterna.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sterna.config.Settings.BackupSettings;
import dev.sterna.config.Settings.ChunkSize;
import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsLoaderTest {
    private static final String LEAST = """
            sterna {
              source { url = "jdbc:mariadb://db1:3306/shop", user = reader }
              target { url = "jdbc:postgresql://db2:5432/shop", user = shop }
            }
            """;

    private final FakeSurroundings outside = new FakeSurroundings();

    @Test
    void everyKeyButTheServersHasDefault() {
        Settings settings = load(LEAST);
        assertThat(settings.source())
                .isEqualTo(new Endpoint("jdbc:mariadb://db1:3306/shop", "reader", null, List.of(), 8, Map.of()));
        assertThat(settings.workspace()).startsWith("file:///").endsWith("/sterna-runs");
        assertThat(settings.strategy()).isEqualTo(Strategy.BIG_BANG);
        assertThat(settings.tables())
                .isEqualTo(new Settings.TableSelection(List.of("*"), List.of(), Map.of(), Map.of(), Map.of()));
        assertThat(settings.types()).isEqualTo(ValuePolicy.STRICT);
        assertThat(settings.chunk()).isEqualTo(new ChunkSize(200_000, 128L << 20));
        assertThat(settings.existingRows()).isEqualTo(ExistingRows.REFUSE);
        assertThat(settings.backup()).isEqualTo(new BackupSettings(BackupSettings.Reader.DIRECT, 1));
        assertThat(settings.spark()).isEmpty();
    }

    @Test
    void interfaceExampleIsUnderstood() {
        outside.environment.put("SOURCE_PASSWORD", "s3cret");
        Settings settings = load("""
                sterna {
                  workspace = "file:///var/lib/sterna/"
                  strategy  = big-bang
                  source {
                    url = "jdbc:mariadb://db1:3306/shop"
                    user = shop_reader
                    password = ${?SOURCE_PASSWORD}
                    schemas = []
                    max-connections = 4
                    properties { ssl.mode = trust, "a.b" = 1 }
                  }
                  target { url = "jdbc:postgresql://db2:5432/shop", user = shop, password = ${?TARGET_PASSWORD} }
                  tables {
                    include = ["*"], exclude = ["tmp_*"]
                    rename  { "shop.order_lines" = "public.order_line", shop.a = public.b }
                    where   { "shop.audit" = "created_at >= '2024-01-01' and include = 1" }
                    "shop.audit" { chunk-rows = 50000 }
                    shop.other.chunk-rows = 7
                  }
                  types {
                    map { "shop.*.flags:int unsigned" = "bigint" }
                    on-zero-date = null                      # as one would write it
                    on-nul-character = strip
                  }
                  chunk { rows = 100000, bytes = 64MiB }
                  existing-rows = truncate
                  backup { reader = spark-jdbc, zstd-level = 3 }
                  sync { changes = diff, max-delete-fraction = 0.25, settle = 500ms, batch-keys = 100, executors-from = 7 }
                  spark { spark.executor.memory = 4g }
                }
                """);
        assertThat(settings.workspace()).isEqualTo("file:///var/lib/sterna");
        assertThat(settings.source().password().reveal()).isEqualTo("s3cret");
        assertThat(settings.target().password()).isNull();
        assertThat(settings.source().properties()).isEqualTo(Map.of("ssl.mode", "trust", "a.b", "1"));
        assertThat(settings.tables())
                .isEqualTo(new Settings.TableSelection(
                        List.of("*"),
                        List.of("tmp_*"),
                        Map.of("shop.order_lines", "public.order_line", "shop.a", "public.b"),
                        Map.of("shop.audit", "created_at >= '2024-01-01' and include = 1"),
                        Map.of("shop.audit", 50_000L, "shop.other", 7L)));
        assertThat(settings.typeMap()).isEqualTo(Map.of("shop.*.flags:int unsigned", "bigint"));
        assertThat(settings.types())
                .isEqualTo(new ValuePolicy(ValuePolicy.OnZeroDate.NULL, ValuePolicy.OnNulCharacter.STRIP));
        assertThat(settings.chunk()).isEqualTo(new ChunkSize(100_000, 64L << 20));
        assertThat(settings.existingRows()).isEqualTo(ExistingRows.TRUNCATE);
        assertThat(settings.backup()).isEqualTo(new BackupSettings(BackupSettings.Reader.SPARK_JDBC, 3));
        assertThat(settings.spark()).isEqualTo(Map.of("spark.executor.memory", "4g"));
        assertThat(settings.sync())
                .isEqualTo(
                        new SyncSettings(SyncSettings.Changes.DIFF, new BigDecimal("0.25"), Duration.ofMillis(500), 100)
                                .withExecutorsFrom(7));
        assertThat(load(LEAST).sync()).isEqualTo(SyncSettings.DEFAULT);
    }

    /** As docs/live.md shows it, and otherwise. */
    @Test
    void tablesSayWhoTellsTheirChanges() throws IOException {
        String page = Files.readString(Path.of("../docs/live.md"));
        String block = page.substring(page.indexOf("```hocon") + 8, page.indexOf("```", page.indexOf("```hocon") + 8));
        assertThat(load(LEAST + block).tables().changes())
                .isEqualTo(Map.of(
                        "shop.audit",
                        new TableChanges(
                                SyncSettings.Changes.WATERMARK,
                                new TableChanges.Watermark("updated_at", Duration.ofMinutes(10), null)),
                        "shop.event",
                        new TableChanges(null, new TableChanges.Watermark("id", null, 1000L)),
                        "shop.stock",
                        new TableChanges(SyncSettings.Changes.DIFF, null)));
        assertThat(load(LEAST + """
                        sterna.tables {
                          shop.stock { changes = log, chunk-rows = 5 }
                          "shop.plain".watermark.column = seen
                        }
                        """).tables().changes())
                .isEqualTo(Map.of(
                        "shop.stock",
                        new TableChanges(SyncSettings.Changes.LOG, null),
                        "shop.plain",
                        new TableChanges(null, new TableChanges.Watermark("seen"))));
    }

    /** As the remedies for types without an equal say. */
    @Test
    void typeMappingMayLeaveTheSourcesTypeOut() {
        assertThat(load(LEAST + "sterna.types.map { \"public.t.span\" = longtext, \"*.flags\" = \"bigint\" }")
                        .typeMap())
                .isEqualTo(Map.of("public.t.span", "longtext", "*.flags", "bigint"));
    }

    @Test
    void laterFileWinsAndSingleSettingBeatsFiles() {
        outside.files.put(
                "a.conf", LEAST + "sterna.chunk.rows = 1, sterna.chunk.bytes = 1MiB, sterna.backup.zstd-level = 2");
        outside.files.put("hdfs://n/b.conf", "sterna.chunk.rows = 2, sterna.chunk.bytes = 2MiB");
        Map<String, String> single = new LinkedHashMap<>();
        single.put("sterna.chunk.rows", "3");
        single.put("sterna.target.url", "jdbc:postgresql://elsewhere/a=b");
        single.put("sterna.tables.include", "[\"shop.*\", \"x\"]");
        single.put("sterna.tables.\"shop.audit\".chunk-rows", "9");
        Settings settings = new SettingsLoader(outside).load(List.of("a.conf", "hdfs://n/b.conf"), single);
        assertThat(settings.chunk()).isEqualTo(new ChunkSize(3, 2L << 20));
        assertThat(settings.backup().zstdLevel()).isEqualTo(2);
        assertThat(settings.target().url()).isEqualTo("jdbc:postgresql://elsewhere/a=b");
        assertThat(settings.tables().include()).containsExactly("shop.*", "x");
        assertThat(settings.tables().chunkRows()).isEqualTo(Map.of("shop.audit", 9L));
    }

    @Test
    void includesAreRelativeToTheFileThatIncludes() {
        outside.files.put("s3a://b/conf/a.conf", "include \"more/b.conf\"\ninclude \"absent.conf\"\n" + LEAST);
        outside.files.put("s3a://b/conf/more/b.conf", "include \"c.conf\"");
        outside.files.put("s3a://b/conf/more/c.conf", "host = h\nsterna.workspace = \"s3a://\"${host}/runs");
        assertThat(new SettingsLoader(outside)
                        .load(List.of("s3a://b/conf/a.conf"), Map.of())
                        .workspace())
                .isEqualTo("s3a://h/runs");
    }

    @Test
    void passwordComesFromFileOrCredentialStore() {
        outside.files.put("/run/secrets/db", "pass word\n");
        outside.credentials.put("shop.target", "other");
        Settings settings = load(LEAST + """
                sterna.source.password-file = /run/secrets/db
                sterna.target.password-alias = shop.target
                """);
        assertThat(settings.source().password().reveal()).isEqualTo("pass word");
        assertThat(settings.target().password().reveal()).isEqualTo("other");
        assertThat(settings.toString()).doesNotContain("pass word").doesNotContain("other");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "sterna.existing-row = keep",
                        "shop.conf:1: Unknown key sterna.existing-row",
                        "Did you mean sterna.existing-rows?"),
                mistake(
                        "sterna.sorce { url = x }",
                        "shop.conf:1: Unknown key sterna.sorce",
                        "Did you mean sterna.source?"),
                mistake(
                        "sterna.chunk-rows = 5",
                        "shop.conf:1: Unknown key sterna.chunk-rows",
                        "Did you mean sterna.chunk.rows?"),
                mistake(
                        "sterna.zstd-level = 5",
                        "shop.conf:1: Unknown key sterna.zstd-level",
                        "Did you mean sterna.backup.zstd-level?"),
                mistake(
                        "sterna.source.sslMode = x",
                        "Unknown key sterna.source.sslMode",
                        "settings of the driver belong into properties"),
                mistake(
                        "sterna.tables.inclde = [a]",
                        "Unknown key sterna.tables.inclde",
                        "Did you mean sterna.tables.include?"),
                mistake(
                        "sterna.tables.\"a.b\".chunk-row = 1",
                        "Unknown key sterna.tables.\"a.b\".chunk-row",
                        "chunk-rows?"),
                mistake("source.url = x", "shop.conf:1: Unknown key source", "Put it inside of sterna { }"),
                mistake("strena { }", "Unknown key strena", "Did you mean sterna?"),
                mistake(
                        "sterna.chunk.rows = many",
                        "shop.conf:1: Invalid sterna.chunk.rows: \"many\" (must be a whole number, at least 1)",
                        null),
                mistake("sterna.chunk.rows = 0", "Invalid sterna.chunk.rows: 0", null),
                mistake("sterna.chunk.rows = 1.5", "Invalid sterna.chunk.rows: 1.5", null),
                mistake("sterna.chunk.rows = null", "Invalid sterna.chunk.rows: null", null),
                mistake(
                        "sterna.chunk.bytes = 12 parsecs",
                        "Invalid sterna.chunk.bytes: \"12 parsecs\" (must be a size of at least 1KiB, as in 128MiB)",
                        null),
                mistake("sterna.chunk.bytes = [1]", "Invalid sterna.chunk.bytes: [1]", null),
                mistake("sterna.chunk = 5", "Invalid sterna.chunk: 5 (must be an object in braces)", null),
                mistake(
                        "sterna.strategy = bigbang",
                        "Invalid sterna.strategy: \"bigbang\" (must be one of big-bang, parallel, phased)",
                        null),
                mistake("sterna.strategy = BIG-BANG", "Invalid sterna.strategy: \"BIG-BANG\"", null),
                mistake("sterna.existing-rows = drop", "(must be one of refuse, truncate, keep)", null),
                mistake("sterna.types.on-zero-date = zero", "(must be one of fail, null)", null),
                mistake("sterna.types.on-nul-character = null", "Invalid sterna.types.on-nul-character: null", null),
                mistake(
                        "sterna.types.map { flags = bigint }",
                        "Invalid key of sterna.types.map: flags",
                        "shop.*.flags:int unsigned"),
                mistake(
                        "sterna.types.map { \"shop.t.flags:\" = bigint }",
                        "Invalid key of sterna.types.map: shop.t.flags:",
                        "\"shop.orders.flags\" = \"bigint\""),
                mistake("sterna.backup.reader = jdbc", "(must be one of direct, spark-jdbc)", null),
                mistake("sterna.sync.changes = logs", "(must be one of auto, diff, watermark, log)", null),
                mistake(
                        "sterna.tables.\"shop.audit\".changes = logs",
                        "Invalid sterna.tables.\"shop.audit\".changes: a text (must be one of auto, diff, watermark, log)",
                        null),
                mistake(
                        "sterna.tables.\"shop.audit\".changes = watermark",
                        "Cannot take sterna.tables.\"shop.audit\".changes = watermark: no column is named that grows",
                        "sterna.tables.\"shop.audit\".watermark.column = updated_at"),
                mistake(
                        "sterna.tables.\"shop.audit\".watermark.overlap = 5m",
                        "Cannot find sterna.tables.\"shop.audit\".watermark.column",
                        "= updated_at"),
                mistake(
                        "sterna.tables.\"shop.audit\".watermark { column = id, overlap = some }",
                        "Invalid sterna.tables.\"shop.audit\".watermark.overlap: a text (must be a length of time, as in"
                                + " 5m, or a whole number, as in 1000)",
                        null),
                mistake(
                        "sterna.tables.\"shop.audit\".watermark { column = id, overlaps = 5m }",
                        "Unknown key sterna.tables.\"shop.audit\".watermark.overlaps",
                        "overlap?"),
                mistake("sterna.sync.max-delete-fraction = 5", "(must be a number from 0 to 1, as in 0.05)", null),
                mistake("sterna.sync.settle = soon", "(must be a length of time, as in 2s or 500ms)", null),
                mistake("sterna.sync.batch-keys = 0", "(must be a whole number from 1 to 100000)", null),
                mistake("sterna.sync.executors-from = 0", "(must be a whole number, at least 1)", null),
                mistake("sterna.monitor.repeat = 0", "(must be a whole number from 1 to 1000)", null),
                mistake("sterna.monitor.slower = 0.5", "(must be a number, at least 1, as in 2.0)", null),
                mistake("sterna.backup.zstd-level = 23", "(must be a whole number from 1 to 22)", null),
                mistake("sterna.source.max-connections = 0", "Invalid sterna.source.max-connections: 0", null),
                mistake("sterna.tables.include = shop", "(must be a list of texts, as in [\"shop.*\"])", null),
                mistake("sterna.tables.exclude = [{a=1}]", "Invalid sterna.tables.exclude", null),
                mistake(
                        "sterna.tables.rename { a = b.c }",
                        "Invalid table name in sterna.tables.rename: a (must be schema.table)",
                        null),
                mistake("sterna.tables.rename { a.b = c }", "Invalid table name in sterna.tables.rename: c", null),
                mistake("sterna.tables.rename { a.b = c.d, a.e = c.d }", "Cannot rename both a.b and a.e to c.d", null),
                mistake("sterna.tables.where { a = x }", "Invalid table name in sterna.tables.where: a", null),
                mistake("sterna.workspace = \"\"", "Cannot find sterna.workspace", null),
                mistake("sterna.workspace = \"file:///a b\"", "Invalid sterna.workspace", null),
                mistake("sterna.source.url = \"mysql://h/d\"", "(must be a JDBC URL", null),
                mistake(
                        "sterna.source.url = null",
                        "Cannot find sterna.source.url: it has no default",
                        "jdbc:mariadb://db1:3306/shop"),
                mistake("sterna.target.user = null", "Cannot find sterna.target.user", null),
                mistake(
                        "sterna.source.user = ${NOBODY}",
                        "shop.conf:1: Cannot resolve ${NOBODY} in sterna.source.user",
                        "${?NAME}"),
                mistake(
                        "sterna.source.properties { x = ${NOBODY} }",
                        "Cannot resolve ${NOBODY} in sterna.source.properties.x",
                        null),
                mistake(
                        "sterna.source.properties { password = x }",
                        "Invalid key password in sterna.source.properties",
                        "Use sterna.source.password"),
                mistake(
                        "sterna.source.password-file = /none",
                        "shop.conf:1: Cannot find the sterna.source.password-file /none",
                        "create the file"),
                mistake(
                        "sterna.source.password-alias = none",
                        "Cannot find the alias none",
                        "hadoop credential create none"),
                mistake(
                        "sterna.source.password = a, sterna.source.password-file = b",
                        "Cannot choose between sterna.source.password and sterna.source.password-file",
                        "Keep one"),
                mistake("a = ${b}, b = ${a}, sterna.workspace = ${a}", "Cannot resolve", null),
                mistake("sterna { chunk { rows = 5", "shop.conf:", null));
    }

    private static Arguments mistake(String line, String message, String remedy) {
        return Arguments.of(line, message, remedy);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsNamedWithPlaceAndRemedy(String line, String message, String remedy) {
        // The mistake comes last, so that it wins, and in a file of its own, so that its line is known.
        outside.files.put("least.conf", LEAST);
        outside.files.put("shop.conf", line + "\n");
        SternaException failure = failure(List.of("least.conf", "shop.conf"), Map.of());
        assertThat(failure.category()).isEqualTo(Category.CONFIGURATION);
        assertThat(failure.problems()).hasSize(1).allSatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.remedy()).isNotBlank().contains(remedy == null ? "" : remedy);
        });
    }

    @Test
    void allProblemsAreToldAtOnce() {
        outside.files.put("a.conf", """
                sterna {
                  source { usr = x }
                  chunk.rows = x
                  existing-rows = x
                }
                """);
        assertThat(failure(List.of("a.conf"), Map.of("sterna.bakup.reader", "direct"))
                        .problems())
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "Cannot find sterna.source.url: it has no default",
                        "Cannot find sterna.source.user: it has no default",
                        "a.conf:2: Unknown key sterna.source.usr",
                        "Cannot find sterna.target.url: it has no default",
                        "Cannot find sterna.target.user: it has no default",
                        "a.conf:3: Invalid sterna.chunk.rows: \"x\" (must be a whole number, at least 1)",
                        "a.conf:4: Invalid sterna.existing-rows: \"x\" (must be one of refuse, truncate, keep)",
                        "-D sterna.bakup.reader: Unknown key sterna.bakup");
    }

    @Test
    void missingAndBrokenFilesAreToldTogether() {
        outside.files.put("broken.conf", "a = 1\nb = [");
        assertThat(failure(List.of("broken.conf", "none.conf"), Map.of("a b", "c", "x", "[1"))
                        .problems())
                .extracting(Problem::message)
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message).startsWith("broken.conf:2: Cannot parse: "),
                        message -> assertThat(message).isEqualTo("Cannot find the configuration file none.conf"),
                        message -> assertThat(message).startsWith("-D x"));
    }

    static Stream<String> secrets() {
        return Stream.of(
                "sterna.source.url = \"jdbc:mariadb://h/d?user=a&password=geheim\"",
                "sterna.source.url = \"jdbc:mariadb://h/d?Password=geheim&x=y\"",
                "sterna.source.url = \"jdbc:mariadb://root:geheim@h/d\"",
                "sterna.source.url = \"jdbc:mariadb://root:geheim#geheim@h/d\"",
                "sterna.source.url = \"jdbc:mariadb://root:geheim?geheim@h/d\"",
                "sterna.source.url = \"jdbc:mariadb://root:geheim;geheim@h/d\"",
                "sterna.source.url = \"jdbc:mariadb://root:geheim@geheim#geheim@h/d\"",
                "sterna.source.url = \"jdbc:mariadb://root:geheim?host=geheim#geheim@h/d\"",
                "sterna.source.url = \"jdbc:postgresql://h/d?sslpassword=geheim\"",
                "sterna.source.url = \"jdbc:sqlserver://h;user=a;password=geheim;x=y\"",
                "sterna.source.url = \"jdbc:mysql://(host=h,user=a,password=geheim)/d\"",
                "sterna.source.url = \"mysql:password=geheim\"",
                "sterna.source.password = [geheim]",
                "sterna.source.password { a = geheim }",
                "sterna.source.password = geheim, sterna.source.password-file = x",
                "sterna.source.password = ${NONE}geheim",
                "sterna.source.password = geheim$x",
                "sterna.source.password = $geheim:5",
                "sterna.source.password = ge:heim:geheim",
                "sterna.source.password = {geheim",
                "sterna.source.password = geheim\"geheim",
                "sterna.source.properties { keyPassword = [geheim] }",
                "sterna.spark { spark.hadoop.fs.s3a.secret.key = [geheim] }");
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void secretIsNotShown(String line) {
        outside.files.put("least.conf", LEAST);
        outside.files.put("shop.conf", line);
        SternaException failure = failure(List.of("least.conf", "shop.conf"), Map.of());
        assertThat(failure.problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.toString())
                        .doesNotContain("geheim")
                        .contains(line.contains("url") ? "" : "shop.conf:1"));
    }

    @Test
    void singleSecretIsNotShown() {
        outside.files.put("least.conf", LEAST);
        assertThat(failure(List.of("least.conf"), Map.of("sterna.source.password", "[geheim"))
                        .problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("geheim"));
    }

    @Test
    void userInfoOfFilesIsNotShown() {
        outside.files.put("s3a://key:geheim@b/a.conf", "include required(\"none.conf\")");
        outside.files.put("s3a://key:geheim@b/broken.conf", "a = 1\nb = [");
        assertThat(failure(
                                List.of(
                                        "s3a://key:geheim@b/a.conf",
                                        "s3a://key:geheim@b/broken.conf",
                                        "s3a://key:geheim@b/none.conf"),
                                Map.of())
                        .problems())
                .extracting(Problem::message)
                .satisfiesExactly(
                        message -> assertThat(message)
                                .contains("Cannot find the included file s3a://...@b/none.conf")
                                .doesNotContain("geheim"),
                        message -> assertThat(message).startsWith("s3a://...@b/broken.conf:2: Cannot parse: "),
                        message -> assertThat(message)
                                .isEqualTo("Cannot find the configuration file s3a://...@b/none.conf"));
    }

    @Test
    void filesThatIncludeEachOtherAreNamed() {
        outside.files.put("a.conf", "include \"b.conf\"\n" + LEAST);
        outside.files.put("b.conf", "include \"a.conf\"");
        assertCircle("a.conf", "Cannot include files in a circle: a.conf includes b.conf includes a.conf");
        outside.files.put("conf/self.conf", "include \"../conf/self.conf\"");
        for (int i = 1; i < 100; i++) {
            outside.files.put("conf/" + "../conf/".repeat(i) + "self.conf", "include \"../conf/self.conf\"");
        }
        assertCircle("conf/self.conf", "Cannot include files in a circle: ");
    }

    private void assertCircle(String file, String message) {
        assertThat(failure(List.of(file), Map.of()).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("config-include");
            assertThat(problem.message()).contains(message);
            assertThat(problem.remedy()).isEqualTo("Take one of these include lines out");
        });
    }

    /** Brackets and keys within keys; a long text takes no depth at all. */
    @Test
    void whatNestsTooDeeplyIsToldAsThat() {
        for (String deep : List.of(
                "a = " + "[".repeat(100_000) + "]".repeat(100_000),
                "a = " + "{a:".repeat(100_000) + "1" + "}".repeat(100_000),
                "a.".repeat(100_000) + "a = 1")) {
            outside.files.put("deep.conf", deep);
            assertThat(failure(List.of("deep.conf"), Map.of()).problems())
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.code()).isEqualTo("config-too-large");
                        assertThat(problem.message()).isEqualTo("Cannot read the configuration: it nests too deeply");
                        assertThat(problem.remedy()).contains("deep.conf");
                    });
        }
        assertThat(failure(List.of(), Map.of("sterna.tables.include", "[".repeat(100_000)))
                        .problems())
                .singleElement()
                .extracting(Problem::code)
                .isEqualTo("config-too-large");
        load(LEAST + "\ntext = \"" + "x\\\"".repeat(200_000) + "\"");
    }

    @Test
    void whatGrowsWithoutEndIsTooLarge() {
        outside.files.put("large.conf", "#".repeat(Surroundings.MOST_BYTES + 1));
        assertTooLarge("large.conf", "config-unreadable");
        for (int i = 0; i < 30; i++) {
            outside.files.put(i + ".conf", ("include \"" + (i + 1) + ".conf\"\n").repeat(2) + "#".repeat(1000));
        }
        outside.files.put("30.conf", "");
        assertTooLarge("0.conf", "config-include");
    }

    private void assertTooLarge(String file, String code) {
        assertThat(failure(List.of(file), Map.of()).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.message()).contains(file + " has more than 8 MiB, with what it includes");
            assertThat(problem.remedy()).contains("too large");
        });
    }

    private Settings load(String text) {
        outside.files.put("shop.conf", text);
        return new SettingsLoader(outside).load(List.of("shop.conf"), Map.of());
    }

    private SternaException failure(List<String> files, Map<String, String> single) {
        return catchThrowableOfType(SternaException.class, () -> new SettingsLoader(outside).load(files, single));
    }
}
