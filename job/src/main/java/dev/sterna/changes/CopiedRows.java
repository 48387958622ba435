package dev.sterna.changes;

import dev.sterna.compare.Piece;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.BulkWriter;
import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.dialect.rows.RowCopies;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.jdbc.Lane;
import dev.sterna.model.Digest;
import dev.sterna.model.Slice;
import dev.sterna.transfer.stage.StagedDigester;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings rows without a key: as many copies of each as the source has now, though no more and no less than the comparison
 * found. The source's rows are hashed here as they come, so that it is the very row that is written whose copies were counted.
 */
final class CopiedRows implements RowBringer {
    private final ChangedTable table;
    private final List<Piece> pieces;
    private final boolean removes;
    private final AtomicLong insertable;
    private final TablePair seen;
    private final StagedDigester digester;
    private BulkLoad.Plan plan;
    private Digest changed;

    /**
     * @param pieces in which rows were found
     * @param deletes whether copies are removed
     * @param insertable how many copies may still be inserted
     */
    CopiedRows(ChangedTable table, List<Piece> pieces, Deletes deletes, AtomicLong insertable) {
        this.table = table;
        this.pieces = List.copyOf(pieces);
        this.insertable = insertable;
        this.removes = deletes == Deletes.ALLOWED;
        this.seen = table.seen();
        this.digester = new StagedDigester(
                table.hash(),
                seen.source().columns().stream().map(CanonicalColumn::as).toList());
    }

    @Override
    public Counts bring(Connection target, Lane source, Batch batch) throws SQLException {
        if (!(batch instanceof Batch.Copies copies)) {
            throw new IllegalArgumentException("Cannot bring rows of a table without a key by it");
        }
        if (plan == null) {
            plan = table.target().dialect().bulk().plan(target, table.targetTable(), table.columns());
        }
        RowCopies counter = table.target().dialect().rowCopies();
        Map<Long, Batch.Wanted> wanted = copies.wanted();
        Map<Long, Long> there = counter.count(target, seen.target(), table.hash(), wanted.keySet());
        Map<Long, Long> came = new HashMap<>();
        Map<Long, Long> put = new HashMap<>();
        long inserted = insert(target, source, copies, there, came, put);
        Map<Long, Long> surplus = new HashMap<>();
        wanted.forEach((hash, one) -> {
            long most = there.getOrDefault(hash, 0L) - came.getOrDefault(hash, 0L);
            if (removes && Math.min(most, one.extra()) > 0) {
                surplus.put(hash, Math.min(most, one.extra()));
            }
        });
        long deleted = surplus.isEmpty() ? 0 : counter.remove(target, seen.target(), table.hash(), surplus);
        changed = changed(put, surplus, deleted);
        // A batch that does not end well after this leaves room for fewer than there may be, never for more.
        insertable.addAndGet(-inserted);
        return new Counts(deleted, inserted, 0);
    }

    @Override
    public Digest changed() {
        return changed;
    }

    private static Digest changed(Map<Long, Long> put, Map<Long, Long> surplus, long deleted) {
        Digest gone = digest(surplus);
        return gone.rows() == deleted ? digest(put).minus(gone) : null;
    }

    private static Digest digest(Map<Long, Long> copies) {
        Digest digest = Digest.EMPTY;
        for (Map.Entry<Long, Long> row : copies.entrySet()) {
            BigInteger sum = BigInteger.valueOf(row.getKey()).multiply(BigInteger.valueOf(row.getValue()));
            digest = digest.plus(new Digest(row.getValue(), sum));
        }
        return digest;
    }

    /** Reads the source's rows, and writes those copies that the target lacks. */
    private long insert(
            Connection target,
            Lane source,
            Batch.Copies copies,
            Map<Long, Long> there,
            Map<Long, Long> came,
            Map<Long, Long> put)
            throws SQLException {
        Slice slice = table.readable(pieces.get(copies.piece()).slice());
        Map<Long, Batch.Wanted> wanted = copies.wanted();
        long inserted = 0;
        BulkWriter writer = null;
        try (SourceRows rows = new SourceRows(table, source, List.of(slice), row -> true, wanted::containsKey)) {
            for (StagedRow row : rows) {
                long hash = digester.add(row);
                Batch.Wanted one = wanted.get(hash);
                if (one == null) {
                    continue;
                }
                long copy = came.merge(hash, 1L, Long::sum);
                long lacking = copy - there.getOrDefault(hash, 0L);
                if (lacking > 0 && lacking <= one.missing() && inserted < insertable.get()) {
                    if (writer == null) {
                        writer = table.target().dialect().bulk().open(target, plan);
                    }
                    writer.write(row);
                    put.merge(hash, 1L, Long::sum);
                    inserted++;
                }
            }
            if (writer != null && writer.finish() != inserted) {
                throw new SQLException("The server took fewer rows than it was sent");
            }
            return inserted;
        } finally {
            if (writer != null) {
                writer.close();
            }
        }
    }

    @Override
    public void tryOut(Connection target, Lane source, Batch.Keys all, int first) {
        throw new IllegalArgumentException("Cannot try out rows of a table without a key by it");
    }

    @Override
    public ValueHolders.Found inTheWay(
            Connection target, Lane source, Batch.Keys of, Set<List<String>> left, int most) {
        throw new IllegalArgumentException("Cannot look for what is in the way of rows without a key by it");
    }

    @Override
    public void close() {
        plan = null;
    }
}
