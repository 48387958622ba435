package dev.sterna.app;

import java.util.List;
import java.util.Set;

/** What a command line says at first sight, with or without mistakes in it. */
final class Words {
    private static final Set<String> WITH_VALUE =
            Set.of("--config", "-D", "--run-id", "--tables", "--master", "--result-file");
    private static final String RESULT_FILE = "--result-file";

    private Words() {}

    /** The command, or the first word that stands in its place; empty when there is none. */
    static String command(String... args) {
        for (int i = 0; i < args.length; i++) {
            if (WITH_VALUE.contains(args[i])) {
                i++;
            } else if (!args[i].startsWith("-")) {
                return args[i];
            }
        }
        return "";
    }

    /** Where the result is wanted, or null. */
    static String resultFile(String... args) {
        int at = List.of(args).lastIndexOf(RESULT_FILE);
        if (at >= 0 && at + 1 < args.length) {
            return args[at + 1];
        }
        for (String word : args) {
            if (word.startsWith(RESULT_FILE + "=")) {
                return word.substring(RESULT_FILE.length() + 1);
            }
        }
        return null;
    }
}
