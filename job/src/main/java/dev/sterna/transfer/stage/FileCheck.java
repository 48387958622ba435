package dev.sterna.transfer.stage;

import dev.sterna.error.SternaException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Whether what lies where a chunk was staged is the file that was written there, before its rows are read. */
record FileCheck(StagedTable table, StagedChunk chunk) {

    /**
     * Requires that the file is there and of its length.
     *
     * @throws SternaException (REFUSED) otherwise
     */
    void requireLength() {
        Path path = table.path(chunk);
        Configuration hadoop = table.hadoop().value();
        try {
            long length = path.getFileSystem(hadoop).getFileStatus(path).getLen();
            if (length != chunk.bytes()) {
                throw DamagedBackup.of(
                        null, path + " has " + length + " bytes, the manifest says " + chunk.bytes(), null);
            }
        } catch (FileNotFoundException missing) {
            throw DamagedBackup.of(null, path + " is missing", missing);
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
    }

    /**
     * Requires that the file says that it is the one; returns whether it says what it is.
     *
     * @throws SternaException (REFUSED) when it says that it is another, or has other columns
     */
    boolean requireIdentity() {
        Path path = table.path(chunk);
        FileIdentity found;
        try {
            found = FileIdentity.read(path, table.hadoop().value());
        } catch (IOException | RuntimeException failure) {
            throw explained(failure);
        }
        found.otherThan(table, chunk).ifPresent(this::refuse);
        return found.isSaid();
    }

    /**
     * Requires that the file holds the rows that were written, by reading all of them.
     *
     * @throws SternaException (REFUSED) otherwise
     */
    void requireRows() {
        StagedTable.Held held = table.read(chunk);
        if (!held.asWritten()) {
            refuse(held.damage() != null ? held.damage() : "it holds other rows than the manifest says");
        }
    }

    /**
     * What a failure to read the file means. Nothing but its own octets can be wrong with a file that can be read octet by
     * octet; one that cannot be is out of reach.
     */
    RuntimeException explained(Exception failure) {
        SternaException known = SternaException.findIn(failure);
        if (known != null) {
            return known;
        }
        Path path = table.path(chunk);
        if (Thread.currentThread().isInterrupted()) {
            return new IllegalStateException("Interrupted while reading " + path, failure);
        }
        try (InputStream in = path.getFileSystem(table.hadoop().value()).open(path)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (FileNotFoundException missing) {
            return DamagedBackup.of(table.table(), path + " is missing", missing);
        } catch (IOException unreachable) {
            return unreadable(path, unreachable);
        }
        return DamagedBackup.of(
                table.table(), path + " cannot be read as it was written: " + failure.getMessage(), failure);
    }

    private static UncheckedIOException unreadable(Path path, IOException failure) {
        return new UncheckedIOException("Cannot read " + path + ", a file that the backup's manifest names", failure);
    }

    private void refuse(String other) {
        throw DamagedBackup.of(
                table.table(), table.path(chunk) + " is not the file that was written there: " + other, null);
    }
}
