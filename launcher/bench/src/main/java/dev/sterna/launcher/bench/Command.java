package dev.sterna.launcher.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program, its arguments, which everybody on the machine can read, and its environment, which others cannot.
 *
 * @param secrets files to remove as soon as it has ended
 */
record Command(List<String> words, Map<String, String> environment, List<Path> secrets) {
    Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        secrets = List.copyOf(secrets);
    }

    Command(List<String> words, Map<String, String> environment) {
        this(words, environment, List.of());
    }
}
