package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.data.LoadProgress;
import dev.sterna.embedded.data.TpchData;
import dev.sterna.testing.Databases;
import dev.sterna.testing.SessionWatch;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However many cores there are, max-connections holds. */
class ConnectionsIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    /** Two is the least for a PostgreSQL source, whose snapshot one holds, and for a target, where one holds the lock. */
    @ParameterizedTest
    @CsvSource({
        "MARIADB,POSTGRESQL,direct,1,1,2",
        "MARIADB,POSTGRESQL,spark-jdbc,2,2,2",
        "POSTGRESQL,MARIADB,direct,1,2,2",
        "POSTGRESQL,POSTGRESQL,direct,3,3,3"
    })
    void neverMoreThanAllowed(Engine from, Engine to, String reader, int allowed, int mostSource, int mostTarget)
            throws Exception {
        TestDatabase source = DATABASES.create(from);
        TpchData.load(source, 0.01, List.of("orders", "customer"), LoadProgress.NONE);
        TestDatabase target = DATABASES.create(to);
        Migration migration = new Migration(
                directory,
                source,
                target,
                "chunk.rows = 2500",
                "backup.reader = " + reader,
                "source.max-connections = " + allowed,
                "target.max-connections = " + allowed);
        try (SessionWatch sources = new SessionWatch(source);
                SessionWatch targets = new SessionWatch(target)) {
            JsonNode result = migration.give("run", "--execute", "--master", "local[4]");
            assertThat(result.get("outcome").asText())
                    .as(result.toPrettyString())
                    .isEqualTo("done");
            assertThat(sources.most()).as("sessions of the source").isBetween(1, mostSource);
            assertThat(targets.most()).as("sessions of the target").isBetween(1, mostTarget);
        }
        assertThat(migration.json("plan.json").at("/tables/0/chunks").size()).isGreaterThan(4);
    }

    /** Narrowing reads both sides at a time, and the side with fewer connections says of how many tables. */
    @Test
    void narrowingKeepsToTheTargetsNumber() throws Exception {
        TestDatabase left = DATABASES.create(Engine.MARIADB);
        TpchData.load(left, 0.01, List.of("orders", "customer", "part", "partsupp"), LoadProgress.NONE);
        TestDatabase right = DATABASES.create(Engine.POSTGRESQL);
        Migration migration =
                new Migration(directory, left, right, "source.max-connections = 4", "target.max-connections = 1");
        migration.give("prepare", "--execute");
        try (SessionWatch sessions = new SessionWatch(right)) {
            JsonNode result = migration.give("diff");
            assertThat(result.get("outcome").asText())
                    .as(result.toPrettyString())
                    .isEqualTo("differs");
            assertThat(result.at("/tables/0/diff/method").asText()).isEqualTo("rows");
            assertThat(sessions.most()).isEqualTo(1);
        }
    }
}
