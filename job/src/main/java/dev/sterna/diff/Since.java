package dev.sterna.diff;

import dev.sterna.dialect.SqlText;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
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

    /** The rows of one side that it means. */
    RowSet of(RowSet rows, String name, String table, SqlText sql) {
        Column found = rows.table().column(name);
        return rows.withFurther(sql.quote(name) + " >= " + sql.literal(found.type(), canonical(found.type(), table)));
    }

    /** Servers would take another text for some value of their own, and compare other rows than were meant. */
    private String canonical(LogicalType type, String table) {
        try {
            return switch (type.kind()) {
                case INT -> new BigInteger(value).toString();
                case DECIMAL, NUMERIC -> new BigDecimal(value).toPlainString();
                case DATE -> LocalDate.parse(value).toString();
                case TIMESTAMP, INSTANT -> time(value);
                case BOOL, REAL, CHAR, TEXT, BYTES, BIT, TIME, UUID, JSON, ENUM, SET, OPAQUE ->
                    throw unfit(table, "it is neither a number nor a date, and the two sides may order it otherwise");
            };
        } catch (NumberFormatException | DateTimeParseException failure) {
            throw unfit(table, value + " is no value of its type");
        }
    }

    private static String time(String text) {
        String whole = text.length() == 10 ? text + "T00:00:00" : text.replace(' ', 'T');
        LocalDateTime at = LocalDateTime.parse(whole);
        String fraction = at.getNano() == 0 ? "" : String.format(Locale.ROOT, ".%09d", at.getNano());
        return at.toLocalDate() + " " + at.toLocalTime().withNano(0).format(DateTimeFormatter.ISO_LOCAL_TIME)
                + fraction.replaceFirst("0+$", "");
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
