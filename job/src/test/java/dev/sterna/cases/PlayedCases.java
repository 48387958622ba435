package dev.sterna.cases;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sterna.app.Migration;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EnginePair;
import dev.sterna.testing.LongRun;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/**
 * Every case of some pairs of engines, each between two databases of its own. {@code -Dsterna.case=zero-date} runs those
 * whose path contains the word; {@code -Dsterna.cases=write} writes what came of them into their {@code expect}.
 */
abstract class PlayedCases {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    /** Rights and ownership of the test's own users would be left to a person, or lost, in every case. */
    private static final String WITHOUT_RIGHTS = "objects.exclude = [\"grant *\", \"owner *\"]";

    private static final String WANTED = System.getProperty("sterna.case", "");
    private static final boolean WRITE = "write".equals(System.getProperty("sterna.cases"));

    /** Whether those that MariaDB plays are played for MySQL too, which speaks its language. */
    private static final boolean EVERY = !WANTED.isEmpty() || LongRun.isOn();

    private final Predicate<Engine> targets;

    /** @param targets of the pairs whose cases are played */
    PlayedCases(Predicate<Engine> targets) {
        this.targets = targets;
    }

    @TestFactory
    Stream<DynamicContainer> cases(@TempDir Path directory) {
        return EnginePair.all()
                .filter(pair -> targets.test(pair.to()))
                .map(pair -> dynamicContainer(
                        pair.toString(),
                        CaseFolder.of(pair).stream()
                                .filter(folder -> folder.isCalled(WANTED))
                                .filter(folder -> EVERY || !folder.hasTwin())
                                .map(folder -> dynamicTest(
                                        folder.name(), folder.expect().toUri(), () -> run(folder, directory)))));
    }

    private static void run(CaseFolder folder, Path parent) throws IOException {
        try (Databases.Scope scope = DATABASES.scope()) {
            TestDatabase source = DATABASES.create(folder.pair().from());
            TestDatabase target = DATABASES.create(folder.pair().to());
            // The names that differ from run to run stand as words in the files.
            UnaryOperator<String> names = text ->
                    text.replace("@source@", source.defaultSchema()).replace("@target@", target.defaultSchema());
            source.execute(statements(names.apply(folder.text("source.sql"))));
            target.execute(statements(names.apply(folder.text("target.sql"))));
            Migration migration = new Migration(
                    Files.createTempDirectory(parent, "case-"),
                    source,
                    target,
                    WITHOUT_RIGHTS,
                    names.apply(folder.text("settings.conf")));
            Transcript transcript = new Transcript(source, target, migration, folder.unmentioned(), names);
            String expected = folder.text("expect");
            expected.lines().forEach(transcript::play);
            if (WRITE) {
                Files.writeString(folder.expect(), transcript.text());
            } else if (!transcript.text().equals(expected)) {
                throw new AssertionFailedError(
                        "%s from %s%nexpected:%n%s%nbut was:%n%s%nbecause of%n%s"
                                .formatted(
                                        folder.name(),
                                        folder.pair(),
                                        expected,
                                        transcript.text(),
                                        transcript.results()),
                        expected,
                        transcript.text());
            }
        }
    }

    private static String[] statements(String sql) {
        return SqlFile.statements(sql).toArray(String[]::new);
    }
}
