package dev.sterna.dialect.convert;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import dev.sterna.model.Table;

/** Types that a user may not choose for a column, whatever the target's engine. */
public final class Overrides {
    private Overrides() {}

    /**
     * Requires that a column's values have one text, so that a text column which holds them can be compared.
     *
     * @param wanted the target's type, a text
     * @throws SternaException (REFUSED) for binary floating point, which every engine writes in its own way
     */
    public static void requireText(Table source, Column column, String wanted) {
        if (column.type() instanceof LogicalType.Real) {
            throw SternaException.of(
                    Category.REFUSED,
                    "type-not-comparable",
                    source.name().toString(),
                    "Cannot convert column " + column.name() + " of " + source.name() + ", " + column.nativeType()
                            + ", to " + wanted
                            + ": every engine writes floating point in its own way, so the rows could not be compared",
                    "Map it to double precision or to a numeric type in sterna.types.map");
        }
    }

    /**
     * Requires that a column's values are octets, so that a column of bytes can hold them.
     *
     * @param wanted the target's type, one of bytes
     * @throws SternaException (REFUSED) for all others: they travel as texts, of which only the text would be kept
     */
    public static void requireBytes(Table source, Column column, String wanted) {
        if (Staged.of(column.type()) != Staged.BYTES) {
            throw SternaException.of(
                    Category.REFUSED,
                    "type-not-comparable",
                    source.name().toString(),
                    "Cannot convert column " + column.name() + " of " + source.name() + ", " + column.nativeType()
                            + ", to " + wanted + ": its values travel as texts and not as octets",
                    "Map it to text in sterna.types.map, and convert it on the target after the migration");
        }
    }

    /**
     * Requires that a column's values are no bits, so that a column of numbers can hold them.
     *
     * @param wanted the target's type, a number
     * @throws SternaException (REFUSED) for bits: they travel as their zeros and ones, which a server would read as digits
     *     of ten
     */
    public static void requireNumber(Table source, Column column, String wanted) {
        if (column.type() instanceof LogicalType.Bit) {
            throw SternaException.of(
                    Category.REFUSED,
                    "type-not-comparable",
                    source.name().toString(),
                    "Cannot convert column " + column.name() + " of " + source.name() + ", " + column.nativeType()
                            + ", to " + wanted + ": its values travel as zeros and ones, not as the number they make",
                    "Leave it as bits, or map it to text in sterna.types.map, and convert it on the target after the"
                            + " migration");
        }
    }
}
