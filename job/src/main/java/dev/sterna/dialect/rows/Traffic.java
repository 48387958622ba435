package dev.sterna.dialect.rows;

/**
 * What a {@link BulkWriter} has handed to its connection so far, and how long it waited there. It is counted by the block,
 * and read by the thread that writes.
 */
public final class Traffic {
    private long octets;
    private long nanos;

    /** @param since {@link System#nanoTime} when the connection was given them */
    public void sent(long more, long since) {
        octets += more;
        nanos += System.nanoTime() - since;
    }

    public long octets() {
        return octets;
    }

    public long waitedNanos() {
        return nanos;
    }
}
