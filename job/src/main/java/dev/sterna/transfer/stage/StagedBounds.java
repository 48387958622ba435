package dev.sterna.transfer.stage;

import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;

/**
 * The rows of a staged table with a whole number of a column from {@code least} to {@code greatest}, both included; a row
 * without one is none of them.
 */
public record StagedBounds(String column, BigInteger least, BigInteger greatest) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Whether a column of this type has such numbers. */
    public static boolean fits(LogicalType type) {
        return type.kind() == LogicalType.Kind.INT;
    }

    /** The same, for rows of these columns. */
    RowBounds rows(List<StagedColumn> columns) {
        int place = columns.stream().map(StagedColumn::name).toList().indexOf(column);
        StagedView view =
                new StagedView(columns.stream().map(StagedColumn::type).toList());
        boolean big = columns.get(place).staged() == Staged.DECIMAL_BIG;
        return row -> {
            RowView seen = view.over(row);
            return !seen.isNull(place)
                    && isWithin(big ? seen.asUnscaled(place) : BigInteger.valueOf(seen.asLong(place)));
        };
    }

    private boolean isWithin(BigInteger value) {
        return value.compareTo(least) >= 0 && value.compareTo(greatest) <= 0;
    }
}
