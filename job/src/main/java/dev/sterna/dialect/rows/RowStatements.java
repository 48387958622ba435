package dev.sterna.dialect.rows;

import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.model.Staged;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the statements that change single rows of a table, values included: for people to look at, and to give by the
 * engine's own client. They stand for themselves, a line each as far as the values let them.
 */
public final class RowStatements {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final Form form;
    private final String table;
    private final List<Named> columns;
    private final List<Named> key;

    /** How an engine writes names and values. */
    public interface Form {
        String name(String identifier);

        /** A constant of a text that is not NULL. */
        String text(String value);

        /** A constant of octets. */
        String octets(byte[] value);

        /**
         * What becomes of a constant on its way into a column, with a question mark for it, as {@link InsertWriter} takes
         * it.
         */
        String placeholder(Incoming column);

        /** What stands between the columns of an INSERT and its VALUES, blanks included. */
        String beforeValues();

        /** @throws SQLException when the engine has no such number */
        default void requireNumber(double value, String column) throws SQLException {}

        /**
         * Refuses days that the engine does not have.
         *
         * @param days since 1970
         */
        default void requireDay(long days, String column) throws SQLException {}

        /** @throws SQLException when an empty text is a value that no statement brings into the column */
        default void requireEmpty(Incoming column) throws SQLException {}
    }

    private record Named(Incoming column, String own, String name, String template, Staged shape, int scale) {}

    /** @param plan by whose key rows are found */
    public RowStatements(Form form, String table, RowChanges.Plan plan) {
        this.form = form;
        this.table = table;
        this.columns = plan.columns().stream().map(this::named).toList();
        this.key = plan.key().stream().map(this::named).toList();
    }

    private Named named(Incoming column) {
        String own = column.target().name();
        return new Named(
                column,
                own,
                form.name(own),
                form.placeholder(column),
                Staged.of(column.type()),
                Staged.scale(column.type()));
    }

    /**
     * Removes a row.
     *
     * @param row of nothing but the key's columns, in the order of the key
     * @throws SQLException when the engine has no such value
     */
    public String delete(StagedRow row) throws SQLException {
        List<String> same = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            same.add(key.get(i).name() + " = " + value(key.get(i), row, i));
        }
        return "DELETE FROM " + table + " WHERE " + String.join(" AND ", same) + ";";
    }

    /**
     * Puts a row in.
     *
     * @throws SQLException when the engine has no such value
     */
    public String insert(StagedRow row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(value(columns.get(i), row, i));
        }
        String names = columns.stream().map(Named::name).collect(Collectors.joining(", "));
        return "INSERT INTO " + table + " (" + names + ")" + form.beforeValues() + "VALUES ("
                + String.join(", ", values) + ");";
    }

    /**
     * Gives a row that is there its values.
     *
     * @throws SQLException when the engine has no such value
     */
    public String update(StagedRow row) throws SQLException {
        List<String> set = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Named column = columns.get(i);
            String assigned = column.name() + " = " + value(column, row, i);
            (key.contains(column) ? same : set).add(assigned);
        }
        // The key's columns too, where there are no others: its collation may take for equal what is written otherwise.
        return "UPDATE " + table + " SET " + String.join(", ", set.isEmpty() ? same : set) + " WHERE "
                + String.join(" AND ", same) + ";";
    }

    private String value(Named column, StagedRow row, int place) throws SQLException {
        if (row.isNull(place)) {
            return "NULL";
        }
        String constant = switch (column.shape()) {
            case BOOL, INT, LONG -> Long.toString(row.asLong(place));
            case FLOAT, DOUBLE -> {
                double number = row.asDouble(place);
                form.requireNumber(number, column.own());
                yield form.text(Double.toString(number));
            }
            case DECIMAL_LONG -> number(InsertWriter.decimal(row.asLong(place), column.scale()));
            case DECIMAL_BIG -> number(InsertWriter.decimal(row.asUnscaled(place), column.scale()));
            case DATE -> {
                form.requireDay(row.asLong(place), column.own());
                yield form.text(TemporalText.date(row.asLong(place)));
            }
            case TIMESTAMP, INSTANT -> {
                form.requireDay(Math.floorDiv(row.asLong(place), MICROS_PER_DAY), column.own());
                yield form.text(TemporalText.timestamp(row.asLong(place)));
            }
            case TEXT -> {
                if (row.octets(place) == 0) {
                    form.requireEmpty(column.column());
                }
                yield form.text(text(octets(row, place)));
            }
            case BYTES -> form.octets(octets(row, place));
        };
        // The first is the parameter's; a pattern may have more of them.
        int parameter = column.template().indexOf('?');
        return column.template().substring(0, parameter)
                + constant
                + column.template().substring(parameter + 1);
    }

    private static byte[] octets(StagedRow row, int place) {
        byte[] own = new byte[row.octets(place)];
        row.copyOctets(place, own, 0);
        return own;
    }

    /** Refuses what is no UTF-8: a replacement character in its place would be a changed value. */
    private static String text(byte[] octets) throws SQLException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new SQLException("A text is not valid UTF-8", "22021", malformed);
        }
    }

    private String number(Object decimal) {
        return decimal instanceof BigDecimal number ? number.toPlainString() : form.text((String) decimal);
    }
}
