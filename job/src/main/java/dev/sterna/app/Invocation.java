package dev.sterna.app;

import dev.sterna.config.ShownSetting;
import dev.sterna.config.ShownUrl;
import dev.sterna.step.CommandDescriptor;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Trait;
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
 * @param own the options that only this command has
 * @param runId null when none was given, {@code master} and {@code resultFile} likewise
 */
record Invocation(
        Command command,
        OptionValues own,
        List<String> config,
        Map<String, String> settings,
        String runId,
        List<String> tables,
        boolean execute,
        String master,
        boolean json,
        String resultFile,
        boolean quiet,
        boolean verbose,
        boolean noColor) {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    Invocation {
        config = List.copyOf(config);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        tables = List.copyOf(tables);
    }

    /** Whether databases are to be written to. */
    boolean writes() {
        return execute && command.descriptor().has(Trait.WRITES);
    }

    /** This command line for the same run, to be typed again, to go on. */
    String again(String id, Execute mode) {
        return next(command.descriptor(), own.toGoOn(), id, mode);
    }

    /** A command line for the same migration, to be typed next; secrets left out. */
    String next(CommandDescriptor other, OptionValues others, String id, Execute mode) {
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
        others.words().forEach(word -> parts.add(ShownUrl.inText(word)));
        if (mode == Execute.YES) {
            parts.add("--execute");
        }
        return String.join(" ", parts.stream().map(Invocation::quote).toList());
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
