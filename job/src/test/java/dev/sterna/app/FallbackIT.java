package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way back after a whole migration, of which nothing is known but what its load has noted. */
class FallbackIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void whatTheLoadHasNotedTellsWhoseChangesTheseAre(Engine engine) {
        TestDatabase source = DATABASES.create(engine);
        TestDatabase target = DATABASES.create(engine == Engine.POSTGRESQL ? Engine.MARIADB : Engine.POSTGRESQL);
        Shop shop = new Shop(folder, source, target);
        shop.configure(Shop.login(source), shop.writer(), "sterna.sync.settle = 10ms");
        // Compared by buckets, since both sides order such keys in ways of their own.
        source.execute(
                "CREATE TABLE word (w varchar(40) PRIMARY KEY, v int)",
                "INSERT INTO word SELECT concat('word ', id), id FROM orders");
        assertThat(shop.json("run", "--execute").exitCode()).isZero();
        target.execute(
                "UPDATE word SET v = -1 WHERE w IN ('word 7', 'word 700')",
                "DELETE FROM word WHERE w = 'word 8'",
                "INSERT INTO word VALUES ('new', 1)",
                "UPDATE orders SET note = 'other' WHERE id = 7");

        assertThat(shop.json("sync", "--reverse").exitCode()).isZero();
        Cli back = shop.json("sync", "--reverse", "--deletes", "--execute");

        assertThat(back.exitCode()).as(back.out() + back.err()).isZero();
        assertThat(source.queryValue("SELECT count(*) FROM word WHERE v = -1")).isEqualTo("2");
        assertThat(source.queryValue("SELECT count(*) FROM word WHERE w = 'word 8'"))
                .isEqualTo("0");
        assertThat(shop.json("diff").exitCode()).isZero();

        source.execute("UPDATE word SET v = -2 WHERE w = 'word 9'");
        Cli refused = shop.json("sync", "--reverse", "--execute");

        assertThat(refused.exitCode()).as(refused.out() + refused.err()).isEqualTo(9);
        assertThat(refused.result().at("/problems/0/code").asText()).isEqualTo("both-sides-changed");
        assertThat(source.queryValue("SELECT v FROM word WHERE w = 'word 9'")).isEqualTo("-2");
        Cli kept = shop.json("sync", "--reverse", "--execute", "-D", "sterna.sync.on-conflict=source-wins");
        assertThat(kept.exitCode()).isEqualTo(6);
        assertThat(shop.json("sync", "--execute").exitCode()).isZero();
        assertThat(target.queryValue("SELECT v FROM word WHERE w = 'word 9'")).isEqualTo("-2");
    }
}
