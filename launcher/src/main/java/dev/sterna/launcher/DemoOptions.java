package dev.sterna.launcher;

import dev.sterna.config.Nearest;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The demo's command line. */
@Command(
        name = "scripts/sterna demo",
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpWidth = 100,
        header = "Migrates a real database between two servers that it starts, fills and throws away.%n",
        description = {
            "%nNothing has to be installed: the servers come with Sterna. The source gets the eight tables of TPC-H and"
                    + " tables of what goes wrong in migrations; then everything runs that runs for a database of your"
                    + " own, up to the comparison of every row. Exit code 0 means that every table is identical. At the"
                    + " end, on Ctrl-C too, both servers are stopped and everything is removed.%n"
        },
        optionListHeading = "Options:%n",
        footer = {
            "",
            "Examples:",
            "  scripts/sterna demo                                          MariaDB to PostgreSQL, 866,602 rows",
            "  scripts/sterna demo --scale 1                                ten times the data",
            "  scripts/sterna demo --source postgresql --target mariadb     the way back",
            "  scripts/sterna demo --keep                                   then look around with a client of yours",
            "  scripts/sterna demo --json 2>/dev/null                       for a program",
            "",
            "Exit codes: 0 every table is identical; 6 the data differ; the others as in scripts/sterna --help."
        })
final class DemoOptions {
    private static final double SMALLEST_SCALE = 0.01;

    @Option(
            names = "--source",
            paramLabel = "ENGINE",
            defaultValue = "mariadb",
            description = "mariadb or postgresql. Default: mariadb.")
    private DemoEngine source;

    @Option(
            names = "--target",
            paramLabel = "ENGINE",
            defaultValue = "postgresql",
            description = "mariadb or postgresql. Default: postgresql.")
    private DemoEngine target;

    @Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = "0.1",
            description = "Size of the TPC-H tables, from 0.01; 1 is 8.7 million rows. Default: 0.1.")
    private double scale;

    @Option(names = "--keep", description = "Leaves both servers up until Enter or Ctrl-C, and says how to connect.")
    private boolean keep;

    @Option(
            names = "-D",
            paramLabel = "path=value",
            mapFallbackValue = "",
            description = "One setting of the run, as in -D sterna.chunk.rows=50000; repeatable.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--master", paramLabel = "URL", description = "Spark master. Default: local[*].")
    private String master;

    @Option(
            names = "--json",
            description = "Standard output gets exactly one line, the run's result; all else goes to standard error.")
    private boolean json;

    @Option(names = "--quiet", description = "Only the result and its problems.")
    private boolean quiet;

    @Option(names = "--verbose", description = "More, and stack traces.")
    private boolean verbose;

    @Option(names = "--no-color", description = "No colours. NO_COLOR in the environment does the same.")
    private boolean noColor;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This help.")
    private boolean help;

    /** @throws SternaException (USAGE) when the words are no command line */
    static DemoOptions parse(String... words) {
        DemoOptions options = new DemoOptions();
        CommandLine parser = parser(options);
        try {
            parser.parseArgs(words);
        } catch (UnmatchedArgumentException unknown) {
            throw unmatched(parser, unknown.getUnmatched().get(0));
        } catch (ParameterException bad) {
            throw usage("invalid-usage", bad.getMessage(), "See: scripts/sterna demo --help");
        }
        if (!(options.scale >= SMALLEST_SCALE && options.scale < Double.POSITIVE_INFINITY)) {
            throw usage(
                    "invalid-scale",
                    "Invalid scale: " + options.scale + " (must be at least " + SMALLEST_SCALE + ")",
                    "With fewer suppliers the keys of TPC-H repeat; leave --scale out for 0.1");
        }
        return options;
    }

    private static CommandLine parser(DemoOptions options) {
        return new CommandLine(options)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false);
    }

    private static SternaException unmatched(CommandLine parser, String word) {
        String name = word.replaceFirst("=.*", "");
        if (!name.startsWith("-")) {
            return usage("unexpected-word", "Unexpected word: " + word, "See: scripts/sterna demo --help");
        }
        List<String> known = parser.getCommandSpec().options().stream()
                .flatMap(option -> List.of(option.names()).stream())
                .toList();
        return usage(
                "unknown-option",
                "Unknown option: " + name,
                Nearest.to(name, known)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("See: scripts/sterna demo --help"));
    }

    private static SternaException usage(String code, String message, String remedy) {
        return SternaException.of(Category.USAGE, code, null, message, remedy);
    }

    static String helpText() {
        return parser(new DemoOptions()).getUsageMessage().stripTrailing();
    }

    DemoEngine source() {
        return source;
    }

    DemoEngine target() {
        return target;
    }

    double scale() {
        return scale;
    }

    boolean keep() {
        return keep;
    }

    String master() {
        return master;
    }

    boolean help() {
        return help;
    }

    /** The words that the run gets as they are. */
    List<String> forTheRun() {
        List<String> words = new ArrayList<>();
        settings.forEach((path, value) -> words.addAll(List.of("-D", path + "=" + value)));
        if (master != null) {
            words.addAll(List.of("--master", master));
        }
        add(words, json, "--json");
        add(words, quiet, "--quiet");
        add(words, verbose, "--verbose");
        add(words, noColor, "--no-color");
        return words;
    }

    private static void add(List<String> words, boolean wanted, String word) {
        if (wanted) {
            words.add(word);
        }
    }
}
