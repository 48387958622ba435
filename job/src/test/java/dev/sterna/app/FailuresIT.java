package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.Side;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong most often: each in its exit code, with a message that says what to do. */
class FailuresIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    private TestDatabase source;
    private TestDatabase target;
    private Shop shop;

    @BeforeEach
    void fill() {
        source = DATABASES.create(Engine.MARIADB);
        target = DATABASES.create(Engine.POSTGRESQL);
        shop = new Shop(folder, source, target);
    }

    @Test
    void wrongPasswordOfTheSource() {
        shop.configure(new Login(source.user(), "geheim1"), Shop.login(target), "");
        assertFails(shop.json("plan"), 4, "source", source.user(), "sterna.source.password");
    }

    @Test
    void wrongPasswordOfBoth() {
        shop.configure(new Login(source.user(), "geheim1"), new Login(target.user(), "geheim2"), "");
        Cli cli = shop.json("run", "--execute");
        assertFails(cli, 4, "source", source.user(), "sterna.source.password");
        assertThat(cli.result().path("problems")).hasSize(2);
        assertThat(cli.result().at("/problems/1/message").asText()).contains("target");
        assertThat(cli.result().at("/problems/1/remedy").asText()).contains("sterna.target.password");
    }

    @Test
    void serverDown() {
        Cli cli = shop.json("run", "--execute", "-D", "sterna.target.url=jdbc:postgresql://127.0.0.1:1/shop");
        assertFails(cli, 5, "target", "127.0.0.1:1", "sterna.target.url");
    }

    @Test
    void serverOfTheSourceDown() {
        Cli cli = shop.json("run", "--execute", "-D", "sterna.source.url=jdbc:mariadb://127.0.0.1:1/shop");
        assertFails(cli, 4, "source", "127.0.0.1:1", "sterna.source.url");
    }

    @Test
    void noDatabaseInTheUrl() {
        Cli cli =
                shop.json("plan", "-D", "sterna.source.url=" + source.jdbcUrl().replace(source.name(), ""));
        assertFails(cli, 3, "The URL names no database", "", "at the end of the URL");
    }

    @Test
    void unknownDatabase() {
        Cli cli =
                shop.json("plan", "-D", "sterna.target.url=" + target.jdbcUrl().replace(target.name(), "nowhere"));
        assertFails(cli, 5, "target", "nowhere", "CREATE DATABASE \"nowhere\"");
    }

    @Test
    void unknownTable() {
        assertFails(shop.json("plan", "--tables", "custommer"), 3, "custommer", "customer", "Correct the name");
    }

    @Test
    void unknownTableOfPlan() {
        assertThat(shop.json("plan").exitCode()).isZero();
        assertFails(shop.json("prepare", "--tables", "custommer"), 3, "custommer", "customer", "Correct the name");
    }

    @Test
    void unknownKey() {
        shop.configure(Shop.login(source), Shop.login(target), "sterna.exisitng-rows = keep");
        assertFails(
                shop.json("run"),
                3,
                shop.config() + ":7",
                "sterna.exisitng-rows",
                "Did you mean sterna.existing-rows?");
    }

    @Test
    void nonEmptyTarget() {
        target.execute(
                "CREATE TABLE customer (id int PRIMARY KEY, name varchar(40) NOT NULL)",
                "INSERT INTO customer VALUES (1, 'Ann')");
        Cli cli = shop.json("run", "--execute");
        assertFails(cli, 9, "customer", "rows", "sterna.existing-rows");
        assertThat(target.queryValue("SELECT count(*) FROM customer")).isEqualTo("1");
    }

    @Test
    void missingCreatePrivilege() {
        // The ledger's schema comes first, and may be made.
        Login writer = target.createUser(
                "GRANT USAGE ON SCHEMA public TO %s", "GRANT CREATE ON DATABASE \"" + target.name() + "\" TO %s");
        shop.configure(Shop.login(source), writer, "");
        assertFails(
                shop.json("prepare", "--execute"),
                5,
                "permission denied",
                "",
                "GRANT USAGE, CREATE ON SCHEMA \"public\"");
    }

    @Test
    void missingCreatePrivilegeOnMariaDb() {
        TestDatabase other = DATABASES.create(Engine.MARIADB);
        TestDatabase from = DATABASES.create(Engine.POSTGRESQL);
        Shop more = new Shop(folder, from, other);
        Login writer = other.createUser("GRANT SELECT ON `" + other.name() + "`.* TO %s");
        more.configure(Shop.login(from), writer, "");
        // The database is there and need not be made.
        assertFails(
                more.json("prepare", "--execute"),
                5,
                "CREATE command denied",
                writer.user(),
                grant("CREATE", other, writer));
    }

    private static String grant(String privilege, TestDatabase database, Login login) {
        return "GRANT " + privilege + " ON `" + database.name() + "`.* TO '" + login.user() + "'@";
    }

    @Test
    void schemaChangedAfterPlan() {
        assertThat(shop.json("plan").exitCode()).isZero();
        source.execute("ALTER TABLE customer ADD COLUMN age int");
        assertFails(shop.json("run", "--execute"), 9, "customer", "changed", "sterna plan");
    }

    @Test
    void rowsDiffer() {
        assertThat(shop.json("plan").exitCode()).isZero();
        assertThat(shop.json("prepare", "--execute").exitCode()).isZero();
        target.execute("INSERT INTO customer VALUES (1, 'Ann'), (2, 'Bo'), (4, '')");
        Cli cli = shop.json("diff", "--tables", "customer");
        assertFails(
                cli, 6, "customer differs", "1 rows missing in the target, 1 too many, 1 changed", "customer.jsonl");
        assertThat(cli.result().path("outcome").asText()).isEqualTo("differs");
        assertThat(cli.result().at("/tables/0/diff")).hasToString("""
                {"identical":false,"missing":1,"extra":1,"changed":1,"method":"rows","forgiven":0}""");
        target.execute("UPDATE customer SET id = 3 WHERE id = 4", "UPDATE customer SET name = 'Ben' WHERE id = 2");
        assertThat(shop.json("diff", "--tables", "customer").exitCode()).isZero();
    }

    @Test
    void tableMissingInTheTarget() {
        assertThat(shop.json("plan").exitCode()).isZero();
        assertFails(
                shop.json("diff", "--tables", "customer"),
                6,
                "The target has no table public.customer",
                "all 3 rows",
                "sterna prepare --execute");
    }

    @Test
    void otherMigrationUnderTheSameRunId() {
        assertThat(shop.json("plan").exitCode()).isZero();
        TestDatabase other = DATABASES.create(Engine.POSTGRESQL);
        assertFails(
                shop.json("plan", "-D", "sterna.target.url=" + other.jdbcUrl()), 9, "run r", target.name(), "--run-id");
    }

    @Test
    void sameRunTwice() throws IOException {
        assertThat(shop.json("plan").exitCode()).isZero();
        Endpoint endpoint =
                new Endpoint(target.jdbcUrl(), target.user(), new Secret(target.password()), List.of(), 1, Map.of());
        Dialect dialect = Dialects.forUrl(endpoint.url(), Side.TARGET);
        try (Ledger.Lock lock = new Ledger(dialect, dialect.connector(endpoint, Side.TARGET)).lock("r")) {
            assertFails(shop.json("prepare", "--execute"), 8, "sterna:r", "another process", "Wait until");
        }
        assertThat(shop.json("prepare", "--execute").exitCode()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(Files.readString(shop.file("r", "state.json")))
                        .path("state")
                        .asText())
                .isEqualTo("done");
    }

    private static void assertFails(Cli cli, int exitCode, String first, String second, String remedy) {
        JsonNode result = cli.result();
        JsonNode problem = StreamSupport.stream(result.path("problems").spliterator(), false)
                .filter(each -> each.path("severity").asText().equals("error"))
                .findFirst()
                .orElseThrow();
        assertThat(cli.exitCode()).as(cli.err()).isEqualTo(exitCode);
        assertThat(result.path("exitCode").asInt()).isEqualTo(exitCode);
        assertThat(problem.path("message").asText()).contains(first).contains(second);
        assertThat(problem.path("remedy").asText()).isNotBlank().contains(remedy);
        assertThat(cli.out() + cli.err()).doesNotContain("geheim");
        assertThat(cli.err()).contains(problem.path("message").asText());
    }
}
