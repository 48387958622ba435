package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.testing.Databases;
import dev.sterna.testing.LogCapture;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A secret, planted by every road, is in nothing that is written. */
class SecretsIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    private final String secret = "geheim" + UUID.randomUUID().toString().replace("-", "");
    private TestDatabase source;
    private TestDatabase target;
    private Shop shop;

    @BeforeEach
    void fill() {
        source = DATABASES.create(Engine.MARIADB);
        target = DATABASES.create(Engine.POSTGRESQL);
        shop = new Shop(folder, source, target);
    }

    /** What ends before or at the first connection: {@code SECRET} stands for it, {@code PG} for the target's URL. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            password as a setting      | sterna.target.password=SECRET
            password in an object      | sterna.target={password=SECRET}
            password of the source     | sterna.source={"password"="SECRET"}
            endpoint as a text         | sterna.target=SECRET
            everything as a text       | sterna=SECRET
            endpoints as a list        | sterna.source=["SECRET"]
            password as an object      | sterna.target.password={a=SECRET}
            properties as a text       | sterna.target.properties=SECRET
            property as a list         | sterna.target.properties.sslpassword=["SECRET"]
            property                   | sterna.target.properties.sslpassword=SECRET
            misplaced password         | sterna.target.properties.password=SECRET
            unknown property           | sterna.target.properties.frobnicate=SECRET
            property of a wrong form   | sterna.target.properties.loginTimeout=SECRET
            spark as a text            | sterna.spark=SECRET
            spark in an object         | sterna.spark={"spark.hadoop.fs.s3a.secret.key"="SECRET"}
            broken object              | sterna.target={password="SECRET
            broken path                | sterna.target{password:SECRET}=x
            no value                   | sterna.target.password:SECRET
            user info                  | sterna.target.url=jdbc:postgresql://user:SECRET@127.0.0.1:1/x
            parameter                  | sterna.target.url=PG?password=SECRET
            encoded parameter          | sterna.target.url=PG?p%61ssword=SECRET
            parameter encoded twice    | sterna.target.url=PG?p%2561ssword=SECRET
            unknown parameter          | sterna.target.url=PG?frobnicate=SECRET
            unknown engine             | sterna.target.url=jdbc:frob://user:SECRET@h/d
            no URL                     | sterna.target.url=SECRET
            address with keys          | sterna.source.url=jdbc:mariadb://address=(host=127.0.0.1)(port=1)(password=SECRET)/x
            workspace                  | sterna.workspace=s3a://key:SECRET@bucket/runs
            key of the user            | mine=SECRET
            """)
    void failingRoad(String road, String setting) throws IOException {
        String given = setting.replace("SECRET", secret).replace("PG", target.jdbcUrl());
        List<String> said = new ArrayList<>();
        for (String command : List.of("run", "status")) {
            said.add(all(Cli.run(
                    command,
                    "--config",
                    shop.config().toString(),
                    "--run-id",
                    "r",
                    "--verbose",
                    "--result-file",
                    folder.resolve("result.json").toString(),
                    "-D",
                    given)));
            said.add(all(shop.json(command, "-D", given)));
        }
        assertNothingTells(said);
    }

    /** A run that works, with secrets wherever they may stand, and its looking back. */
    @Test
    void working() throws IOException {
        Login writer = new Login("w" + secret.substring(6, 16), secret + "T");
        target.executeAsAdministrator(
                "CREATE ROLE " + writer.user() + " LOGIN SUPERUSER PASSWORD '" + writer.password() + "'");
        try (LogCapture log = new LogCapture()) {
            Path included = Files.writeString(folder.resolve("included.conf"), """
                    mine = "%1$s"
                    sterna.target.password = ${mine}T
                    sterna.spark {
                      "spark.hadoop.fs.s3a.secret.key" = "%1$s"
                      "spark.hadoop.fs.azure.account.key.x" = "%1$s"
                      "spark.hadoop.some.endpoint" = "https://user:%1$s@h/"
                    }
                    sterna.target.properties { sslpassword = "%1$s" }
                    """.formatted(secret));
            shop.configure(Shop.login(source), writer, "");
            String text = Files.readString(shop.config()).replace(", password = \"" + writer.password() + "\"", "");
            Files.writeString(shop.config(), text + "\ninclude \"included.conf\"\n");
            List<String> said = new ArrayList<>();
            for (String command : List.of("assess", "plan", "run", "run --execute", "diff", "status", "report")) {
                for (String mode : List.of("--verbose", "--json")) {
                    List<String> words = new ArrayList<>(List.of(command.split(" ")));
                    words.addAll(List.of("--config", shop.config().toString(), "--run-id", "r", mode));
                    words.addAll(List.of(
                            "--result-file", folder.resolve("result.json").toString()));
                    words.addAll(
                            List.of("-D", "sterna.spark={\"spark.hadoop.fs.s3a.session.token\"=\"" + secret + "\"}"));
                    words.addAll(List.of(
                            "-D", "sterna.target={properties={options=\"-c application_name=" + secret + "\"}}"));
                    Cli cli = Cli.run(words.toArray(String[]::new));
                    assertThat(cli.exitCode()).as(command + cli.err()).isZero();
                    said.add(all(cli));
                }
            }
            Files.delete(included);
            assertThat(log.text()).contains("INFO org.apache.spark.SparkContext: ");
            said.add(log.text());
            assertNothingTells(said);
        } finally {
            target.executeAsAdministrator(
                    "REASSIGN OWNED BY " + writer.user() + " TO postgres",
                    "DROP OWNED BY " + writer.user(),
                    "DROP ROLE " + writer.user());
        }
    }

    private static String all(Cli cli) {
        return cli.out() + "\n" + cli.err();
    }

    private void assertNothingTells(List<String> said) throws IOException {
        assertThat(said).allSatisfy(text -> assertThat(text).doesNotContain(secret));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
    }
}
