package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that a terminal would obey, on real servers, through the commands that show them. */
class HostileNamesIT {
    /** Clears the screen, colours, begins a line of its own, turns the direction, and ends with an 8-bit control. */
    private static final String EVIL = "x\u001b[2J\u001b[32m\nerror [fake] y\u202ez\u009b";

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "POSTGRESQL"})
    void arriveAndAreShownVisibly(Engine engine) {
        TestDatabase source = DATABASES.create(engine);
        TestDatabase target = DATABASES.create(engine == Engine.MARIADB ? Engine.POSTGRESQL : Engine.MARIADB);
        Shop shop = new Shop(folder, source, target);
        String table = source.sql().quoted(EVIL);
        String column = source.sql().quoted("c" + EVIL);
        source.execute(
                "CREATE TABLE " + table + " (id int PRIMARY KEY, " + column + " varchar(20))",
                "INSERT INTO " + table + " VALUES (1, 'a'), (2, 'b')",
                "CREATE INDEX " + source.sql().quoted("i" + EVIL) + " ON " + table + " (" + column + ")",
                "CREATE VIEW " + source.sql().quoted("v" + EVIL) + " AS SELECT id FROM " + table);
        List<String> said = new ArrayList<>();
        for (String command : List.of(
                "assess",
                "plan",
                "run",
                "run --execute",
                "status",
                "diff",
                "diff --schema",
                "report",
                "run --tables nix")) {
            said.add(said(shop, command));
        }
        target.execute("DELETE FROM " + target.sql().quoted(EVIL) + " WHERE id = 1");
        said.add(said(shop, "diff"));
        assertThat(said.get(2)).contains("CREATE TABLE");
        assertThat(said.get(3))
                .contains("x\\u001b[2J\\u001b[32m\\u000aerror [fake] y\\u202ez\\u009b")
                .contains("identical");
        assertThat(said.get(4)).contains("x\\u001b[2J");
        assertThat(said.get(9)).contains("1 missing").contains("x\\u001b[2J");
        assertThat(said)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain("\u001b[2J", "\u001b[32m\n", "\u202e", "\u009b")
                        .doesNotContainPattern("(?m)^error \\[fake]"));
    }

    private static String said(Shop shop, String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("--config", shop.config().toString(), "--run-id", "r", "--verbose"));
        Cli cli = Cli.run(words.toArray(String[]::new));
        return cli.out() + cli.err();
    }
}
