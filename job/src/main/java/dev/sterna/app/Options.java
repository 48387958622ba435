package dev.sterna.app;

import dev.sterna.assess.Depth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What picocli fills in: one set of options for all commands, which may stand before or after the command. */
final class Options {
    @Parameters(arity = "0..*", paramLabel = "COMMAND", hidden = true)
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration in HOCON; repeatable, later ones win; a URI works too (hdfs:, s3a:).")
    private List<String> config = new ArrayList<>();

    @Option(
            names = "-D",
            paramLabel = "path=value",
            description = "One setting, as in -D sterna.chunk.rows=50000; stronger than any file; repeatable.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description = "The same id resumes that run; a finished one does nothing. Default: made from the time.")
    private String runId;

    @Option(
            names = "--tables",
            paramLabel = "GLOB",
            split = ",",
            description = "Only these tables: globs over schema.table, separated by commas.")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--execute",
            description = "Really write. Without it a command that writes prints what it would do, and ends with 0.")
    private boolean execute;

    @Option(names = "--full", description = "assess: look at every row, not at a sample.")
    private boolean full;

    @Option(
            names = "--show-values",
            description = "assess: tell the values that will not arrive too, and not only the keys of their rows.")
    private boolean showValues;

    @Option(
            names = "--after-load",
            description =
                    "With prepare: the second half of the schema, also where the ledger does not say that all is in.")
    private boolean afterLoad;

    @Option(names = "--schema", description = "With diff: compares the schemas, object by object, instead of the rows.")
    private boolean schema;

    @Option(
            names = "--retry-rejects",
            description = "With load: only the rows that the target refused before and that were set aside.")
    private boolean retryRejects;

    @Option(
            names = "--self-test",
            description = "With diff: plants known corruptions in a copy of some rows, in tables of its own beside the"
                    + " ledger, and sees whether the comparison finds them.")
    private boolean selfTest;

    @Option(
            names = "--backup",
            description = "With diff: reads all of the backup too, and compares it with both sides.")
    private boolean backup;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master. Default: what spark-submit says, else local[*].")
    private String master;

    @Option(
            names = "--json",
            description = "Standard output gets exactly one line, the result; all else goes to standard error.")
    private boolean json;

    @Option(
            names = "--result-file",
            paramLabel = "URI",
            description = "The result is written there too, on success and on failure.")
    private String resultFile;

    @Option(names = "--quiet", description = "Only the result and its problems.")
    private boolean quiet;

    @Option(names = "--verbose", description = "More, and stack traces.")
    private boolean verbose;

    @Option(names = "--no-color", description = "No colours. NO_COLOR in the environment does the same.")
    private boolean noColor;

    @Option(
            names = {"-h", "--help"},
            description = "Help, for a command if one is given.")
    private boolean help;

    @Option(names = "--version", description = "The version.")
    private boolean version;

    List<String> words() {
        return words;
    }

    boolean help() {
        return help;
    }

    boolean version() {
        return version;
    }

    /** All that were named, of which one may be. */
    List<DiffMode> diffModes() {
        List<DiffMode> modes = new ArrayList<>();
        if (schema) {
            modes.add(DiffMode.SCHEMA);
        }
        if (selfTest) {
            modes.add(DiffMode.SELF_TEST);
        }
        if (backup) {
            modes.add(DiffMode.ROWS_AND_BACKUP);
        }
        return modes;
    }

    Invocation invocation(Command command, DiffMode diff) {
        return new Invocation(
                command,
                config,
                settings,
                runId,
                tables,
                execute,
                new Depth(
                        full ? Depth.Rows.ALL : Depth.Rows.SAMPLE,
                        showValues ? Depth.Showing.VALUES : Depth.Showing.KEYS),
                master,
                json,
                resultFile,
                quiet,
                verbose,
                noColor,
                afterLoad,
                retryRejects,
                diff);
    }
}
