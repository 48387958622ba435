package dev.sterna.dialect.postgres.log;

import java.util.Arrays;

/**
 * What a snapshot sees, as the server writes it: {@code xmin:xmax:xip,xip}. These numbers have 64 bits, those of the log the
 * lower 32 of them, and no transaction in use is half a round away from another.
 */
record SeenTransactions(long xmin, long xmax, long[] running) {
    private static final long ROUND = 1L << 32;

    static SeenTransactions parse(String snapshot) {
        String[] parts = snapshot.split(":", -1);
        return new SeenTransactions(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                parts[2].isEmpty()
                        ? new long[0]
                        : Arrays.stream(parts[2].split(",", -1))
                                .mapToLong(Long::parseLong)
                                .sorted()
                                .toArray());
    }

    /** Whether it sees the transaction with these 32 bits, which has been committed. */
    boolean contains(long lower) {
        long full = xmax / ROUND * ROUND + lower;
        if (full > xmax + ROUND / 2) {
            full -= ROUND;
        } else if (full < xmax - ROUND / 2) {
            full += ROUND;
        }
        return full < xmin || full < xmax && Arrays.binarySearch(running, full) < 0;
    }
}
