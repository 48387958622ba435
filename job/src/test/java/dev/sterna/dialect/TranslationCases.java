package dev.sterna.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * SQL and what becomes of it, one a block: the kind and type, what a person wrote at the source, what the target gets,
 * or after an exclamation mark why it gets nothing. Where MariaDB and MySQL keep the same in different words, there is a
 * line for each.
 */
record TranslationCases(List<Case> cases) {
    record Case(String kind, String type, String sql, List<String> expected) {}

    static TranslationCases of(String resource) {
        try (InputStream in = TranslationCases.class.getResourceAsStream(resource)) {
            List<Case> cases = new ArrayList<>();
            for (String block : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n\n+")) {
                String[] lines = block.strip().split("\n");
                if (lines[0].isEmpty() || lines[0].startsWith("#")) {
                    continue;
                }
                String[] head = lines[0].split(" ", 2);
                cases.add(new Case(
                        head[0],
                        head.length > 1 ? head[1] : null,
                        lines[1],
                        List.of(lines).subList(2, lines.length)));
            }
            return new TranslationCases(cases);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
