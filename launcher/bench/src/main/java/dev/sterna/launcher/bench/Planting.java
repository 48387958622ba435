package dev.sterna.launcher.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Plants differences in the target by plain SQL, row by row; the same ones every time for the same table. */
final class Planting implements AutoCloseable {
    private static final long SEED = 20_261_130;

    /** Lines of TPC-H's orders end at 7. */
    private static final int FIRST_NEW_LINE = 8;

    private final SourceTable table;
    private final Connection connection;
    private final PlainRows rows;
    private final Random random = new Random(SEED);
    private final List<Planted> planted = new ArrayList<>();
    private int changes;

    private Planting(SourceTable table, List<PlainColumn> columns, Connection target) throws SQLException {
        this.table = table;
        this.connection = target;
        this.connection.setAutoCommit(false);
        this.rows = new PlainRows(connection, table.name(), DiffBench.KEY, columns);
    }

    /**
     * Plants all of them in one transaction.
     *
     * @return what differs from now on
     */
    static List<Planted> in(SourceTable table, Places places, Server source, Server target) throws SQLException {
        List<PlainColumn> columns;
        try (Connection connection = source.connect(Map.of())) {
            columns = PlainRows.columns(connection, table.name());
        }
        try (Planting planting = new Planting(table, columns, target.connect(Map.of()))) {
            planting.plant(places);
            return planting.planted;
        }
    }

    private void plant(Places places) throws SQLException {
        for (int place = 0; place < places.first().size(); place++) {
            int wanted = places.differences().get(place);
            List<PlainRow> there = rows.from(places.first().get(place), wanted);
            // A run is of one kind as often as it is mixed.
            Planted.Kind all = random.nextBoolean() ? kind() : null;
            // Beyond all that the source has, too.
            boolean end = place == 0 || place == places.first().size() - 1;
            for (int i = 0; i < wanted; i++) {
                if (end && i == 0) {
                    extra(there.get(i).with(DiffBench.KEY.get(0), beyond(place)));
                } else {
                    plant(all == null ? kind() : all, there.get(i), i);
                }
            }
        }
        connection.commit();
    }

    private long beyond(int place) {
        SourceTable.KeyRange range = table.range().orElseThrow();
        return place == 0 ? range.least() - 1 : range.greatest() + 1;
    }

    private Planted.Kind kind() {
        int number = random.nextInt(10);
        return number < 2 ? Planted.Kind.MISSING : number < 4 ? Planted.Kind.EXTRA : Planted.Kind.CHANGED;
    }

    private void plant(Planted.Kind kind, PlainRow row, int number) throws SQLException {
        switch (kind) {
            case MISSING -> {
                change("DELETE FROM " + table.name() + " WHERE " + condition(), row.values(DiffBench.KEY));
                planted.add(new Planted(kind, row.key(), Set.of()));
            }
            case EXTRA -> extra(row.with(DiffBench.KEY.get(1), FIRST_NEW_LINE + number));
            case CHANGED -> changed(row);
        }
    }

    private void extra(PlainRow row) throws SQLException {
        List<String> columns = row.columns();
        change(
                "INSERT INTO " + table.name() + " (" + String.join(", ", columns) + ") VALUES ("
                        + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")",
                row.values(columns));
        planted.add(new Planted(Planted.Kind.EXTRA, row.key(), Set.of()));
    }

    /** Every column has its turn; each third row changes in two. */
    private void changed(PlainRow row) throws SQLException {
        List<PlainColumn> columns = rows.columns().stream()
                .filter(column -> !DiffBench.KEY.contains(column.name()))
                .toList();
        Set<String> names = new TreeSet<>();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < (changes % 3 == 0 ? 2 : 1); i++) {
            PlainColumn column = columns.get((changes + 5 * i) % columns.size());
            names.add(column.name());
        }
        for (String name : names) {
            values.add(rows.column(name).otherThan(row.value(name), changes / columns.size()));
        }
        changes++;
        values.addAll(row.values(DiffBench.KEY));
        String set = names.stream().map(name -> name + " = ?").collect(Collectors.joining(", "));
        change("UPDATE " + table.name() + " SET " + set + " WHERE " + condition(), values);
        planted.add(new Planted(Planted.Kind.CHANGED, row.key(), names));
    }

    private static String condition() {
        return DiffBench.KEY.stream().map(name -> name + " = ?").collect(Collectors.joining(" AND "));
    }

    private void change(String sql, List<Object> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            int changed = statement.executeUpdate();
            if (changed != 1) {
                throw new IllegalStateException("Planting a difference changed " + changed + " rows: " + sql);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
