package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.rows.KeyProbe.Range;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where rows are by halving ranges of a key until the server's estimate of each is small, then puts neighbours
 * together. Reads some index pages for each half, and not the table.
 */
final class KeyBisection {
    /** Pieces to a chunk, at least: the finer, the better they add up, the more questions. */
    private static final int PIECES = 4;

    private static final int SAMPLES = 3;
    /** How often a guess may miss before the next value that exists is taken. */
    private static final int MAX_GUESSES = 32;

    private final Connection connection;
    private final Table table;
    private final Key key;
    private final KeyProbe probe;
    private final List<Piece> pieces = new ArrayList<>();
    private final KeyMidpoints[] spaces;

    KeyBisection(Connection connection, Table table, Key key) {
        this.connection = connection;
        this.table = table;
        this.key = key;
        this.probe = new KeyProbe(connection, table, key);
        this.spaces = new KeyMidpoints[key.columns().size()];
    }

    private record Piece(Range range, long estimate) {
        List<String> from() {
            List<String> bound = new ArrayList<>(range.prefix());
            bound.add(range.lower());
            return bound;
        }
    }

    /** Whether anything is known of the order of the key's leading column. */
    boolean isPossible() throws SQLException {
        return space(0) != null;
    }

    /** Ranges of about that many rows each. */
    List<MySqlSplitter.Cut> cuts(long rows) throws SQLException {
        // Half of what a piece should be, because estimates of large ranges are doubled.
        halve(List.of(), Math.max(2, 2 * rows / PIECES));
        if (pieces.isEmpty()) {
            // NULL in every row, or no row
            return List.of(new MySqlSplitter.Cut(List.of(), 0));
        }
        return gather(rows, estimatesPerRow());
    }

    /** All rows that begin with this prefix. */
    private void halve(List<String> prefix, long most) throws SQLException {
        String[] extremes = probe.extremes(new Range(prefix, null, null));
        if (extremes != null) {
            halve(new Range(prefix, extremes[0], null), extremes[1], most);
        }
    }

    /**
     * @param end the range's upper bound, or its greatest value when it has none
     */
    private void halve(Range whole, String end, long most) throws SQLException {
        Range range = whole;
        while (true) {
            long estimate = probe.estimate(range);
            if (estimate <= most) {
                pieces.add(new Piece(range, estimate));
                return;
            }
            String middle = middle(range, end, most);
            if (middle == null) {
                one(range, estimate, most);
                return;
            }
            halve(new Range(range.prefix(), range.lower(), middle), middle, most);
            range = new Range(range.prefix(), middle, range.upper());
        }
    }

    /** A range in which this column has one value only: cut by the next column, if there is one. */
    private void one(Range range, long estimate, long most) throws SQLException {
        if (range.prefix().size() + 1 == key.columns().size()) {
            pieces.add(new Piece(range, estimate));
            return;
        }
        List<String> longer = new ArrayList<>(range.prefix());
        longer.add(range.lower());
        halve(longer, most);
    }

    /** A value that exists in the range, above its lower bound and about half way, or null when there is none. */
    private String middle(Range range, String end, long most) throws SQLException {
        KeyMidpoints space = space(range.prefix().size());
        String upper = end;
        for (int guess = 0; space != null && guess < MAX_GUESSES; guess++) {
            String middle = space.between(range.lower(), upper);
            if (middle == null) {
                break;
            }
            String existing = probe.next(range, middle);
            if (existing != null) {
                return existing;
            }
            // nothing there: all is below
            upper = middle;
        }
        // Where values cannot be guessed, a piece is read to find its end.
        String stepped = probe.next(range, most / 2);
        return stepped != null ? stepped : probe.next(range, 0);
    }

    private KeyMidpoints space(int index) throws SQLException {
        if (spaces[index] == null) {
            Column column = table.column(key.columns().get(index));
            boolean text = column.type() instanceof LogicalType.Text || column.type() instanceof LogicalType.Char;
            spaces[index] = KeyMidpoints.of(column.type(), text ? TextOrder.of(connection, column) : null);
        }
        return spaces[index];
    }

    /** By how much estimates exceed the truth, from counting a few pieces. */
    private double estimatesPerRow() throws SQLException {
        long estimated = 0;
        long counted = 0;
        for (int i = 1; i <= SAMPLES; i++) {
            Piece piece = pieces.get((int) ((long) pieces.size() * i / (SAMPLES + 1)));
            estimated += piece.estimate;
            counted += probe.count(piece.range);
        }
        return estimated == 0 || counted == 0 ? 1 : (double) estimated / counted;
    }

    /** Cuts at the pieces' bounds that are nearest to equal parts of the whole. */
    private List<MySqlSplitter.Cut> gather(long rows, double estimatesPerRow) {
        double total = pieces.stream().mapToLong(Piece::estimate).sum() / estimatesPerRow;
        double part = total / Math.max(1, Math.round(total / rows));
        List<MySqlSplitter.Cut> cuts = new ArrayList<>();
        List<String> from = List.of();
        double gathered = 0;
        for (Piece piece : pieces) {
            double weight = piece.estimate / estimatesPerRow;
            if (gathered > 0 && gathered + weight / 2 > part) {
                cuts.add(new MySqlSplitter.Cut(from, Math.round(gathered)));
                from = piece.from();
                gathered = 0;
            }
            gathered += weight;
        }
        if (!cuts.isEmpty() && gathered < part / 2) {
            MySqlSplitter.Cut last = cuts.remove(cuts.size() - 1);
            cuts.add(new MySqlSplitter.Cut(last.from(), last.rows() + Math.round(gathered)));
        } else {
            cuts.add(new MySqlSplitter.Cut(from, Math.round(gathered)));
        }
        return cuts;
    }
}
