package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.rows.NumberText;
import dev.sterna.dialect.rows.OddDates;
import dev.sterna.dialect.rows.OddNumbers;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.dialect.rows.TemporalText;
import dev.sterna.model.Staged;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * Rows as LOAD DATA reads them: fields end in a tab, rows in a line feed, backslash escapes. Numbers and dates are
 * written digit by digit into the block; only decimals beyond 18 digits, and doubles that need more than 15, allocate.
 */
final class LoadFields {
    /** No number or date is longer. */
    private static final int MAX_PLAIN_OCTETS = 128;

    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    /** What follows the backslash, or 0 for octets that stand for themselves. */
    private static final byte[] ESCAPES = new byte[256];

    static {
        ESCAPES[0] = '0';
        ESCAPES['\t'] = 't';
        ESCAPES['\n'] = 'n';
        ESCAPES['\\'] = '\\';
    }

    private final LoadStream stream;
    private final Staged[] columns;
    private final int[] scales;
    private final boolean[] texts;
    private final String[] names;
    private byte[] scratch = new byte[8192];
    private byte[] out;
    private int at;

    /**
     * @param texts the columns of a text type, which hold what is no number and no date as its text
     * @param names of the target's columns, for messages
     */
    LoadFields(LoadStream stream, Staged[] columns, int[] scales, boolean[] texts, String[] names) {
        this.stream = stream;
        this.columns = columns;
        this.scales = scales;
        this.texts = texts;
        this.names = names;
    }

    /** Writes a row; false when nobody reads any more. */
    boolean write(StagedRow row) throws SQLException, InterruptedException {
        for (int column = 0; column < columns.length; column++) {
            if (!ensure()) {
                return false;
            }
            if (row.isNull(column)) {
                out[at++] = '\\';
                out[at++] = 'N';
            } else if (!value(row, column)) {
                return false;
            }
            out[at++] = (byte) (column == columns.length - 1 ? '\n' : '\t');
            stream.advance(at);
        }
        return true;
    }

    private boolean value(StagedRow row, int column) throws SQLException, InterruptedException {
        switch (columns[column]) {
            case BOOL, INT, LONG -> at = NumberText.integer(row.asLong(column), out, at);
            case FLOAT, DOUBLE -> real(row.asDouble(column), column);
            case DECIMAL_LONG -> decimal(row.asLong(column), column);
            case DECIMAL_BIG -> decimal(row.asUnscaled(column), column);
            case DATE -> date(row.asLong(column), column);
            case TIMESTAMP, INSTANT -> timestamp(row.asLong(column), column);
            case TEXT, BYTES -> {
                return octets(row, column);
            }
        }
        return true;
    }

    /** Room for any value that is neither text nor bytes, and the end of its field. */
    private boolean ensure() throws InterruptedException {
        if (stream.room() < MAX_PLAIN_OCTETS && !stream.next()) {
            return false;
        }
        out = stream.octets();
        at = stream.position();
        return true;
    }

    private boolean octets(StagedRow row, int column) throws InterruptedException {
        int count = row.octets(column);
        if (scratch.length < count) {
            scratch = new byte[Math.max(count, (int) Math.min(Integer.MAX_VALUE - 8L, scratch.length * 2L))];
        }
        row.copyOctets(column, scratch, 0);
        int from = 0;
        while (from < count) {
            // two octets are kept for the end of the field
            int to = Math.min(count, from + (LoadStream.BLOCK_OCTETS - at - 2) / 2);
            if (to == from) {
                stream.advance(at);
                if (!stream.next()) {
                    return false;
                }
                out = stream.octets();
                at = stream.position();
                continue;
            }
            for (int i = from; i < to; i++) {
                byte octet = scratch[i];
                byte escape = ESCAPES[octet & 0xff];
                if (escape == 0) {
                    out[at++] = octet;
                } else {
                    out[at++] = '\\';
                    out[at++] = escape;
                }
            }
            from = to;
        }
        return true;
    }

    private void decimal(long unscaled, int column) throws SQLException {
        if (unscaled == OddNumbers.NAN) {
            nan(column);
        } else {
            at = NumberText.decimal(unscaled, scales[column], out, at);
        }
    }

    private void decimal(BigInteger unscaled, int column) throws SQLException {
        if (OddNumbers.isNan(unscaled)) {
            nan(column);
            return;
        }
        int scale = scales[column];
        if (unscaled.signum() < 0) {
            out[at++] = '-';
        }
        String digits = unscaled.abs().toString();
        for (int missing = scale + 1 - digits.length(); missing > 0; missing--) {
            out[at++] = '0';
        }
        ascii(digits);
        at = NumberText.point(scale, out, at);
    }

    private void nan(int column) throws SQLException {
        if (!texts[column]) {
            throw notFinite(names[column]);
        }
        ascii("NaN");
    }

    private void real(double value, int column) throws SQLException {
        requireFinite(value, names[column]);
        at = NumberText.real(value, out, at);
    }

    static void requireFinite(double value, String column) throws SQLException {
        if (!Double.isFinite(value)) {
            throw notFinite(column);
        }
    }

    private static SQLException notFinite(String column) {
        return refused(column, "MySQL and MariaDB have no infinity and no NaN", "22003");
    }

    private static SQLException refused(String column, String why, String state) {
        return new SQLException("Cannot load column " + MySqlLiterals.quote(column) + ": " + why, state);
    }

    private void date(long days, int column) throws SQLException {
        if (!texts[column]) {
            requireDate(days, names[column]);
        }
        at = TemporalText.date(days, out, at);
    }

    private void timestamp(long micros, int column) throws SQLException {
        if (!texts[column]) {
            requireTimestamp(micros, names[column]);
        }
        at = TemporalText.timestamp(micros, out, at);
    }

    static void requireTimestamp(long micros, String column) throws SQLException {
        requireDate(Math.floorDiv(micros, MICROS_PER_DAY), column);
    }

    /** The year 0, like all other dates that are no days, is an {@link OddDates odd date}. */
    static void requireDate(long days, String column) throws SQLException {
        if ((days < FIRST_DAY || days > LAST_DAY) && !OddDates.isNoDay(days)) {
            throw refused(
                    column,
                    "MySQL and MariaDB have no infinite dates, and none before Christ or after the year 9999",
                    "22008");
        }
    }

    private void ascii(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(octets, 0, out, at, octets.length);
        at += octets.length;
    }
}
