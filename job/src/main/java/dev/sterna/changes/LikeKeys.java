package dev.sterna.changes;

import dev.sterna.compare.TablePair;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.jdbc.Lane;
import dev.sterna.model.Slice;
import dev.sterna.sql.Family;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows of the target that its collation takes for others, by keys in other letters. */
final class LikeKeys {
    private final ChangedTable table;
    private final KeyTexts texts;
    private final boolean anyText;

    LikeKeys(ChangedTable table, KeyTexts texts) {
        this.table = table;
        this.texts = texts;
        this.anyText = table.pair().key().stream()
                .anyMatch(name -> Family.of(table.sourceTable().column(name).type()) == Family.TEXT);
    }

    /** Whether keys in other letters may be the same. */
    boolean isTold() {
        return anyText;
    }

    /**
     * Refuses to bring rows in the place of others that the source has too.
     *
     * @param wanted keys of the rows that come
     * @param own keys whose rows may go
     * @throws KeyTaken where a row of the target stands for another one of the source
     */
    void requireFree(Connection target, Lane source, List<List<String>> wanted, Set<List<String>> own)
            throws SQLException {
        if (!anyText || wanted.isEmpty()) {
            return;
        }
        List<List<String>> others = others(target, wanted, own);
        if (!others.isEmpty() && isAtSource(source, others)) {
            throw new KeyTaken(table);
        }
    }

    private List<List<String>> others(Connection target, List<List<String>> wanted, Set<List<String>> own)
            throws SQLException {
        TablePair keys = table.pair().withColumns(table.pair().key());
        Set<List<String>> others = new HashSet<>();
        try (Statement statement = target.createStatement()) {
            for (Slice.Keys part : inStatements(wanted)) {
                RowSet rows = keys.targetRows(part);
                String sql = table.target().dialect().digests().hashedRows(rows, table.hash());
                try (ResultSet answer = statement.executeQuery(sql)) {
                    HashedTexts found = new HashedTexts(answer, rows);
                    while (answer.next()) {
                        List<String> key = found.of(table.targetKey());
                        if (!own.contains(key)) {
                            others.add(key);
                        }
                    }
                }
            }
        }
        return List.copyOf(others);
    }

    private List<Slice.Keys> inStatements(List<List<String>> keys) {
        return table.byKeys(keys).stream()
                .flatMap(part -> table.target().dialect().sql().inStatements(part).stream())
                .toList();
    }

    /** Whether the source has a row of one of these keys, to the letter. */
    boolean isAtSource(Lane source, List<List<String>> keys) {
        Set<List<String>> letters = new HashSet<>(keys);
        try (SourceRows rows =
                new SourceRows(table, source, table.byKeys(keys), row -> letters.contains(texts.of(row)))) {
            return rows.iterator().hasNext();
        }
    }
}
