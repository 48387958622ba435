package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.testing.TestDatabase;
import dev.sterna.testing.Tries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random rows over random column lists, 10,000 in a run, on their whole way: plain INSERTs into the source, backup, load.
 * Then four digests agree: the source's own, Java's from what came over the wire (the manifest), Java's from the files,
 * and the target's own. What both servers say in plain SQL bears witness that equal digests mean equal values. Other
 * rows in every run.
 */
class RandomRowsIT {
    private static final int TABLES = 12;
    private static final int ROWS = 209;

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    @EveryPair
    void everyRandomRowArrives(Engine from, Engine to) {
        Tries.of(1, random -> arrives(from, to, random));
    }

    private void arrives(Engine from, Engine to, Random random) {
        String title = from + " to " + to;
        TestDatabase source = DATABASES.create(from);
        TestDatabase target = DATABASES.create(to);
        List<RandomTable> tables = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            RandomTable table = RandomTable.of("t" + i, from, ROWS, random);
            source.execute(table.statements().toArray(String[]::new));
            tables.add(table);
        }
        Migration migration = new Migration(directory, source, target, "chunk.rows = 100");

        JsonNode run = migration.give("run", "--execute");
        assertThat(run.get("exitCode").asInt())
                .as("%s\n%s", title, run.toPrettyString())
                .isZero();
        JsonNode diff = migration.give("diff", "--backup");
        assertThat(diff.get("exitCode").asInt())
                .as("%s\n%s", title, diff.toPrettyString())
                .isZero();
        assertThat(diff.get("tables")).as(title).hasSize(TABLES);

        for (RandomTable table : tables) {
            assertThat(seen(target, table.seen(from, to)))
                    .as("%s\n%s", title, table.statements().get(0))
                    .isEqualTo(seen(source, table.seen(to, from)));
        }
    }

    private static List<String> seen(TestDatabase database, String sql) {
        return database.query(sql).stream().map(String::valueOf).sorted().toList();
    }
}
