package dev.sterna.diff;

import dev.sterna.compare.RowsFrom;
import dev.sterna.compare.TablePair;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Migration;
import java.util.Optional;

/**
 * From which value of a column on rows are compared.
 *
 * @param column by the source's name
 * @param value as it was typed
 */
record Since(String column, String value) {

    /** Of {@code COLUMN=VALUE}; nothing where it has another form. */
    static Optional<Since> of(String text) {
        int equals = text.indexOf('=');
        return equals > 0 && equals < text.length() - 1
                ? Optional.of(new Since(text.substring(0, equals), text.substring(equals + 1)))
                : Optional.empty();
    }

    /** Those of the rows of a pair that it means. */
    TablePair of(TablePair pair, Migration migration) {
        return new RowsFrom(column, value)
                .of(
                        pair,
                        migration.source().dialect().sql(),
                        migration.target().dialect().sql(),
                        why -> unfit(pair.name(), why));
    }

    private SternaException unfit(String table, String why) {
        return SternaException.of(
                Category.USAGE,
                "invalid-usage",
                table,
                "Cannot compare " + table + " by --since " + column + "=" + value + ": " + why,
                "Choose a column of numbers, dates or times, as in --since updated_at=2026-01-31, or leave the table out"
                        + " by --tables");
    }
}
