package dev.sterna.transfer.target;

import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.model.Staged;
import java.math.BigInteger;

/** A copy of a row, which stays when the reader has gone on. */
final class HeldRow implements StagedRow {
    private static final Object NULL = new Object();
    private static final int OCTETS_OF_OBJECT = 32;

    private final long number;
    private final long[] numbers;
    private final Object[] objects;
    private final long octets;

    private HeldRow(long number, long[] numbers, Object[] objects, long octets) {
        this.number = number;
        this.numbers = numbers;
        this.objects = objects;
        this.octets = octets;
    }

    /**
     * Copies a row.
     *
     * @param number of the row in its chunk's file, from 1
     */
    static HeldRow of(StagedRow row, Staged[] shapes, long number) {
        long[] numbers = new long[shapes.length];
        Object[] objects = new Object[shapes.length];
        long octets = 16L * shapes.length;
        for (int i = 0; i < shapes.length; i++) {
            if (row.isNull(i)) {
                objects[i] = NULL;
                continue;
            }
            switch (shapes[i]) {
                case BOOL, INT, LONG, DECIMAL_LONG, DATE, TIMESTAMP, INSTANT -> numbers[i] = row.asLong(i);
                case FLOAT, DOUBLE -> numbers[i] = Double.doubleToRawLongBits(row.asDouble(i));
                case DECIMAL_BIG -> {
                    objects[i] = row.asUnscaled(i);
                    octets += OCTETS_OF_OBJECT;
                }
                case TEXT, BYTES -> {
                    byte[] copy = new byte[row.octets(i)];
                    row.copyOctets(i, copy, 0);
                    objects[i] = copy;
                    octets += OCTETS_OF_OBJECT + copy.length;
                }
            }
        }
        return new HeldRow(number, numbers, objects, octets);
    }

    long number() {
        return number;
    }

    /** What it takes of memory, about. */
    long size() {
        return octets;
    }

    byte[] bytes(int column) {
        return (byte[]) objects[column];
    }

    @Override
    public boolean isNull(int column) {
        return objects[column] == NULL;
    }

    @Override
    public long asLong(int column) {
        return numbers[column];
    }

    @Override
    public double asDouble(int column) {
        return Double.longBitsToDouble(numbers[column]);
    }

    @Override
    public BigInteger asUnscaled(int column) {
        return (BigInteger) objects[column];
    }

    @Override
    public int octets(int column) {
        return bytes(column).length;
    }

    @Override
    public void copyOctets(int column, byte[] to, int offset) {
        byte[] own = bytes(column);
        System.arraycopy(own, 0, to, offset, own.length);
    }
}
