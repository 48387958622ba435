package dev.sterna.diff;

import static dev.sterna.diff.Twins.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.Engine;
import dev.sterna.error.Problem;
import dev.sterna.step.Outcome;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows whose text is longer than MariaDB's max_allowed_packet have no hash there; they are compared all the same. */
class LongRowsIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    @Tag("long")
    @EveryPair(crossing = true)
    void rowsThatAServerCannotHashAreHashedHere(Engine from, Engine to) {
        TestDatabase source = DATABASES.create(from);
        TestDatabase target = DATABASES.create(to);
        TestDatabase small = from == Engine.POSTGRESQL ? target : source;
        Twins twins = new Twins(source, target, directory);
        String columns = "c1 text, c2 text, c3 text, c4 text, c5 BYTES, c6 double precision, c7 STAMP)";
        String values = "CASE WHEN i % 50 = 0 THEN repeat('ä', 4000) END, repeat('b', 1000 + i), repeat('c', 8000),"
                + " repeat('d', 8100), repeat('e', 8192), unhex('00ff'), i * 0.25, '2024-02-28 12:00:00.000001'";
        twins.fill(
                "CREATE TABLE range_wise (id int PRIMARY KEY, c0 text, " + columns,
                numbered("range_wise", 300, "i, " + values),
                "CREATE TABLE bucket_wise (id varchar(20) PRIMARY KEY, c0 text, " + columns,
                numbered("bucket_wise", 300, "concat('k', i), " + values));
        String before = small.queryValue("SELECT @@GLOBAL.max_allowed_packet");
        small.executeAsAdministrator("SET GLOBAL max_allowed_packet = 32768");
        try {
            Findings found = twins.diff();

            found.assertIdentical("range_wise", "digest");
            found.assertIdentical("bucket_wise", "buckets");
            assertThat(twins.warnings()).extracting(Problem::code).containsExactly("digest-in-java", "digest-in-java");

            twins.onTarget("UPDATE range_wise SET c6 = 0 WHERE id = 100");
            Findings changed = twins.diff();
            assertThat(changed.outcome()).isEqualTo(Outcome.DIFFERS);
            assertThat(changed.problems("range_wise"))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .contains("differs by its digests; which rows cannot be told: Cannot compare")
                            .contains("computed no hash"));
            changed.assertIdentical("bucket_wise", "buckets");
        } finally {
            small.executeAsAdministrator("SET GLOBAL max_allowed_packet = " + before);
        }
        twins.diff().assertDiffers("range_wise", "changed id=100: c6");
    }
}
