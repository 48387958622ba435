package dev.sterna.compare;

import dev.sterna.dialect.SqlText;
import dev.sterna.dialect.rows.RowSet;
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
import java.util.function.Function;

/**
 * The rows of a table that have a value of a column, or a greater one, on both sides.
 *
 * @param column by the source's name
 * @param value a number, a date or a time, as people write it
 */
public record RowsFrom(String column, String value) {

    /**
     * Those of the rows of a pair, which has the column.
     *
     * @param unfit makes the failure of which the reason is told: the column, or the value, is none by which both sides choose
     *     the same rows
     */
    public TablePair of(TablePair pair, SqlText source, SqlText target, Function<String, SternaException> unfit) {
        RowSet there = pair.target();
        return pair.withRows(
                of(pair.source(), column, source, unfit),
                there == null ? null : of(there, pair.targetNames().get(column), target, unfit));
    }

    private RowSet of(RowSet rows, String name, SqlText sql, Function<String, SternaException> unfit) {
        Column found = rows.table().column(name);
        return rows.withFurther(sql.quote(name) + " >= " + sql.literal(found.type(), canonical(found.type(), unfit)));
    }

    /** Servers would take another text for some value of their own, and compare other rows than were meant. */
    private String canonical(LogicalType type, Function<String, SternaException> unfit) {
        try {
            return switch (type.kind()) {
                case INT -> new BigInteger(value).toString();
                case DECIMAL, NUMERIC -> new BigDecimal(value).toPlainString();
                case DATE -> LocalDate.parse(value).toString();
                case TIMESTAMP, INSTANT -> time(value);
                case BOOL, REAL, CHAR, TEXT, BYTES, BIT, TIME, UUID, JSON, ENUM, SET, OPAQUE ->
                    throw unfit.apply("it is neither a number nor a date, and the two sides may order it otherwise");
            };
        } catch (NumberFormatException | DateTimeParseException failure) {
            throw unfit.apply(value + " is no value of its type");
        }
    }

    private static String time(String text) {
        String whole = text.length() == 10 ? text + "T00:00:00" : text.replace(' ', 'T');
        LocalDateTime at = LocalDateTime.parse(whole);
        String fraction = at.getNano() == 0 ? "" : String.format(Locale.ROOT, ".%09d", at.getNano());
        return at.toLocalDate() + " " + at.toLocalTime().withNano(0).format(DateTimeFormatter.ISO_LOCAL_TIME)
                + fraction.replaceFirst("0+$", "");
    }
}
