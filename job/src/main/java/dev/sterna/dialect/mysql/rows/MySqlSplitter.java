package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.rows.Splitter;
import dev.sterna.model.Chunk;
import dev.sterna.model.Key;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Cuts a table along its primary key, or else along a unique key. */
public final class MySqlSplitter implements Splitter, Serializable {
    private static final long serialVersionUID = 1L;

    /** A table of that size is read through in a moment. */
    private static final long STEPPED_BYTES = 32L << 20;

    private final long steppedBytes;

    public MySqlSplitter() {
        this(STEPPED_BYTES);
    }

    /**
     * @param steppedBytes up to which size a table is read through
     */
    MySqlSplitter(long steppedBytes) {
        this.steppedBytes = steppedBytes;
    }

    /** Below that many chunks estimates are too coarse: of no range do they exceed half the table's rows. */
    private static final long STEPPED_CHUNKS = 3;

    @Override
    public List<Chunk> split(Connection connection, Table table, Goal goal, String where) throws SQLException {
        Optional<Key> chosen = chooseKey(connection, table, goal.rowsFor(table));
        if (chosen.isEmpty()) {
            // A hash bucket would have to scan the table as often as there are buckets.
            return List.of(new Chunk(0, new Slice.Whole(), table.estimatedRows()));
        }
        Key key = chosen.get();
        List<String> nullable = nullable(table, key);
        List<Cut> cuts = cuts(connection, table, key, goal.rowsFor(table));
        List<Chunk> chunks = new ArrayList<>();
        if (cuts.size() == 1 && nullable.isEmpty()) {
            return List.of(new Chunk(0, new Slice.Whole(), cuts.get(0).rows()));
        }
        for (int i = 0; i < cuts.size(); i++) {
            List<String> upper = i + 1 < cuts.size() ? cuts.get(i + 1).from() : List.of();
            Slice slice = new Slice.KeyRange(key.columns(), cuts.get(i).from(), upper);
            chunks.add(new Chunk(i, slice, cuts.get(i).rows()));
        }
        if (!nullable.isEmpty()) {
            // Without the others: IS NULL is true of a zero date in a NOT NULL column, which a range holds already.
            chunks.add(new Chunk(chunks.size(), new Slice.NullKey(nullable), -1));
        }
        return chunks;
    }

    /**
     * A table that is small, as far as the server knows, is stepped through: that is exact, finds out at once when the
     * table fits one chunk, and is right as well when the server has no idea. A large one is not read.
     */
    private List<Cut> cuts(Connection connection, Table table, Key key, long rows) throws SQLException {
        boolean small = table.estimatedBytes() <= steppedBytes || table.estimatedRows() <= STEPPED_CHUNKS * rows;
        KeyBisection bisection = new KeyBisection(connection, table, key);
        return small || !bisection.isPossible()
                ? new KeySteps(connection, table, key).cuts(rows)
                : bisection.cuts(rows);
    }

    /**
     * A range of a key.
     *
     * @param from its lower bound, one canonical text per column; empty for the first
     * @param rows how many it holds, as far as known
     */
    record Cut(List<String> from, long rows) {}

    /**
     * The primary key, or else the unique key with the fewest nullable and the fewest columns, but rather one in which few
     * rows have NULL: those that have one cannot be cut. Of a key whose first columns are never NULL these alone will do,
     * as far as they tell rows apart.
     */
    private static Optional<Key> chooseKey(Connection connection, Table table, long rows) throws SQLException {
        if (table.primaryKey() != null) {
            return Optional.of(table.primaryKey());
        }
        List<Key> keys = table.uniqueKeys().stream()
                .sorted(Comparator.<Key>comparingLong(
                                key -> nullable(table, key).size())
                        .thenComparingInt(key -> key.columns().size())
                        .thenComparing(Key::name))
                .toList();
        for (Key key : keys) {
            if (!nullsAreMany(connection, table, key, rows)) {
                return Optional.of(key);
            }
        }
        return keys.stream()
                .filter(key -> !table.column(key.columns().get(0)).nullable())
                .findFirst()
                .map(key -> new Key(key.name(), leadingWithoutNull(table, key)))
                .or(() -> keys.stream().findFirst());
    }

    private static List<String> nullable(Table table, Key key) {
        return key.columns().stream()
                .filter(name -> table.column(name).nullable())
                .toList();
    }

    private static List<String> leadingWithoutNull(Table table, Key key) {
        return key.columns().stream()
                .takeWhile(name -> !table.column(name).nullable())
                .toList();
    }

    /** More than a chunk and a half. Read from the index, and no further than it takes to tell. */
    private static boolean nullsAreMany(Connection connection, Table table, Key key, long rows) throws SQLException {
        long most = rows + rows / 2;
        List<String> nullable = nullable(table, key);
        if (nullable.isEmpty()) {
            return false;
        }
        String condition = nullable.stream()
                .map(name -> MySqlLiterals.quote(name) + " IS NULL")
                .collect(Collectors.joining(" OR "));
        String found = ScalarQuery.text(
                connection,
                "SELECT COUNT(*) FROM (SELECT 1 FROM " + TableRows.of(table) + " FORCE INDEX ("
                        + MySqlLiterals.quote(key.name()) + ") WHERE " + condition + " LIMIT " + (most + 1) + ") n");
        return Long.parseLong(found) > most;
    }
}
