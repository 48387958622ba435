package dev.sterna.step;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Lines at the end of a file. */
final class AppendingSink implements EventLog.LineSink {
    private final OutputStream out;

    AppendingSink(OutputStream out) {
        this.out = out;
    }

    @Override
    public void append(String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + EventLog.FILE, failure);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot close " + EventLog.FILE, failure);
        }
    }
}
