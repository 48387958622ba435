package dev.sterna.launcher.bench;

import dev.sterna.config.Settings.Strategy;
import dev.sterna.embedded.data.TpchData;
import dev.sterna.embedded.workload.ShopTables;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The command line, checked.
 *
 * @param rows that take part
 * @param sourceUrl empty: an embedded server; {@code targetUrl} likewise
 * @param keepData empty: nothing is kept
 * @param seconds how long there is writing while the log is followed
 * @param rate how many rows change in a second meanwhile
 * @param rehearsed empty: nothing is
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
        int repeat,
        int seconds,
        int rate,
        Optional<Strategy> rehearsed) {

    private static final String ALL = "all";
    private static final int OTHERWISE = 2000;
    private static final Set<String> WITH_VALUE = Set.of(
            "--scale",
            "--tables",
            "--pair",
            "--rows",
            "--source-url",
            "--target-url",
            "--keep-data",
            "--repeat",
            "--seconds",
            "--rate",
            "--rehearse");

    /** What is measured. */
    enum Task {
        COPY("", "lineitem,orders", Contenders.names(), Set.of("--seconds", "--rate"), OTHERWISE),
        DIFF(
                "--diff",
                DiffBench.TABLE,
                DiffBench.ROWS,
                Set.of("--tables", "--source-url", "--target-url", "--repeat", "--seconds", "--rate"),
                OTHERWISE),
        FOLLOW(
                "--follow",
                String.join(",", ShopTables.NAMES),
                List.of(SternaRun.NAME),
                Set.of("--tables", "--source-url", "--target-url", "--rows"),
                OTHERWISE),
        REHEARSE(
                "--rehearse",
                String.join(",", ShopTables.NAMES),
                List.of(SternaRun.NAME),
                Set.of("--tables", "--source-url", "--target-url", "--rows"),
                500);

        private final String word;
        private final String tables;
        private final List<String> rows;

        /** Options of the others. */
        private final Set<String> without;

        /** Changes in a second where nobody says it. */
        private final int rate;

        Task(String word, String tables, List<String> rows, Set<String> without, int rate) {
            this.word = word;
            this.tables = tables;
            this.rows = rows;
            this.without = without;
            this.rate = rate;
        }

        private void check(Set<String> given) {
            for (String name : given) {
                if (without.contains(name)) {
                    throw usage("Invalid " + name + ": "
                            + (this == COPY
                                    ? "only with " + FOLLOW.word
                                    : "not with " + word + ", which makes " + tables.replace(",", ", ")
                                            + " on servers of its own"));
                }
            }
        }
    }

    /** What standard output gets. */
    enum Output {
        TABLE,
        JSON
    }

    /** That of {@link Task#REHEARSE}. */
    Strategy strategy() {
        return rehearsed.orElseThrow();
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
            } else if (word.equals(Task.DIFF.word) || word.equals(Task.FOLLOW.word)) {
                if (task != Task.COPY && !word.equals(task.word)) {
                    throw usage("Invalid options: " + task.word + " and " + word + " are one command each");
                }
                task = word.equals(Task.DIFF.word) ? Task.DIFF : Task.FOLLOW;
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
        if (given.containsKey(Task.REHEARSE.word)) {
            if (task != Task.COPY) {
                throw usage("Invalid options: " + task.word + " and " + Task.REHEARSE.word + " are one command each");
            }
            task = Task.REHEARSE;
        }
        return checked(given, output, task);
    }

    private static Optional<Strategy> strategy(Optional<String> named) {
        return named.map(name -> Stream.of(Strategy.values())
                .filter(one -> Rehearsal.label(one).equals(name))
                .findFirst()
                .orElseThrow(() -> usage("Invalid strategy: " + name + " (must be big-bang, parallel or phased)")));
    }

    private static Options checked(Map<String, String> given, Output output, Task task) {
        task.check(given.keySet());
        double scale = number(given, "--scale", "0.1");
        if (!(scale > 0 && scale <= 1000)) {
            throw usage("Invalid --scale: " + given.get("--scale") + " (must be more than 0 and at most 1000)");
        }
        if (task == Task.FOLLOW && scale > FollowBench.MOST_SCALE) {
            throw usage("Invalid --scale: " + given.get("--scale") + " (must be at most " + FollowBench.MOST_SCALE
                    + " with --follow)");
        }
        if (task == Task.REHEARSE && scale > Rehearsal.MOST_SCALE) {
            throw usage("Invalid --scale: " + given.get("--scale") + " (must be at most " + Rehearsal.MOST_SCALE
                    + " in a rehearsal)");
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
                whole(given, "--repeat", 1, task == Task.REHEARSE ? Rehearsal.MOST_ROUNDS : 100),
                whole(given, "--seconds", 20, 3600),
                whole(given, "--rate", task.rate, 100_000),
                strategy(Optional.ofNullable(given.get(Task.REHEARSE.word))));
    }

    private static int whole(Map<String, String> given, String name, int otherwise, int most) {
        double number = number(given, name, Integer.toString(otherwise));
        if (number != Math.rint(number) || number < 1 || number > most) {
            throw usage(
                    "Invalid " + name + ": " + given.get(name) + " (must be a whole number from 1 to " + most + ")");
        }
        return (int) number;
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
