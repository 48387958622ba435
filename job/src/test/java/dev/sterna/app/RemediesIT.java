package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a remedy says is done, word for word, and then the same command goes on. */
class RemediesIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    @Test
    void aReaderWithoutAnyGrantOnMariaDb() {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        Shop shop = new Shop(folder, source, DATABASES.create(Engine.POSTGRESQL));
        Login reader = source.createUser();
        shop.configure(reader, shop.writer(), "");
        JsonNode problem = problem(shop.json("plan"), 4, "missing-privilege");
        String grant = problem.path("remedy").asText();
        assertThat(grant).startsWith("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON `" + source.name() + "`.* TO ");
        source.executeAsAdministrator(grant);
        assertThat(shop.json("plan").exitCode()).isZero();
    }

    @Test
    void aReaderWithoutATableOnPostgres() {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, DATABASES.create(Engine.MARIADB));
        Login reader = source.createUser("GRANT USAGE ON SCHEMA public TO %s", "GRANT SELECT ON customer TO %s");
        shop.configure(reader, shop.writer(), "");
        JsonNode problem = problem(shop.json("run", "--execute"), 4, "missing-privilege");
        source.executeAsAdministrator(problem.path("remedy").asText().replace("<sterna.source.user>", reader.user()));
        assertThat(shop.json("run", "--execute").exitCode()).isZero();
    }

    @Test
    void aRoleThatMayNotLogIn() {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, DATABASES.create(Engine.MARIADB));
        Login reader = source.createUser(
                "GRANT USAGE ON SCHEMA public TO %s",
                "GRANT SELECT ON customer, orders TO %s", "ALTER ROLE %s NOLOGIN");
        shop.configure(reader, shop.writer(), "");
        JsonNode problem = problem(shop.json("plan"), 4, "login-refused");
        source.executeAsAdministrator(problem.path("remedy").asText());
        assertThat(shop.json("plan").exitCode()).isZero();
    }

    @Test
    void noPassword() {
        for (Engine engine : new Engine[] {Engine.MARIADB, Engine.POSTGRESQL}) {
            TestDatabase source = DATABASES.create(engine);
            Shop shop = new Shop(
                    folder, source, DATABASES.create(engine == Engine.MARIADB ? Engine.POSTGRESQL : Engine.MARIADB));
            shop.configure(new Login(source.createUser().user(), ""), shop.writer(), "");
            Cli cli = shop.json("plan");
            assertThat(cli.exitCode()).as(cli.err()).isEqualTo(4);
            assertThat(cli.result().at("/problems/0/remedy").asText())
                    .contains("sterna.source.password-file", "SOURCE_PASSWORD");
        }
    }

    /** Its triggers stay behind, and nobody could know. */
    @Test
    void aReaderThatSeesNoTriggersIsToldByRunAsWell() {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        Shop shop = new Shop(folder, source, DATABASES.create(Engine.POSTGRESQL));
        source.executeAsAdministrator("CREATE TRIGGER t BEFORE INSERT ON customer FOR EACH ROW SET NEW.name = 'x'");
        Login reader = source.createUser("GRANT SELECT ON `" + source.name() + "`.* TO %s");
        shop.configure(reader, shop.writer(), "");
        Cli cli = shop.json("run", "--execute");
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        JsonNode warning = null;
        for (JsonNode each : cli.result().path("problems")) {
            if (each.path("code").asText().equals("cannot-see")
                    && each.path("message").asText().contains("trigger")) {
                warning = each;
            }
        }
        assertThat(warning).as(cli.err()).isNotNull();
        source.executeAsAdministrator(warning.path("remedy").asText());
        Cli again = shop.json("assess", "--run-id", "other");
        assertThat(again.result().path("problems").toString()).doesNotContain("trigger of");
    }

    private static JsonNode problem(Cli cli, int exitCode, String code) {
        assertThat(cli.exitCode()).as(cli.err()).isEqualTo(exitCode);
        JsonNode problem = cli.result().at("/problems/0");
        assertThat(problem.path("code").asText()).as(problem.toString()).isEqualTo(code);
        return problem;
    }
}
