package dev.sterna.app;

import dev.sterna.step.OptionValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What picocli fills in: the options that every command has, and the words that are none. */
final class GlobalOptions {
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

    Invocation invocation(Command command, OptionValues own) {
        return new Invocation(
                command,
                own,
                config,
                settings,
                runId,
                tables,
                execute,
                master,
                json,
                resultFile,
                quiet,
                verbose,
                noColor);
    }
}
