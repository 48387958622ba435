package dev.sterna.changes;

import dev.sterna.digest.RowHash;
import dev.sterna.transfer.ChunkSource;
import dev.sterna.transfer.stage.HadoopSettings;
import dev.sterna.transfer.stage.StageSink;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedReader;
import dev.sterna.transfer.stage.StagedTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;

/** The keys of batches in Parquet files, some whole batches each. */
final class BacklogFiles {
    /** Of a key, which bounds how many are decoded at a time. */
    private static final long ROW_BYTES = 256;

    private static final int ZSTD_LEVEL = 1;

    private final StagedTable staged;
    private final SpreadTable work;
    private final List<StagedChunk> files = new ArrayList<>();

    /** @param directory its URI, for nothing else */
    BacklogFiles(SpreadTable work, String directory, HadoopSettings hadoop) {
        this.work = work;
        this.staged = new StagedTable(
                work.table().name(),
                directory,
                BatchRows.columns(work.keyColumns()),
                RowHash.CRC_PRODUCT,
                ROW_BYTES,
                hadoop);
    }

    /** Writes batches of one kind, so many to a file. */
    void write(ChangeKind kind, Iterator<Batch.Keys> batches, int batchesOfFile) {
        boolean judged = work.table().judged() != null;
        while (batches.hasNext()) {
            StageSink sink = new StageSink(staged, ZSTD_LEVEL, List.of(files.size()));
            try (DataWriter<InternalRow> writer = sink.writers().createWriter(0, 0)) {
                for (int i = 0; i < batchesOfFile && batches.hasNext(); i++) {
                    Batch.Keys batch = batches.next();
                    for (List<String> key : batch.keys()) {
                        Long hash = judged ? batch.judged().get(key) : null;
                        writer.write(BatchRows.row(batch.number(), kind, hash, key));
                    }
                }
                files.add(sink.report(writer.commit()));
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot write a list of changed rows", failure);
            }
        }
    }

    List<StagedChunk> files() {
        return List.copyOf(files);
    }

    long rows() {
        return files.stream().mapToLong(file -> file.digest().rows()).sum();
    }

    ChunkSource source(List<StagedChunk> some) {
        return staged.source("changed keys of " + staged.table(), some);
    }

    /** The batches that tasks have left, read again one by one. */
    Left left(List<BatchSink.Taken> taken) {
        return new Left(taken.stream().filter(one -> !one.left().isEmpty()).iterator());
    }

    /** Not thread-safe. */
    final class Left implements Iterator<Batch.Keys>, AutoCloseable {
        private final Iterator<BatchSink.Taken> taken;
        private Set<Long> numbers = Set.of();
        private BatchRows rows = work.rows();
        private StagedReader reader;
        private Batch.Keys ahead;

        private Left(Iterator<BatchSink.Taken> taken) {
            this.taken = taken;
            ahead();
        }

        private void ahead() {
            ahead = null;
            try {
                while (ahead == null && (reader != null || taken.hasNext())) {
                    if (reader == null) {
                        open(taken.next());
                    } else if (reader.next()) {
                        if (numbers.contains(BatchRows.batch(reader.get()))) {
                            ahead = rows.add(reader.get()).orElse(null);
                        }
                    } else {
                        ahead = rows.end().orElse(null);
                        close();
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot read a list of changed rows", failure);
            }
        }

        private void open(BatchSink.Taken file) {
            numbers = new HashSet<>(file.left());
            rows = work.rows();
            reader = staged.open(file.file());
        }

        @Override
        public boolean hasNext() {
            return ahead != null;
        }

        @Override
        public Batch.Keys next() {
            if (ahead == null) {
                throw new NoSuchElementException();
            }
            Batch.Keys next = ahead;
            ahead();
            return next;
        }

        @Override
        public void close() {
            StagedReader open = reader;
            reader = null;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException failure) {
                    throw new UncheckedIOException("Cannot read a list of changed rows", failure);
                }
            }
        }
    }
}
