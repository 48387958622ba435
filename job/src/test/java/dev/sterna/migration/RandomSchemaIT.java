package dev.sterna.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.Crossing;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.StepRig;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever schema a source has, no statement of prepare is refused, and every object gets a verdict. Seeds are new in
 * every run; {@code -Dsterna.seed} repeats one.
 */
class RandomSchemaIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final int SCHEMAS = Integer.getInteger("sterna.schemas", 8);

    @ParameterizedTest
    @CsvSource({
        "MARIADB, POSTGRESQL",
        "POSTGRESQL, MARIADB",
        "MARIADB, MARIADB",
        "POSTGRESQL, POSTGRESQL",
        "MYSQL, POSTGRESQL",
        "POSTGRESQL, MYSQL",
    })
    void noStatementIsRefused(Engine from, Engine to, @TempDir Path workspace) throws Exception {
        Long given = Long.getLong("sterna.seed");
        for (int i = 0; i < (given == null ? SCHEMAS : 1); i++) {
            long seed = given == null ? ThreadLocalRandom.current().nextLong() : given;
            List<String> statements = new RandomSchema(from, seed).statements();
            String title = from + " to " + to + ", -Dsterna.seed=" + seed + "\n" + String.join(";\n", statements);
            TestDatabase source = DATABASES.create(from);
            TestDatabase target = DATABASES.create(to);
            for (String sql : statements) {
                source.execute(sql);
            }
            StepRig rig = new StepRig(source, target, workspace);
            Crossing crossing;
            try {
                crossing = Crossing.of(rig);
            } catch (RuntimeException failure) {
                throw new AssertionError(title, failure);
            }
            assertThat(crossing.make(target)).as(title).isEmpty();
            assertThat(crossing.forgotten()).as(title).isEmpty();
        }
    }
}
