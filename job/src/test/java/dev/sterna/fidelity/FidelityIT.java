package dev.sterna.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.app.Migration;
import dev.sterna.embedded.Engine;
import dev.sterna.fidelity.LiteralTables.OneType;
import dev.sterna.fidelity.Passage.Seen;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every literal of every type arrives as it was, or is refused, or becomes what a policy says; nothing else happens to any.
 * docs/fidelity.md is what is found here; {@code -Dsterna.pages=write} writes it anew.
 */
@Tag("long")
class FidelityIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final int PAIRS = 6;

    private static final FidelityPage PAGE = new FidelityPage();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, POSTGRESQL, KATHMANDU",
        "POSTGRESQL, MARIADB, ST_JOHNS",
        "POSTGRESQL, MYSQL, APIA",
        "MARIADB, MARIADB, APIA",
        "MARIADB, POSTGRESQL, KATHMANDU",
        "MYSQL, POSTGRESQL, ST_JOHNS",
    })
    void nothingIsChangedInSilence(Engine from, Engine to, Place place) {
        LiteralTables tables = strict(from, DATABASES.create(to), place);
        List<OneType> lossy = tables.types().stream()
                .filter(one -> one.literals().stream().anyMatch(literal -> isLossy(literal, from, to)))
                .toList();
        if (!lossy.isEmpty()) {
            converting(from, DATABASES.create(to), lossy, place);
        }
    }

    /** Nothing is declared: a value arrives as it was, or is refused. */
    private LiteralTables strict(Engine from, TestDatabase target, Place place) {
        Engine to = target.engine();
        TestDatabase source = DATABASES.create(from);
        LiteralTables tables =
                LiteralTables.fill(source, SourceLiterals.of(from), literal -> arrives(literal, from, to));
        Passage passage = migrate(
                "strict",
                source,
                target,
                tables.types(),
                List.of(),
                any(tables.types(), literal -> !arrives(literal, from, to)),
                place);
        for (OneType one : tables.types()) {
            String type = passage.type(
                    one, literal -> literal.fate(from, to) instanceof Fate.Arrives arrives ? Seen.of(arrives) : null);
            PAGE.found(from, to, one, type);
        }
        passage.wide(tables.wide());
        mendByStatements(passage.migration(), target, tables.wide());
        passage.wide(tables.wide());
        byTable(tables.types()).forEach((table, types) -> passage.diff(table, types, literal -> false));
        assertThat(String.join("\n", passage.faults())).isEmpty();
        PAGE.missing(from, tables.missing());
        return tables;
    }

    /** Rows of all types are lost and spoiled, and brought back by what diff writes for people. */
    private void mendByStatements(Migration migration, TestDatabase target, List<OneType> columns) {
        Path statements = directory.resolve("mend.sql");
        target.execute(
                "DELETE FROM " + LiteralTables.WIDE + " WHERE id % 3 = 0",
                "UPDATE " + LiteralTables.WIDE + " SET "
                        + columns.stream()
                                .map(column -> target.sql().quoted(column.column()) + " = NULL")
                                .collect(Collectors.joining(", "))
                        + " WHERE id % 3 = 1",
                "UPDATE " + LiteralTables.WIDE + " SET id = 77777 WHERE id = 2");
        JsonNode found = migration.give("diff", "--tables", "*." + LiteralTables.WIDE, "--sql", statements.toString());
        assertThat(found.get("outcome").asText()).isEqualTo("differs");
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            String script = Files.readString(statements);
            // A client of PostgreSQL's protocol takes a script as it is.
            List<String> pieces = target.engine() == Engine.POSTGRESQL
                    ? List.of(script)
                    : script.lines().toList();
            for (String piece : pieces) {
                if (!piece.isEmpty() && !piece.startsWith("-- ") || pieces.size() == 1) {
                    execute(statement, piece);
                }
            }
            // Values of enumerations that are none of their labels.
            if (script.contains("-- a row is not in here: ")) {
                migration.give(
                        "sync", "--tables", "*." + LiteralTables.WIDE, "--execute", "-D", "sterna.sync.settle=1ms");
            }
        } catch (SQLException | IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void execute(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new AssertionError(sql, failure);
        }
    }

    /** Everything is declared: what was refused becomes what its policy says, if it has one. */
    private void converting(Engine from, TestDatabase target, List<OneType> lossy, Place place) {
        Engine to = target.engine();
        TestDatabase source = DATABASES.create(from);
        LiteralTables tables = LiteralTables.fill(source, SourceLiterals.of(from), literal -> false);
        Set<String> names = byTable(lossy).keySet();
        List<OneType> neighbours = tables.types().stream()
                .filter(one -> names.contains(one.table()))
                .toList();
        List<String> policies = lossy.stream()
                .flatMap(one -> one.literals().stream())
                .filter(literal -> isLossy(literal, from, to))
                .map(literal -> ((Fate.Refused) literal.fate(from, to)).loss().key())
                .distinct()
                .toList();
        Passage passage = migrate(
                "converting",
                source,
                target,
                neighbours,
                policies,
                any(neighbours, literal -> !arrives(literal, from, to) && !isLossy(literal, from, to)),
                place);
        for (OneType one : neighbours) {
            passage.type(one, literal -> {
                if (literal.fate(from, to) instanceof Fate.Arrives arrives) {
                    return Seen.of(arrives);
                }
                Fate.Refused refused = (Fate.Refused) literal.fate(from, to);
                return isLossy(literal, from, to)
                        ? new Seen(false, refused.loss().became())
                        : null;
            });
        }
        byTable(neighbours)
                .forEach((table, types) -> passage.diff(table, types, literal -> isLossy(literal, from, to)));
        assertThat(String.join("\n", passage.faults())).isEmpty();
    }

    /** Runs the whole migration of these types' tables, at a place where a careless JVM goes wrong. */
    private Passage migrate(
            String name,
            TestDatabase source,
            TestDatabase target,
            List<OneType> types,
            List<String> policies,
            boolean refusals,
            Place place) {
        Engine to = target.engine();
        boolean wide = policies.isEmpty();
        String only =
                byTable(types).keySet().stream().map(table -> "*." + table).collect(Collectors.joining(","));
        Migration migration = migration(name, source, target, types(types, to, policies), "max-rejects = 10000");
        JsonNode result = place.during(
                () -> migration.give("run", "--tables", wide ? only + ",*." + LiteralTables.WIDE : only, "--execute"));
        assertThat(result.get("outcome").asText())
                .as(result.get("problems").toPrettyString())
                .isEqualTo(refusals ? "rejected" : "done");
        return new Passage(source, target, migration, result);
    }

    private Migration migration(String name, TestDatabase source, TestDatabase target, String... settings) {
        try {
            return new Migration(Files.createDirectory(directory.resolve(name)), source, target, settings);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The configuration of types: the policies, and the types that are chosen. */
    private static String types(List<OneType> tables, Engine to, List<String> policies) {
        List<String> map = tables.stream()
                .filter(one -> one.type().mapped().containsKey(to))
                .map(one -> "\"*." + one.table() + "." + one.column() + "\" = \""
                        + one.type().mapped().get(to) + "\"")
                .toList();
        List<String> parts = new ArrayList<>(policies);
        parts.add("map { " + String.join(", ", map) + " }");
        return "types { " + String.join(", ", parts) + " }";
    }

    @AfterAll
    static void thePageSaysWhatIsFound() throws IOException {
        if (PAGE.pairs() < PAIRS) {
            // Some pair was not asked for, or its engine cannot run here.
            return;
        }
        String page = PAGE.text();
        Path file = Path.of("../docs/fidelity.md");
        if ("write".equals(System.getProperty("sterna.pages"))) {
            Files.writeString(file, page);
        }
        assertThat(Files.readString(file))
                .as("docs/fidelity.md; after a change run this test with -Dsterna.pages=write")
                .isEqualTo(page);
    }

    private static Map<String, List<OneType>> byTable(List<OneType> types) {
        return types.stream().collect(Collectors.groupingBy(OneType::table, TreeMap::new, Collectors.toList()));
    }

    private static boolean any(List<OneType> types, Predicate<Literal> literals) {
        return types.stream().anyMatch(one -> one.literals().stream().anyMatch(literals));
    }

    private static boolean arrives(Literal literal, Engine from, Engine to) {
        return literal.fate(from, to) instanceof Fate.Arrives;
    }

    private static boolean isLossy(Literal literal, Engine from, Engine to) {
        return literal.fate(from, to) instanceof Fate.Refused refused && refused.loss() != null;
    }
}
