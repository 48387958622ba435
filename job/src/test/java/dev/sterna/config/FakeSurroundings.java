package dev.sterna.config;

import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;

/** Files, credentials and variables from memory. */
final class FakeSurroundings implements Surroundings {
    final Map<String, String> files = new HashMap<>();
    final Map<String, String> credentials = new HashMap<>();
    final Map<String, String> environment = new HashMap<>();

    @Override
    public String text(String location) throws NoSuchFileException {
        if (!files.containsKey(location)) {
            throw new NoSuchFileException(location);
        }
        return files.get(location);
    }

    @Override
    public char[] credential(String alias, Map<String, String> hadoop) {
        return credentials.containsKey(alias) ? credentials.get(alias).toCharArray() : null;
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }
}
