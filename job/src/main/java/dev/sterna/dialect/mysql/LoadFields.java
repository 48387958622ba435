package dev.sterna.dialect.mysql;

import dev.sterna.dialect.StagedRow;
import dev.sterna.dialect.TemporalText;
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

    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long EXACT_INTEGERS = 1L << 53;
    private static final int MAX_EXACT_POWER = 22;
    private static final double[] POWERS = new double[MAX_EXACT_POWER + 1];
    /** What follows the backslash, or 0 for octets that stand for themselves. */
    private static final byte[] ESCAPES = new byte[256];

    static {
        double power = 1;
        for (int i = 0; i <= MAX_EXACT_POWER; i++) {
            POWERS[i] = power;
            power *= 10;
        }
        ESCAPES[0] = '0';
        ESCAPES['\t'] = 't';
        ESCAPES['\n'] = 'n';
        ESCAPES['\\'] = '\\';
    }

    private final LoadStream stream;
    private final Staged[] columns;
    private final int[] scales;
    private byte[] scratch = new byte[8192];
    private byte[] out;
    private int at;

    LoadFields(LoadStream stream, Staged[] columns, int[] scales) {
        this.stream = stream;
        this.columns = columns;
        this.scales = scales;
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
            case BOOL, INT, LONG -> integer(row.asLong(column));
            case FLOAT, DOUBLE -> real(row.asDouble(column));
            case DECIMAL_LONG -> decimal(row.asLong(column), scales[column]);
            case DECIMAL_BIG -> decimal(row.asUnscaled(column), scales[column]);
            case DATE -> date(row.asLong(column));
            case TIMESTAMP, INSTANT -> timestamp(row.asLong(column));
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

    private void integer(long value) {
        if (value < 0) {
            out[at++] = '-';
            if (value == Long.MIN_VALUE) {
                ascii("9223372036854775808");
                return;
            }
            digits(-value, 1);
        } else {
            digits(value, 1);
        }
    }

    /** A number of at least that many digits. */
    private void digits(long value, int least) {
        int count = 1;
        for (long bound = 10; count < 19 && value >= bound; bound *= 10) {
            count++;
        }
        count = Math.max(count, least);
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            long quotient = rest / 10;
            out[i] = (byte) ('0' + (rest - quotient * 10));
            rest = quotient;
        }
        at += count;
    }

    private void decimal(long unscaled, int scale) {
        if (unscaled < 0) {
            out[at++] = '-';
        }
        digits(Math.abs(unscaled), scale + 1);
        point(scale);
    }

    private void decimal(BigInteger unscaled, int scale) {
        if (unscaled.signum() < 0) {
            out[at++] = '-';
        }
        String digits = unscaled.abs().toString();
        for (int missing = scale + 1 - digits.length(); missing > 0; missing--) {
            out[at++] = '0';
        }
        ascii(digits);
        point(scale);
    }

    /** Puts the point before the last digits. */
    private void point(int scale) {
        if (scale > 0) {
            System.arraycopy(out, at - scale, out, at - scale + 1, scale);
            out[at - scale] = '.';
            at++;
        }
    }

    private void real(double value) throws SQLException {
        requireFinite(value);
        if (value == 0) {
            ascii(1 / value < 0 ? "-0" : "0");
            return;
        }
        // A quotient of an integer below 2^53 and a power of ten up to 10^22 is rounded once, as reading the decimal
        // is.
        double magnitude = Math.abs(value);
        for (int power = 0; power <= 15; power++) {
            double scaled = Math.rint(magnitude * POWERS[power]);
            if (scaled >= EXACT_INTEGERS) {
                break;
            }
            if (scaled / POWERS[power] == magnitude) {
                if (value < 0) {
                    out[at++] = '-';
                }
                decimal((long) scaled, power);
                return;
            }
        }
        ascii(Double.toString(value));
    }

    static void requireFinite(double value) throws SQLException {
        if (!Double.isFinite(value)) {
            throw new SQLException("MySQL and MariaDB have no infinity and no NaN", "22003");
        }
    }

    private void date(long days) throws SQLException {
        requireYear(days);
        at = TemporalText.date(days, out, at);
    }

    private void timestamp(long micros) throws SQLException {
        requireYear(Math.floorDiv(micros, MICROS_PER_DAY));
        at = TemporalText.timestamp(micros, out, at);
    }

    private static void requireYear(long days) throws SQLException {
        if (days < FIRST_DAY || days > LAST_DAY) {
            throw new SQLException("MySQL and MariaDB have no dates outside the years 0 to 9999", "22008");
        }
    }

    private void ascii(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(octets, 0, out, at, octets.length);
        at += octets.length;
    }
}
