package dev.sterna.diff.selftest;

import dev.sterna.compare.HashedRow;
import dev.sterna.compare.HashedRows;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.SqlText;
import dev.sterna.dialect.rows.CanonicalColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Finds rows and columns of a sample that can host corruptions, in one pass over its rows. */
final class Hosts {
    /** The server may refuse a value in one place and take it in another. */
    private static final int MOST_PLACES = 3;

    private final Sample sample;
    private final PlantingSql sql;
    private final List<String> names;
    private final List<Alteration> columns = new ArrayList<>();
    private final int[] key;
    private final boolean[] inKey;
    private final Map<Corruption, Map<String, Planting>> places = new EnumMap<>(Corruption.class);
    private HashedRow previous;

    private Hosts(Sample sample, SqlText text, Set<Corruption> open) {
        this.sample = sample;
        this.names = sample.pair().columns();
        this.key = sample.pair().keyPlaces();
        this.inKey = new boolean[names.size()];
        for (int place : key) {
            inKey[place] = true;
        }
        List<CanonicalColumn> stored = sample.pristine().columns();
        stored.forEach(column -> columns.add(new Alteration(column.as(), column.column())));
        this.sql = new PlantingSql(
                text,
                stored,
                key,
                sample.pristine().table().name(),
                sample.pair().target().table().name());
        open.forEach(corruption -> places.put(corruption, new LinkedHashMap<>()));
    }

    /** Whether single rows of the table can be addressed at all. */
    static boolean tellsRowsApart(TablePair pair) {
        List<CanonicalColumn> stored = pair.target().columns();
        int[] key = pair.keyPlaces();
        return key.length > 0
                && Arrays.stream(key)
                        .mapToObj(stored::get)
                        .allMatch(column -> new Alteration(column.as(), column.column()).writable());
    }

    /** Some places for each corruption that has any; reads no further than until each has one. */
    static Map<Corruption, Collection<Planting>> find(
            Sample sample, SqlText text, Set<Corruption> open, HashedRows rows) throws SQLException {
        Hosts hosts = new Hosts(sample, text, open);
        while (rows.head() != null && hosts.places.values().stream().anyMatch(Map::isEmpty)) {
            hosts.look(rows.take());
        }
        Map<Corruption, Collection<Planting>> found = new EnumMap<>(Corruption.class);
        hosts.places.forEach((corruption, planted) -> {
            if (!planted.isEmpty()) {
                found.put(corruption, planted.values());
            }
        });
        return found;
    }

    private void look(HashedRow row) {
        for (int place : key) {
            if (row.texts()[place] == null || !columns.get(place).isWhole(row.texts()[place])) {
                return;
            }
        }
        places.forEach((corruption, found) -> {
            if (found.size() < MOST_PLACES) {
                look(row, corruption);
            }
        });
        previous = row;
    }

    private void look(HashedRow row, Corruption corruption) {
        switch (corruption) {
            case DROPPED_ROW ->
                add(corruption, List.of(), List.of(sql.delete(row)), finding(Finding.Kind.MISSING, row, List.of()));
            case DOUBLED_ROW ->
                add(corruption, List.of(), List.of(sql.insert(row)), finding(Finding.Kind.EXTRA, row, List.of()));
            case EXCHANGED_ROWS -> exchange(row);
            case SWAPPED_COLUMNS -> swap(row);
            case ONE_BIT,
                    NULL_FOR_EMPTY,
                    TRAILING_SPACE,
                    TIME_ZONE_SHIFT,
                    ROUNDING,
                    UNICODE_NORMALISATION,
                    SIGN_OF_ZERO -> change(row, corruption);
        }
    }

    private void change(HashedRow row, Corruption corruption) {
        for (int place = 0; place < inKey.length; place++) {
            String text = row.texts()[place];
            Alteration column = columns.get(place);
            if (inKey[place] || text == null || !column.isWhole(text)) {
                continue;
            }
            boolean emptied = corruption == Corruption.NULL_FOR_EMPTY && column.isEmptyText(text);
            String other = emptied ? PlantingSql.NULL : column.of(corruption, text);
            if (emptied || other != null) {
                Map<Integer, String> values = new HashMap<>();
                values.put(place, other);
                update(corruption, row, values);
            }
        }
    }

    private void swap(HashedRow row) {
        for (int left = 0; left < inKey.length; left++) {
            for (int right = left + 1; right < inKey.length; right++) {
                if (!inKey[left] && !inKey[right] && swappable(row, left, right)) {
                    update(
                            Corruption.SWAPPED_COLUMNS,
                            row,
                            new LinkedHashMap<>(Map.of(left, row.texts()[right], right, row.texts()[left])));
                    return;
                }
            }
        }
    }

    private boolean swappable(HashedRow row, int left, int right) {
        String one = row.texts()[left];
        String other = row.texts()[right];
        return one != null
                && other != null
                && !one.equals(other)
                && columns.get(left).isWhole(one)
                && columns.get(right).isWhole(other)
                && columns.get(left).takes(columns.get(right), other)
                && columns.get(right).takes(columns.get(left), one);
    }

    /** All that is not of the key changes places. */
    private void exchange(HashedRow row) {
        if (previous == null) {
            return;
        }
        List<String> differing = new ArrayList<>();
        for (int place = 0; place < inKey.length; place++) {
            if (!inKey[place] && !Objects.equals(row.texts()[place], previous.texts()[place])) {
                differing.add(names.get(place));
            }
        }
        if (!differing.isEmpty()) {
            add(
                    Corruption.EXCHANGED_ROWS,
                    List.of(),
                    List.of(
                            sql.delete(previous),
                            sql.delete(row),
                            sql.insert(previous, row),
                            sql.insert(row, previous)),
                    finding(Finding.Kind.CHANGED, previous, differing),
                    finding(Finding.Kind.CHANGED, row, differing));
        }
    }

    private void update(Corruption corruption, HashedRow row, Map<Integer, String> values) {
        List<String> changed = values.keySet().stream().sorted().map(names::get).toList();
        add(corruption, changed, List.of(sql.update(row, values)), finding(Finding.Kind.CHANGED, row, changed));
    }

    private Finding finding(Finding.Kind kind, HashedRow row, List<String> changed) {
        return new Finding(kind, row.texts(key), changed);
    }

    private void add(Corruption corruption, List<String> changed, List<String> statements, Finding... expected) {
        String place = sample.place(changed);
        places.get(corruption).putIfAbsent(place, new Planting(corruption, place, statements, List.of(expected)));
    }
}
