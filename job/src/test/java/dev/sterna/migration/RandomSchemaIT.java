package dev.sterna.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.Crossing;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.testing.StepRig;
import dev.sterna.testing.TestDatabase;
import dev.sterna.testing.Tries;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever schema a source has, no statement of prepare is refused, and every object gets a verdict. Schemas are new in
 * every run.
 */
class RandomSchemaIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final int SCHEMAS = Integer.getInteger("sterna.schemas", 8);

    // MySQL's catalogue garbles names beyond ASCII in the text of checks.
    @EveryPair(except = {"MYSQL to MARIADB", "MYSQL to MYSQL"})
    void noStatementIsRefused(Engine from, Engine to, @TempDir Path workspace) throws Exception {
        Tries.of(SCHEMAS, random -> {
            List<String> statements = new RandomSchema(from, random).statements();
            String title = from + " to " + to + "\n" + String.join(";\n", statements);
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
        });
    }
}
