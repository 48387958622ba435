package dev.sterna.changes;

import java.util.List;

/**
 * A row that the target does not take.
 *
 * @param key its canonical texts; of a row without a key its hash in hexadecimal
 * @param reason the engine's words, without values
 */
public record NotBrought(List<String> key, String reason) {
    public NotBrought {
        key = List.copyOf(key);
    }
}
