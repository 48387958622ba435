package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.rows.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Octets on their way from the thread that writes rows to the one that runs the statement, in a few blocks that go
 * round. Whichever side gives up, the other is woken.
 */
final class LoadStream extends InputStream {
    static final int BLOCK_OCTETS = 1 << 18;
    private static final int BLOCKS = 4;

    private final Runnable startReader;
    private final Deque<Block> free = new ArrayDeque<>();
    private final Deque<Block> filled = new ArrayDeque<>();
    private int made = 1;
    private boolean ended;
    private boolean readerGone;
    private Block reading;
    private int readAt;
    private Block writing = new Block();
    private final Traffic traffic = new Traffic();

    /**
     * @param startReader run when the first block is full: what fits one block, the writing thread can read itself
     */
    LoadStream(Runnable startReader) {
        this.startReader = startReader;
    }

    private static final class Block {
        private final byte[] octets = new byte[BLOCK_OCTETS];
        private int length;
    }

    // --- the writing side

    int room() {
        return BLOCK_OCTETS - writing.length;
    }

    /** The current block's octets; what is put behind {@link #position()} counts after {@link #advance}. */
    byte[] octets() {
        return writing.octets;
    }

    int position() {
        return writing.length;
    }

    void advance(int to) {
        writing.length = to;
    }

    /**
     * Hands the current block over and takes an empty one, waiting for it.
     *
     * @return false when nobody reads any more
     */
    synchronized boolean next() throws InterruptedException {
        long since = System.nanoTime();
        int length = writing.length;
        filled.add(writing);
        notifyAll();
        if (made == 1 && free.isEmpty()) {
            startReader.run();
        }
        while (free.isEmpty() && made == BLOCKS && !readerGone) {
            wait();
        }
        if (free.isEmpty()) {
            writing = new Block();
            made++;
        } else {
            writing = free.poll();
            writing.length = 0;
        }
        traffic.sent(length, since);
        return !readerGone;
    }

    /** No more octets come. */
    synchronized void end() {
        filled.add(writing);
        traffic.sent(writing.length, System.nanoTime());
        ended = true;
        notifyAll();
    }

    /** The blocks that were handed over, and the wait for empty ones. */
    Traffic traffic() {
        return traffic;
    }

    /** What has not been read is given up: the reader is told that this was all. */
    synchronized void abandon() {
        filled.clear();
        ended = true;
        notifyAll();
    }

    /** The statement has ended: nobody reads any more. */
    synchronized void readerGone() {
        readerGone = true;
        notifyAll();
    }

    // --- the reading side

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, reading.length - readAt);
        System.arraycopy(reading.octets, readAt, into, offset, count);
        readAt += count;
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private synchronized boolean fill() throws IOException {
        if (reading != null && readAt == reading.length) {
            free.add(reading);
            reading = null;
            notifyAll();
        }
        while (reading == null) {
            Block block = filled.poll();
            if (block != null && block.length > 0) {
                reading = block;
                readAt = 0;
            } else if (block == null && ended) {
                return false;
            } else if (block == null) {
                try {
                    wait();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("Interrupted while loading");
                }
            }
        }
        return true;
    }
}
