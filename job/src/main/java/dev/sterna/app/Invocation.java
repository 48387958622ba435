package dev.sterna.app;

import dev.sterna.assess.Depth;
import dev.sterna.config.ShownSetting;
import dev.sterna.config.ShownUrl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One command line, understood.
 *
 * @param config configuration files, later ones win
 * @param settings of {@code -D}, in their order; values may be secret
 * @param depth of an assessment
 * @param runId null when none was given, {@code master} and {@code resultFile} likewise
 * @param diff rows for every other command than diff
 */
record Invocation(
        Command command,
        List<String> config,
        Map<String, String> settings,
        String runId,
        List<String> tables,
        boolean execute,
        Depth depth,
        String master,
        boolean json,
        String resultFile,
        boolean quiet,
        boolean verbose,
        boolean noColor,
        boolean afterLoad,
        boolean retryRejects,
        DiffMode diff) {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    Invocation {
        config = List.copyOf(config);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        tables = List.copyOf(tables);
    }

    /** Whether databases are to be written to. */
    boolean writes() {
        return execute && command.writes();
    }

    /** The command line that loads the rows which the target refused. */
    String retry(String id) {
        return retryRejects
                ? next(Command.LOAD, id, Execute.YES)
                : next(Command.LOAD, id, Execute.NO) + " --retry-rejects --execute";
    }

    /** A command line for the same migration, to be typed next; secrets left out. */
    String next(Command other, String id, Execute mode) {
        List<String> parts = new ArrayList<>(List.of("sterna", other.word()));
        config.forEach(file -> parts.addAll(List.of("--config", ShownUrl.inText(file))));
        settings.forEach((path, value) -> parts.addAll(List.of("-D", ShownSetting.of(path, value))));
        if (!tables.isEmpty()) {
            parts.addAll(List.of("--tables", String.join(",", tables)));
        }
        if (master != null) {
            parts.addAll(List.of("--master", ShownUrl.inText(master)));
        }
        parts.addAll(List.of("--run-id", id));
        if (other == command) {
            parts.addAll(own());
        }
        if (other == Command.ASSESS) {
            if (depth.rows() == Depth.Rows.ALL) {
                parts.add("--full");
            }
            if (depth.showing() == Depth.Showing.VALUES) {
                parts.add("--show-values");
            }
        }
        if (mode == Execute.YES) {
            parts.add("--execute");
        }
        return String.join(" ", parts.stream().map(Invocation::quote).toList());
    }

    /** The options that only this command has. */
    private List<String> own() {
        List<String> parts = new ArrayList<>();
        if (afterLoad) {
            parts.add("--after-load");
        }
        if (retryRejects) {
            parts.add("--retry-rejects");
        }
        if (diff != DiffMode.ROWS) {
            parts.add(diff.option());
        }
        return parts;
    }

    private static String quote(String word) {
        return HARMLESS.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** Whether a command line that is suggested writes. */
    enum Execute {
        YES,
        NO
    }
}
