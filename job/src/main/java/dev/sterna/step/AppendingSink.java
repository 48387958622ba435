package dev.sterna.step;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Lines at the end of a file that can grow. */
final class AppendingSink implements LineSink {
    private final String name;
    private final OutputStream out;

    /** @param name of the file, for messages */
    AppendingSink(String name, OutputStream out) {
        this.name = name;
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    @Override
    public void append(String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + name, failure);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + name, failure);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot close " + name, failure);
        }
    }
}
