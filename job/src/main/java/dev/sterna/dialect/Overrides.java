package dev.sterna.dialect;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
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
}
