package dev.sterna.transfer.stage;

import dev.sterna.dialect.rows.OddNumbers;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.dialect.rows.TemporalText;
import dev.sterna.digest.RowDigester;
import dev.sterna.digest.RowHash;
import dev.sterna.model.Digest;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * Hashes rows of the backup: what was staged is written as the canonical text from which it came, so that the sum is
 * the one that the source's rows had. Allocates nothing per row, but for decimals of more than 18 digits. Not
 * thread-safe.
 */
public final class StagedDigester {
    /** More than the longest number or time takes, with room to move it. */
    private static final int PLAIN_OCTETS = 256;

    private final RowDigester digester;
    private final Staged[] staged;
    private final int[] scales;
    private byte[] text = new byte[PLAIN_OCTETS];

    /** For rows of these columns. */
    public StagedDigester(RowHash hash, List<LogicalType> columns) {
        this.digester = new RowDigester(hash, columns);
        this.staged = columns.stream().map(Staged::of).toArray(Staged[]::new);
        this.scales = columns.stream().mapToInt(Staged::scale).toArray();
    }

    /**
     * Adds a row.
     *
     * @return the row's hash
     */
    public long add(StagedRow row) {
        for (int column = 0; column < staged.length; column++) {
            if (row.isNull(column)) {
                digester.addNull();
            } else {
                add(row, column);
            }
        }
        return digester.endRow();
    }

    /** Count and sum of the rows so far. */
    public Digest digest() {
        return digester.digest();
    }

    private void add(StagedRow row, int column) {
        switch (staged[column]) {
            case BOOL, INT, LONG -> digester.addLong(row.asLong(column));
            case FLOAT, DOUBLE -> digester.addDouble(row.asDouble(column));
            case DECIMAL_LONG -> addText(decimal(row.asLong(column), scales[column]));
            case DECIMAL_BIG -> addText(decimal(row.asUnscaled(column), scales[column]));
            case DATE -> addText(TemporalText.date(row.asLong(column), text, 0));
            case TIMESTAMP, INSTANT -> addText(TemporalText.timestamp(row.asLong(column), text, 0));
            case TEXT, BYTES -> {
                int count = row.octets(column);
                if (text.length < count) {
                    text = new byte[Math.max(count, (int) Math.min(Integer.MAX_VALUE - 8L, text.length * 2L))];
                }
                row.copyOctets(column, text, 0);
                addText(count);
            }
        }
    }

    private void addText(int length) {
        digester.addOctets(text, 0, length);
    }

    private int nan() {
        text[0] = 'N';
        text[1] = 'a';
        text[2] = 'N';
        return 3;
    }

    private int decimal(long unscaled, int scale) {
        if (unscaled == OddNumbers.NAN) {
            return nan();
        }
        // as a negative number, because the least one has no positive equal
        long rest = unscaled < 0 ? unscaled : -unscaled;
        int at = PLAIN_OCTETS;
        int digits = 0;
        do {
            if (digits == scale && scale > 0) {
                text[--at] = '.';
            }
            text[--at] = (byte) ('0' - rest % 10);
            rest /= 10;
            digits++;
        } while (rest != 0 || digits <= scale);
        if (unscaled < 0) {
            text[--at] = '-';
        }
        int length = PLAIN_OCTETS - at;
        System.arraycopy(text, at, text, 0, length);
        return length;
    }

    private int decimal(BigInteger unscaled, int scale) {
        if (OddNumbers.isNan(unscaled)) {
            return nan();
        }
        // The least long stands for NaN among the shorter ones.
        if (unscaled.bitLength() < Long.SIZE - 1) {
            return decimal(unscaled.longValue(), scale);
        }
        String plain = new BigDecimal(unscaled, scale).toPlainString();
        for (int i = 0; i < plain.length(); i++) {
            text[i] = (byte) plain.charAt(i);
        }
        return plain.length();
    }
}
