package dev.sterna.embedded.data;

import java.io.InputStream;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.BiConsumer;

/** The text of rows, written as it is read: whoever pulls it sets the pace, and only one buffer is in memory. */
final class RowStream<R> extends InputStream {
    private static final int FULL = 64 * 1024;

    private final String table;
    private final Iterator<? extends R> rows;
    private final BiConsumer<R, RowWriter> format;
    private final LoadProgress progress;
    private final RowWriter writer = new RowWriter();
    private int position;

    RowStream(String table, Iterator<? extends R> rows, BiConsumer<R, RowWriter> format, LoadProgress progress) {
        this.table = table;
        this.rows = rows;
        this.format = format;
        this.progress = progress;
    }

    @Override
    public int read() {
        return filled() ? writer.buffer()[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) {
        Objects.checkFromIndexSize(offset, wanted, target.length);
        if (wanted == 0) {
            return 0;
        }
        if (!filled()) {
            return -1;
        }
        int count = Math.min(wanted, writer.length() - position);
        System.arraycopy(writer.buffer(), position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return writer.length() - position;
    }

    private boolean filled() {
        if (position < writer.length()) {
            return true;
        }
        writer.clear();
        position = 0;
        long count = 0;
        while (writer.length() < FULL && rows.hasNext()) {
            format.accept(rows.next(), writer);
            writer.endRow();
            count++;
        }
        if (count > 0) {
            progress.loaded(table, count, writer.length());
        }
        return count > 0;
    }
}
