package dev.sterna.dialect.rows;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Slice.KeyRange;
import dev.sterna.model.Table;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A range of keys, cut into strips of equal width by its first column, which is an integer. What lies below the first strip
 * belongs to it, and what lies above the last one to that, so that every row of the range is in one of them.
 *
 * @param range what is cut
 * @param from where the first strip begins
 * @param width how many integers a strip spans, at least 1
 * @param count how many strips there are, at least 2
 */
public record KeyStrips(KeyRange range, BigInteger from, BigInteger width, int count) {

    /** Whether a slice is a range of keys of which the first column is an integer. */
    public static boolean fit(Slice slice, Table table) {
        return slice instanceof KeyRange range
                && table.column(range.columns().get(0)).type() instanceof LogicalType.Int;
    }

    /** Whether a range that fits has an end on either side. */
    public static boolean isBounded(Slice slice) {
        return slice instanceof KeyRange range
                && !range.lower().isEmpty()
                && !range.upper().isEmpty();
    }

    /** Cuts a range that fits and is bounded into about so many strips. Empty where nothing is left to cut. */
    public static Optional<KeyStrips> of(KeyRange range, int count) {
        return cut(range, first(range.lower()), end(range), count);
    }

    /**
     * Cuts a range that fits where its rows are.
     *
     * @param lowest the first value of the column that is cut; {@code highest} the last one
     */
    public static Optional<KeyStrips> of(KeyRange range, BigInteger lowest, BigInteger highest, int count) {
        BigInteger from = range.lower().isEmpty() ? lowest : lowest.max(first(range.lower()));
        BigInteger end = highest.add(BigInteger.ONE);
        return cut(range, from, range.upper().isEmpty() ? end : end.min(end(range)), count);
    }

    /** Below a bound of more than one column there are rows whose first value is the bound's. */
    private static BigInteger end(KeyRange range) {
        BigInteger upper = first(range.upper());
        return range.upper().size() > 1 ? upper.add(BigInteger.ONE) : upper;
    }

    private static Optional<KeyStrips> cut(KeyRange range, BigInteger from, BigInteger end, int count) {
        BigInteger length = end.subtract(from);
        BigInteger wanted = BigInteger.valueOf(count);
        BigInteger width = length.add(wanted).subtract(BigInteger.ONE).divide(wanted);
        if (width.signum() <= 0) {
            return Optional.empty();
        }
        int fitting = length.add(width).subtract(BigInteger.ONE).divide(width).intValueExact();
        return fitting < 2 ? Optional.empty() : Optional.of(new KeyStrips(range, from, width, fitting));
    }

    private static BigInteger first(List<String> bound) {
        return new BigInteger(bound.get(0));
    }

    /** The rows of the strips from one number, inclusive, to another, exclusive. */
    public KeyRange slice(int first, int end) {
        return new KeyRange(
                range.columns(), first == 0 ? range.lower() : bound(first), end == count ? range.upper() : bound(end));
    }

    private List<String> bound(int strip) {
        return List.of(from.add(width.multiply(BigInteger.valueOf(strip))).toString());
    }

    /** The column that is cut, as a table has it whose columns the range names. */
    public Column column(Table table) {
        return table.column(range.columns().get(0));
    }

    /** The same strips by the names of another table. */
    public KeyStrips renamed(List<String> columns) {
        return new KeyStrips(new KeyRange(columns, range.lower(), range.upper()), from, width, count);
    }
}
