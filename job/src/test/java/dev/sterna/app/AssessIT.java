package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
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

/** {@code assess} as an operator gives it, and what it leaves behind. */
class AssessIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    /** A page in a browser must not run what somebody has called a table. */
    @Test
    void namesInThePageAreTextAndNothingElse() throws IOException {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        source.execute(
                "CREATE TABLE \"<script>alert(1)</script>\" (id int, \"a\"\"b'c\nd<b>\" text DEFAULT '<img src=x>')",
                "CREATE VIEW \"<i>\" AS SELECT pg_typeof(id) FROM \"<script>alert(1)</script>\"");
        Migration migration = new Migration(folder, source, DATABASES.create(Engine.MARIADB));
        migration.give("assess");
        assertThat(Files.readString(migration.file("report.html")))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;i&gt;")
                .doesNotContain("<script>alert", "<img src=x>", "<i>");
    }

    @Test
    void impossibleTableEndsWithNineUntilItIsExcluded() throws IOException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        source.execute(
                "CREATE TABLE `<b>&\"x\"` (id int PRIMARY KEY, d date) ENGINE = InnoDB",
                "SET SESSION sql_mode = ''",
                "INSERT INTO `<b>&\"x\"` VALUES (1, '0000-00-00'), (2, '2024-01-01')",
                "CREATE TABLE keyless (a int) ENGINE = InnoDB",
                "CREATE TABLE place (id int PRIMARY KEY, at double) ENGINE = InnoDB",
                "CREATE TABLE a (id int PRIMARY KEY, b int) ENGINE = InnoDB",
                "CREATE TABLE b (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a (id)) ENGINE = InnoDB",
                "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id)");
        List<List<String>> before = everything(source);
        // No two engines write floating point alike.
        Migration migration = new Migration(folder, source, target, "types { map { \"*.place.at\" = text } }");

        JsonNode refused = migration.give("assess");
        assertThat(refused.path("exitCode").asInt()).isEqualTo(9);
        assertThat(refused.path("outcome").asText()).isEqualTo("refused");
        assertThat(errors(refused)).singleElement().asString().contains("place").contains("floating point");
        assertThat(remedy(refused, "error")).contains("leave the table out by sterna.tables.exclude");

        JsonNode done = migration.give("assess", "--full", "--show-values", "-D", "sterna.tables.exclude=[place]");
        assertThat(errors(done)).isEmpty();
        assertThat(done.path("exitCode").asInt()).isZero();
        assertThat(done.path("outcome").asText()).isEqualTo("done");
        assertThat(done.at("/steps/0/name").asText()).isEqualTo("assess");
        assertThat(done.path("problems").toString())
                .contains("zero-date in 1 place: ")
                .contains("No key tells the rows of 1 tables apart: " + source.name() + ".keyless")
                .doesNotContain("0000-00-00");

        JsonNode assessment = migration.json("assessment.json");
        assertThat(assessment.path("format").asInt()).isEqualTo(1);
        assertThat(assessment.path("depth").asText()).isEqualTo("all");
        assertThat(assessment.at("/objects/leftOut/0").asText()).isEqualTo(source.name() + ".place");
        assertThat(assessment.at("/values/findings/0/keys/0/id").asText()).isEqualTo("1");
        assertThat(assessment.at("/values/findings/0/values/0").asText()).isEqualTo("0000-00-00");
        assertThat(assessment.at("/order/cycles")).hasSize(2);
        assertThat(assessment.at("/estimate/probes")).isNotEmpty();
        assertThat(assessment.at("/estimate/secondsTo").isNumber()).isTrue();
        assertThat(assessment.at("/complexity/level").asText()).isIn("easy", "medium", "hard");
        assertThat(assessment.at("/servers").toString())
                .contains("\"no-binary-log\"")
                .contains("\"target\"");

        String page = Files.readString(migration.file("report.html"));
        assertThat(page)
                .contains("&lt;b&gt;&amp;&quot;x&quot;")
                .doesNotContain("<b>&\"x\"")
                .doesNotContain("http://")
                .doesNotContain("https://")
                .contains("zero-date")
                .contains("@media print");

        assertThat(everything(source)).isEqualTo(before);
        assertThat(target.queryValue("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE"
                        + " nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'"))
                .isEqualTo("0");
        assertThat(target.queryValue("SELECT count(*) FROM pg_namespace WHERE nspname = 'sterna'"))
                .isEqualTo("0");
        assertThat(migration.file("plan.json")).doesNotExist();
    }

    @Test
    void impossibleObjectEndsWithNineUntilItIsExcluded() {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        TestDatabase target = DATABASES.create(Engine.MARIADB);
        source.execute(
                "CREATE TABLE rooms (id int PRIMARY KEY, at int, CONSTRAINT once EXCLUDE USING btree (at WITH =),"
                        + " CONSTRAINT apart EXCLUDE USING gist (box(point(at, 0), point(at, 1)) WITH &&))");
        Migration migration = new Migration(folder, source, target);
        JsonNode refused = migration.give("assess");
        assertThat(refused.path("exitCode").asInt()).isEqualTo(9);
        assertThat(errors(refused)).anyMatch(error -> error.contains("exclusion public.rooms.apart"));

        JsonNode done = migration.give("assess", "-D", "sterna.objects.exclude=[\"exclusion public.rooms.*\"]");
        assertThat(errors(done)).isEmpty();
        assertThat(done.path("exitCode").asInt()).isZero();
        assertThat(migration.json("assessment.json").at("/objects/counts").toString())
                .containsPattern("\"exclusion\",[^}]*\"impossible\":0,\"excluded\":2");
    }

    @Test
    void assessedRunGoesOnUnderItsId() {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        TestDatabase target = DATABASES.create(Engine.MARIADB);
        source.execute("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t SELECT generate_series(1, 20)");
        Migration migration = new Migration(folder, source, target);
        assertThat(migration.give("assess").path("exitCode").asInt()).isZero();
        assertThat(target.query("SHOW TABLES")).isEmpty();
        assertThat(migration.give("plan").path("exitCode").asInt()).isZero();
        assertThat(migration.file("plan.json")).exists();
        assertThat(migration.json("assessment.json").at("/tables/0/table").asText())
                .isEqualTo("public.t");
    }

    @Test
    void roleThatMayNotReadOrWriteIsToldWhatToGrant() {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        TestDatabase target = DATABASES.create(Engine.MARIADB);
        source.execute(
                "CREATE TABLE open (id int PRIMARY KEY)",
                "CREATE TABLE shut (id int PRIMARY KEY, d date)",
                "CREATE TABLE veiled (id int PRIMARY KEY)",
                "ALTER TABLE veiled ENABLE ROW LEVEL SECURITY");
        Login reader = source.createUser(
                "GRANT USAGE ON SCHEMA public TO %s", "GRANT SELECT ON open TO %s", "GRANT SELECT ON veiled TO %s");
        Login writer = target.createUser("GRANT SELECT, INSERT ON `" + target.name() + "`.* TO %s");
        Migration migration = new Migration(
                folder,
                source,
                target,
                "source { user = \"" + reader.user() + "\", password = \"" + reader.password() + "\" }",
                "target { user = \"" + writer.user() + "\", password = \"" + writer.password() + "\" }");
        JsonNode result = migration.give("assess");
        assertThat(result.path("exitCode").asInt()).isZero();
        JsonNode servers = migration.json("assessment.json").path("servers");
        assertThat(lines(servers))
                .contains(
                        "source blocks cannot-read-table GRANT USAGE ON SCHEMA \"public\" TO \"" + reader.user()
                                + "\"; GRANT SELECT ON \"public\".\"shut\" TO \"" + reader.user() + "\"",
                        "source blocks rows-hidden ALTER ROLE \"" + reader.user() + "\" BYPASSRLS",
                        "target blocks missing-privileges GRANT UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES ON"
                                + " `" + target.name() + "`.* TO '" + writer.user() + "'@'%'")
                .noneMatch(line -> line.contains("\"open\""));
        assertThat(result.path("problems").toString()).contains("The role may not read public.shut");
        assertThat(migration.json("assessment.json").at("/values/scans").toString())
                .contains("Cannot look at the values of public.shut");
    }

    @Test
    void userOfMariaDbWithoutGrantsOnAllIsToldThatTablesMayBeHidden() {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        source.execute(
                "CREATE TABLE open (id int PRIMARY KEY) ENGINE = InnoDB",
                "CREATE TABLE shut (id int PRIMARY KEY) ENGINE = InnoDB");
        Login reader = source.createUser("GRANT SELECT ON `" + source.name() + "`.open TO %s");
        Login writer = target.createUser();
        Migration migration = new Migration(
                folder,
                source,
                target,
                "source { user = \"" + reader.user() + "\", password = \"" + reader.password() + "\" }",
                "target { user = \"" + writer.user() + "\", password = \"" + writer.password() + "\" }");
        JsonNode result = migration.give("assess");
        assertThat(result.path("exitCode").asInt()).isZero();
        JsonNode assessment = migration.json("assessment.json");
        assertThat(lines(assessment.path("servers")))
                .anyMatch(line -> line.startsWith("source warns cannot-see-all-tables GRANT SELECT"))
                .anyMatch(line -> line.startsWith("target blocks cannot-create-ledger GRANT CREATE ON DATABASE"))
                .anyMatch(line -> line.startsWith("target blocks cannot-create-table GRANT USAGE, CREATE ON SCHEMA"));
        assertThat(assessment.at("/objects/blind")).isNotEmpty();
        assertThat(result.path("problems").toString()).contains("cannot-see");
    }

    @Test
    void summaryNamesNoValuesAndNoKeys() {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        source.execute(
                "SET SESSION sql_mode = ''",
                "CREATE TABLE t (name varchar(30) PRIMARY KEY, d date) ENGINE = InnoDB",
                "INSERT INTO t VALUES ('somebody-secret', '0000-00-00')");
        Migration migration = new Migration(folder, source, target);
        Cli cli = Cli.run(migration.arguments("assess", "--show-values").toArray(String[]::new));
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.out() + cli.err())
                .contains("zero-date")
                .contains("complexity  ")
                .contains("Next: sterna plan")
                .doesNotContain("somebody-secret")
                .doesNotContain("0000-00-00");
    }

    private static List<List<String>> everything(TestDatabase database) {
        List<List<String>> all = new ArrayList<>(database.query("SHOW TABLES"));
        for (List<String> table : List.copyOf(all)) {
            all.addAll(database.query("CHECKSUM TABLE `" + table.get(0) + "`"));
            all.addAll(database.query("SHOW CREATE TABLE `" + table.get(0) + "`"));
        }
        return all;
    }

    private static List<String> errors(JsonNode result) {
        List<String> errors = new ArrayList<>();
        result.path("problems").forEach(problem -> {
            if (problem.path("severity").asText().equals("error")) {
                errors.add(problem.path("message").asText());
            }
        });
        return errors;
    }

    private static String remedy(JsonNode result, String severity) {
        for (JsonNode problem : result.path("problems")) {
            if (problem.path("severity").asText().equals(severity)) {
                return problem.path("remedy").asText();
            }
        }
        return null;
    }

    private static List<String> lines(JsonNode servers) {
        List<String> lines = new ArrayList<>();
        servers.forEach(finding -> lines.add(finding.path("side").asText() + " "
                + finding.path("severity").asText() + " " + finding.path("code").asText() + " "
                + finding.path("remedy").asText()));
        return lines;
    }
}
