package dev.sterna.sync;

import dev.sterna.compare.RowDifference;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.rows.CanonicalColumn;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells which side's row is the newer one, by a column that grows. A row that the other side does not have is newer than none, and
 * one without a value is older than any.
 *
 * @param place of the column among those that are compared
 * @param number whether its values are numbers, and not points in time
 * @param lacking why it cannot be told, or null
 */
record NewerRow(int place, boolean number, String lacking) {
    /** Such texts stand in the order of what they mean. */
    private static final Pattern MOMENT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9:.]+)?");

    static NewerRow of(TablePair pair, String column) {
        List<CanonicalColumn> columns = pair.source().columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).column().name().equals(column)) {
                return switch (columns.get(i).as().kind()) {
                    case INT, DECIMAL, NUMERIC -> of(pair, i, true);
                    case DATE, TIMESTAMP, INSTANT -> of(pair, i, false);
                    case BOOL, REAL, CHAR, TEXT, BYTES, BIT, TIME, UUID, JSON, ENUM, SET, OPAQUE ->
                        none("its column " + column + " has neither numbers nor dates");
                };
            }
        }
        return none("it has no column " + column);
    }

    private static NewerRow of(TablePair pair, int place, boolean number) {
        return pair.key().isEmpty()
                ? none("without a key no row of one side is that of the other")
                : new NewerRow(place, number, null);
    }

    private static NewerRow none(String why) {
        return new NewerRow(-1, false, why);
    }

    /** Above 0 where the source's row is newer, below where the target's is, 0 where nobody can tell. */
    int compare(RowDifference row) {
        if (row instanceof RowDifference.Missing) {
            return 1;
        }
        if (row instanceof RowDifference.Extra) {
            return -1;
        }
        RowDifference.Changed changed = (RowDifference.Changed) row;
        String source = changed.sourceValues().get(place);
        String target = changed.targetValues().get(place);
        if (source == null || target == null) {
            return source == null && target == null ? 0 : source == null ? -1 : 1;
        }
        return number ? numbers(source, target) : moments(source, target);
    }

    private static int numbers(String left, String right) {
        try {
            return new BigDecimal(left).compareTo(new BigDecimal(right));
        } catch (NumberFormatException notFinite) {
            return 0;
        }
    }

    private static int moments(String left, String right) {
        return MOMENT.matcher(left).matches() && MOMENT.matcher(right).matches()
                ? Integer.signum(left.compareTo(right))
                : 0;
    }
}
