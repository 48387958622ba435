package dev.sterna.cases;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.app.Migration;
import dev.sterna.testing.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Plays the lines of an {@code expect} file that ask for something, and writes what came of them in the same format, so
 * that a case holds when both texts are equal.
 */
final class Transcript {
    private static final String COMMAND = "$ ";
    private static final String QUERY = "? ";
    private static final String ON_SOURCE = "source! ";
    private static final String ON_TARGET = "target! ";
    private static final String BY_ADMINISTRATOR = "administrator! ";

    private final TestDatabase source;
    private final TestDatabase target;
    private final Migration migration;
    private final Set<String> unmentioned;
    private final UnaryOperator<String> names;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder results = new StringBuilder();

    /**
     * @param unmentioned codes of problems that are no matter of the case
     * @param names puts the names of this run into a line
     */
    Transcript(
            TestDatabase source,
            TestDatabase target,
            Migration migration,
            Set<String> unmentioned,
            UnaryOperator<String> names) {
        this.source = source;
        this.target = target;
        this.migration = migration;
        this.unmentioned = unmentioned;
        this.names = names;
    }

    /** Does what a line says. Lines that tell what came of another are left out, comments and empty lines are kept. */
    void play(String line) {
        if (line.startsWith(COMMAND)) {
            line(line);
            command(rest(line, COMMAND).split(" +"));
        } else if (line.startsWith(QUERY)) {
            line(line);
            target.query(rest(line, QUERY)).forEach(row -> line(row(row)));
        } else if (line.startsWith(ON_SOURCE)) {
            line(line);
            source.execute(rest(line, ON_SOURCE));
        } else if (line.startsWith(ON_TARGET)) {
            line(line);
            target.execute(rest(line, ON_TARGET));
        } else if (line.startsWith(BY_ADMINISTRATOR)) {
            line(line);
            target.executeAsAdministrator(rest(line, BY_ADMINISTRATOR));
        } else if (line.isBlank() || line.startsWith("#")) {
            line(line);
        }
    }

    private String rest(String line, String mark) {
        return names.apply(line.substring(mark.length()).strip());
    }

    String text() {
        return text.toString();
    }

    /** The result objects of the commands, for whoever has to find out why a case does not hold. */
    String results() {
        return results.toString();
    }

    private void command(String... words) {
        JsonNode result = migration.give(words);
        results.append(COMMAND)
                .append(String.join(" ", words))
                .append('\n')
                .append(result.toPrettyString())
                .append('\n');
        line("exit " + result.get("exitCode").asInt() + ", "
                + result.get("outcome").asText());
        Set<String> problems = new TreeSet<>();
        for (JsonNode problem : result.get("problems")) {
            if (!unmentioned.contains(problem.get("code").asText())) {
                problems.add(problem.get("severity").asText() + " "
                        + problem.get("code").asText());
            }
        }
        problems.forEach(this::line);
        Set<String> aside = new TreeSet<>();
        for (JsonNode thing : result.path("setAside")) {
            aside.add("aside " + thing.get("kind").asText() + " "
                    + unqualified(thing.get("name").asText()));
        }
        aside.forEach(this::line);
    }

    /** Without the schema, whose name differs from run to run. */
    private static String unqualified(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    private static String row(List<String> values) {
        return values.stream()
                .map(value -> value == null
                        ? "NULL"
                        : value.replace("\\", "\\\\")
                                .replace("\n", "\\n")
                                .replace("\0", "\\0")
                                .replace("|", "\\|"))
                .collect(Collectors.joining(" | "));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
