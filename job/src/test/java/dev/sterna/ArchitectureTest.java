package dev.sterna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArchitectureTest {
    private static final String ROOT = "dev.sterna";
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path EMBEDDED = Path.of("embedded/src/main/java");
    private static final Path PLANTED = Path.of("src/test/java/dev/sterna/planted");

    @TestFactory
    Stream<DynamicTest> theJobKeepsEveryRule() {
        JavaClasses job = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
        return new Architecture(ROOT)
                .rules().entrySet().stream()
                        .map(rule ->
                                dynamicTest(rule.getKey(), () -> rule.getValue().check(job)));
    }

    @ParameterizedTest
    @CsvSource({
        "order,           order.model.UsesTheLedger",
        "order,           unlisted.gadget.Stray",
        "cycles,          cycle.plan.Outer",
        "engine postgres, engine.dialect.mysql.UsesPostgres",
        "engine postgres, engine.load.UsesPostgres",
        "engine mysql,    engine.dialect.UsesMySql",
        "embedded,        server.load.StartsServer",
        "names,           name.util.Odds",
        "spark,           spark.model.UsesSpark",
        "spark,           spark.prepare.PreparesWithSpark",
        "context,         context.plan.TakesTheContext",
        "logging,         logging.load.UsesJavaLogging",
        "stdout,          output.load.Prints",
        "entry,           entry.app.KnowsAStep",
        "parser,          parser.plan.UsesTheParser",
    })
    void aPlantedViolationIsFound(String rule, String planted) {
        String root = ROOT + ".planted." + planted.substring(0, planted.indexOf('.'));
        JavaClasses tree = new ClassFileImporter().importPackages(root);
        assertThatThrownBy(() -> new Architecture(root).rules().get(rule).check(tree))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(planted.substring(planted.lastIndexOf('.') + 1));
    }

    @Test
    void everyPackageSaysWhatLivesInIt() throws IOException {
        assertThat(Architecture.undocumented(MAIN)).isEmpty();
        assertThat(Architecture.undocumented(EMBEDDED)).isEmpty();
    }

    @Test
    void aPackageThatSaysNothingIsFound() throws IOException {
        assertThat(Architecture.undocumented(PLANTED.resolve("silent")))
                .containsExactly(PLANTED.resolve("silent/model"));
    }
}
