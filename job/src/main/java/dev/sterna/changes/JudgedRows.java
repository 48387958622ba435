package dev.sterna.changes;

import dev.sterna.dialect.rows.RowSet;
import dev.sterna.model.Digest;
import dev.sterna.model.Slice;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The rows of the side that is written, as they were when somebody judged that they are wrong: one that is another by now is not
 * written. Rows are locked until the transaction ends.
 */
final class JudgedRows {
    private final ChangedTable table;
    private final RowSet rows;
    private final RowSet digested;
    private Set<List<String>> there = Set.of();
    private Digest before = Digest.EMPTY;

    /** @param table whose rows are judged */
    JudgedRows(ChangedTable table) {
        this.table = table;
        this.rows = table.judged().told();
        this.digested = table.judged().digested();
    }

    /** Those of the keys of a batch whose rows are still what they were. */
    List<List<String>> still(Connection target, Batch.Keys batch) throws SQLException {
        List<List<String>> keys = batch.keys();
        lock(target, keys);
        Hashes hashes = hashes(target, rows, keys);
        List<List<String>> others = inOtherLetters(hashes.byKey().keySet(), keys);
        List<List<String>> same = keys.stream()
                .filter(key ->
                        Objects.equals(hashes.byKey().get(key), batch.judged().get(key)))
                .filter(key -> hashes.byKey().containsKey(key) || !takesThePlaceOf(key, others, keys))
                .toList();
        there = Set.copyOf(hashes.byKey().keySet());
        before = same.size() == keys.size() && rows.equals(digested) ? hashes.all() : digest(target, same);
        return same;
    }

    /** Rows whose keys only a collation takes for some of these; nobody has judged that they may go. */
    private static List<List<String>> inOtherLetters(Set<List<String>> found, List<List<String>> keys) {
        Set<List<String>> wanted = new HashSet<>(keys);
        return found.stream().filter(key -> !wanted.contains(key)).toList();
    }

    /** A row may take the place of one that differs in case or blanks at the end, and of one that is told by less than that. */
    private static boolean takesThePlaceOf(List<String> key, List<List<String>> others, List<List<String>> keys) {
        return others.stream()
                .anyMatch(other -> isAlike(key, other) || keys.stream().noneMatch(wanted -> isAlike(wanted, other)));
    }

    private static boolean isAlike(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).stripTrailing().equalsIgnoreCase(other.get(i).stripTrailing())) {
                return false;
            }
        }
        return true;
    }

    /** How many of these rows were not there. */
    long missing(Set<List<String>> keys) {
        return keys.stream().filter(key -> !there.contains(key)).count();
    }

    /** What has changed of the digest of these keys since. */
    Digest changed(Connection target, List<List<String>> same) throws SQLException {
        return digest(target, same).minus(before);
    }

    private Digest digest(Connection target, List<List<String>> keys) throws SQLException {
        return hashes(target, digested, keys).all();
    }

    private record Hashes(Map<List<String>, Long> byKey, Digest all) {}

    private void lock(Connection target, List<List<String>> keys) throws SQLException {
        for (Slice.Keys part : parts(keys)) {
            String sql = "SELECT 1" + table.target().dialect().sql().ownRows(rows.table()) + " AND "
                    + table.target().dialect().sql().predicate(rows.table(), part) + " FOR UPDATE";
            try (Statement statement = target.createStatement();
                    ResultSet locked = statement.executeQuery(sql)) {
                while (locked.next()) {
                    // Only the locks are wanted.
                }
            }
        }
    }

    private Hashes hashes(Connection target, RowSet seen, List<List<String>> keys) throws SQLException {
        List<String> columns =
                seen.columns().stream().map(column -> column.column().name()).toList();
        int[] places = seen.key().stream().mapToInt(columns::indexOf).toArray();
        Map<List<String>, Long> byKey = new HashMap<>();
        Digest all = Digest.EMPTY;
        for (Slice.Keys part : parts(keys)) {
            String sql = table.target().dialect().digests().hashedRows(seen.withSlice(part), table.hash());
            try (Statement statement = target.createStatement();
                    ResultSet answer = statement.executeQuery(sql)) {
                while (answer.next()) {
                    long hash = answer.getLong(2);
                    if (answer.wasNull()) {
                        throw new SQLException("The server computed no hash of a row that is to be changed");
                    }
                    byKey.put(key(answer, places), hash);
                    all = all.plus(new Digest(1, BigInteger.valueOf(hash)));
                }
            }
        }
        return new Hashes(byKey, all);
    }

    private static List<String> key(ResultSet answer, int[] places) throws SQLException {
        String[] texts = new String[places.length];
        for (int i = 0; i < texts.length; i++) {
            // Behind the hashes of key and row.
            texts[i] = answer.getString(places[i] + 3);
        }
        return List.of(texts);
    }

    private List<Slice.Keys> parts(List<List<String>> keys) {
        return keys.isEmpty()
                ? List.of()
                : table.target().dialect().sql().inStatements(new Slice.Keys(rows.key(), keys));
    }
}
