package dev.sterna.changes;

import dev.sterna.compare.DifferenceSink;
import dev.sterna.compare.Piece;
import dev.sterna.compare.RowDifference;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rows of one table that are wrong in the target, in the order in which they were found. They lie in a file, however many
 * there are; it is there once there is one. A row of a table with a key is named by it, others by their hashes.
 */
public final class ChangeList implements DifferenceSink {
    private final Place place;
    private final int keyColumns;
    private final List<Piece> pieces = new ArrayList<>();
    private ChangeCounts counts = ChangeCounts.NONE;
    private long unnamed;
    private DataOutputStream out;

    /** Where the file lies. */
    public interface Place {
        OutputStream create();

        InputStream open();

        void delete();
    }

    /** @param keyColumns 0 for a table without a key */
    public ChangeList(Place place, int keyColumns) {
        this.place = place;
        this.keyColumns = keyColumns;
    }

    /**
     * One of the rows.
     *
     * @param piece number of the piece in which it was found, of a table without a key
     * @param key canonical texts, bytes in hexadecimal; empty in a table without a key
     */
    record Change(ChangeKind kind, int piece, List<String> key, long sourceHash, long targetHash) {}

    public ChangeCounts counts() {
        return counts;
    }

    /** How many rows of the target have NULL in the key, which names none of them; they are not in the list. */
    public long unnamed() {
        return unnamed;
    }

    boolean isKeyed() {
        return keyColumns > 0;
    }

    /** The pieces in which rows were looked for of a table without a key. */
    List<Piece> pieces() {
        return List.copyOf(pieces);
    }

    @Override
    public void begins(Piece piece) {
        if (!isKeyed()) {
            pieces.add(piece);
        }
    }

    @Override
    public void accept(RowDifference difference) {
        if (isKeyed() && difference.key().stream().anyMatch(Objects::isNull)) {
            unnamed++;
            return;
        }
        int piece = Math.max(0, pieces.size() - 1);
        List<String> key = isKeyed() ? difference.key() : List.of();
        if (difference instanceof RowDifference.Missing row) {
            add(new Change(ChangeKind.MISSING, piece, key, row.sourceHash(), 0));
        } else if (difference instanceof RowDifference.Extra row) {
            add(new Change(ChangeKind.EXTRA, piece, key, 0, row.targetHash()));
        } else if (difference instanceof RowDifference.Changed row && isKeyed()) {
            add(new Change(ChangeKind.CHANGED, piece, key, row.sourceHash(), row.targetHash()));
        } else if (difference instanceof RowDifference.Changed row) {
            // Told apart by some columns, as where JSON is compared by what it means: as copies they are two rows.
            add(new Change(ChangeKind.MISSING, piece, key, row.sourceHash(), 0));
            add(new Change(ChangeKind.EXTRA, piece, key, 0, row.targetHash()));
        }
    }

    private void add(Change change) {
        counts = counts.plus(change.kind());
        try {
            if (out == null) {
                out = new DataOutputStream(new BufferedOutputStream(place.create(), 1 << 16));
            }
            out.writeByte(change.kind().ordinal());
            out.writeInt(change.piece());
            out.writeLong(change.sourceHash());
            out.writeLong(change.targetHash());
            for (String text : change.key()) {
                byte[] octets = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(octets.length);
                out.write(octets);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write a list of changed rows", failure);
        }
    }

    @Override
    public void close() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot write a list of changed rows", failure);
            }
        }
    }

    /** Removes the file. */
    public void delete() {
        if (counts.total() > 0) {
            place.delete();
        }
    }

    /** Hands over the rows of some kinds, in the order in which they were found. */
    void each(Set<ChangeKind> kinds, Consumer<Change> taker) {
        try (Reading reading = read(kinds)) {
            for (Change change = reading.next(); change != null; change = reading.next()) {
                taker.accept(change);
            }
        }
    }

    /** The rows of some kinds, one by one. */
    Reading read(Set<ChangeKind> kinds) {
        return new Reading(kinds);
    }

    /** The file, read once. */
    final class Reading implements AutoCloseable {
        private final Set<ChangeKind> kinds;
        private final DataInputStream in;

        private Reading(Set<ChangeKind> kinds) {
            this.kinds = Set.copyOf(kinds);
            this.in = new DataInputStream(
                    counts.total() == 0
                            ? InputStream.nullInputStream()
                            : new BufferedInputStream(place.open(), 1 << 16));
        }

        /** The next row, or null at the end. */
        Change next() {
            try {
                for (int kind = in.read(); kind >= 0; kind = in.read()) {
                    Change change = rest(ChangeKind.values()[kind]);
                    if (kinds.contains(change.kind())) {
                        return change;
                    }
                }
                return null;
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot read a list of changed rows", failure);
            }
        }

        private Change rest(ChangeKind kind) throws IOException {
            int piece = in.readInt();
            long sourceHash = in.readLong();
            long targetHash = in.readLong();
            List<String> key = new ArrayList<>(keyColumns);
            for (int i = 0; i < keyColumns; i++) {
                key.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
            }
            return new Change(kind, piece, List.copyOf(key), sourceHash, targetHash);
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot read a list of changed rows", failure);
            }
        }
    }
}
