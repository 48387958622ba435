package dev.sterna.launcher.bench;

import dev.sterna.embedded.data.TpchData;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command line, checked.
 *
 * @param rows that take part
 * @param sourceUrl empty: an embedded server; {@code targetUrl} likewise
 * @param keepData empty: nothing is kept
 */
record Options(
        Task task,
        double scale,
        List<String> tables,
        Pair pair,
        List<String> rows,
        Optional<String> sourceUrl,
        Optional<String> targetUrl,
        Output output,
        Optional<Path> keepData,
        int repeat) {

    private static final String ALL = "all";
    private static final Set<String> WITH_VALUE = Set.of(
            "--scale", "--tables", "--pair", "--rows", "--source-url", "--target-url", "--keep-data", "--repeat");

    /** What {@code --diff} decides by itself. */
    private static final Set<String> COPY_ALONE = Set.of("--tables", "--source-url", "--target-url", "--repeat");

    /** What is measured. */
    enum Task {
        COPY("lineitem,orders", Contenders.names()),
        DIFF(DiffBench.TABLE, DiffBench.ROWS);

        private final String tables;
        private final List<String> rows;

        Task(String tables, List<String> rows) {
            this.tables = tables;
            this.rows = rows;
        }
    }

    /** What standard output gets. */
    enum Output {
        TABLE,
        JSON
    }

    /** @throws SternaException (USAGE) when the words are no command line */
    static Options parse(List<String> words) {
        Map<String, String> given = new LinkedHashMap<>();
        Output output = Output.TABLE;
        Task task = Task.COPY;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (word.equals("--json")) {
                output = Output.JSON;
            } else if (word.equals("--diff")) {
                task = Task.DIFF;
            } else if (!WITH_VALUE.contains(name)) {
                throw usage("Unknown option: " + name);
            } else if (equals >= 0) {
                given.put(name, word.substring(equals + 1));
            } else if (i + 1 < words.size()) {
                given.put(name, words.get(++i));
            } else {
                throw usage("Missing value of " + name);
            }
        }
        return checked(given, output, task);
    }

    private static Options checked(Map<String, String> given, Output output, Task task) {
        for (String name : given.keySet()) {
            if (task == Task.DIFF && COPY_ALONE.contains(name)) {
                throw usage("Invalid " + name + ": not with --diff, which makes " + DiffBench.TABLE
                        + " on servers of its own");
            }
        }
        double scale = number(given, "--scale", "0.1");
        double repeat = number(given, "--repeat", "1");
        if (!(scale > 0 && scale <= 1000)) {
            throw usage("Invalid --scale: " + given.get("--scale") + " (must be more than 0 and at most 1000)");
        }
        if (repeat != Math.rint(repeat) || repeat < 1 || repeat > 100) {
            throw usage("Invalid --repeat: " + given.get("--repeat") + " (must be a whole number from 1 to 100)");
        }
        Optional<String> sourceUrl = Optional.ofNullable(given.get("--source-url"));
        Optional<String> targetUrl = Optional.ofNullable(given.get("--target-url"));
        String tables = given.getOrDefault("--tables", task.tables);
        return new Options(
                task,
                scale,
                tables.equals(ALL) ? TpchData.tableNames() : list(tables, "--tables"),
                pair(Optional.ofNullable(given.get("--pair")), sourceUrl, targetUrl),
                rows(given.getOrDefault("--rows", ALL), task.rows),
                sourceUrl,
                targetUrl,
                output,
                Optional.ofNullable(given.get("--keep-data")).map(Path::of).map(Path::toAbsolutePath),
                (int) repeat);
    }

    private static double number(Map<String, String> given, String name, String otherwise) {
        String text = given.getOrDefault(name, otherwise);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw usage("Invalid " + name + ": " + text + " (must be a number)");
        }
    }

    private static List<String> list(String text, String name) {
        List<String> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            if (!item.isBlank() && !items.contains(item.strip())) {
                items.add(item.strip());
            }
        }
        if (items.isEmpty()) {
            throw usage("Invalid " + name + ": it names nothing");
        }
        return items;
    }

    private static List<String> rows(String text, List<String> known) {
        List<String> wanted = text.equals(ALL) ? known : list(text, "--rows");
        for (String row : wanted) {
            if (!known.contains(row)) {
                throw usage("Invalid --rows: " + row + " (must be among " + String.join(",", known) + ")");
            }
        }
        return wanted;
    }

    /** URLs decide; {@code --pair} says what is not said by them, and may not contradict. */
    private static Pair pair(Optional<String> named, Optional<String> sourceUrl, Optional<String> targetUrl) {
        Pair wanted = named.isEmpty()
                ? Pair.DEFAULT
                : Pair.of(named.get())
                        .orElseThrow(() -> usage("Invalid --pair: " + named.get()
                                + " (must be mariadb or postgresql, a hyphen, and again one of the two)"));
        Pair actual = new Pair(
                sourceUrl.map(Server::engineOf).orElse(wanted.source()),
                targetUrl.map(Server::engineOf).orElse(wanted.target()));
        if (named.isPresent() && !actual.equals(wanted)) {
            throw usage("Invalid --pair: " + named.get() + " (the URLs are " + actual + ")");
        }
        return actual;
    }

    static SternaException usage(String message) {
        return SternaException.of(Category.USAGE, "invalid-usage", null, message, "See: scripts/bench --help");
    }
}
