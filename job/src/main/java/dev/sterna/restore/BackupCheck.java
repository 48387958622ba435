package dev.sterna.restore;

import dev.sterna.backup.BackupFiles;
import dev.sterna.backup.Manifest;
import dev.sterna.compare.JsonColumns;
import dev.sterna.compare.StagedMeaning;
import dev.sterna.digest.RowHash;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.Digest;
import dev.sterna.plan.TablePlan;
import dev.sterna.transfer.progress.Progress;
import dev.sterna.transfer.stage.StagedBounds;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.stage.StagedTable.Held;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads every file of some tables before anything of them is loaded: whether it holds what was written, and what the target
 * is to hold of it.
 */
final class BackupCheck {
    /** From a directory within the run's one to the backup's files. */
    private static final String BACK = "../../backup/";

    private final RunBackup backup;
    private final BackupFiles files;
    private final Database target;
    private final RowHash hash;

    /** @param hash of which sums are wanted */
    BackupCheck(RunBackup backup, BackupFiles files, Database target, RowHash hash) {
        this.backup = backup;
        this.files = files;
        this.target = target;
        this.hash = hash;
    }

    /**
     * What was found of one table.
     *
     * @param entry as a restore's own manifest has it
     * @param plan with as many chunks
     * @param meaning the sum in which JSON that the target writes anew counts by what it means; null where it writes none
     */
    record Checked(TablePlan plan, Manifest.TableEntry entry, Digest meaning) {}

    /** What is known of it without a look at its files. */
    Checked unread(TablePlan table, StagedBounds within) {
        return new Checked(table, moved(backup.entry(table), backup.entry(table).chunks(), within), null);
    }

    /**
     * Reads the files of tables.
     *
     * @param within which rows are meant of each; null for all
     * @throws SternaException (REFUSED) naming every file that is not as it was written
     */
    List<Checked> read(List<TablePlan> tables, StagedBounds within, Progress progress) {
        List<Problem> damaged = new ArrayList<>();
        List<Checked> checked = new ArrayList<>();
        for (TablePlan table : tables) {
            Checked one = read(table, within, progress, damaged);
            if (one != null) {
                checked.add(one);
            }
        }
        if (!damaged.isEmpty()) {
            throw new SternaException(Category.REFUSED, damaged, null);
        }
        return checked;
    }

    private Checked read(TablePlan table, StagedBounds within, Progress progress, List<Problem> damaged) {
        Manifest.TableEntry entry = backup.entry(table);
        String directory = backup.files().uri("backup");
        long rowBytes = table.source().averageRowBytes();
        StagedTable written = entry.staged(directory, backup.manifest().rowHash(), rowBytes, files.hadoop());
        StagedTable wanted = moved(entry, entry.chunks(), within)
                .staged(backup.files().uri("restore/backup"), hash, rowBytes, files.hadoop());
        JsonColumns json =
                JsonColumns.of(table.pairWith(table.target()), target.dialect().digests());
        boolean same = within == null && hash == backup.manifest().rowHash();
        Reading reading = new Reading(same ? null : wanted, json.any() && within == null ? json.which() : null);
        List<StagedChunk> chunks =
                entry.chunks().stream().map(Manifest.ChunkEntry::staged).toList();
        List<Found> found = files.each(written, chunks, reading);
        for (Found one : found) {
            if (!one.held().asWritten()) {
                damaged.add(damaged(entry, written, one.held()));
            }
            progress.chunkDone(
                    table.name(),
                    one.held().chunk().digest().rows(),
                    one.held().chunk().bytes());
        }
        if (found.stream().anyMatch(one -> !one.held().asWritten())) {
            return null;
        }
        List<Manifest.ChunkEntry> entries = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Digest digest = found.get(i).wanted();
            if (within == null || digest.rows() > 0) {
                entries.add(numbered(entry.chunks().get(i), entries.size(), digest));
            }
        }
        if (entries.isEmpty() && !found.isEmpty()) {
            entries.add(numbered(entry.chunks().get(0), 0, Digest.EMPTY));
        }
        Digest meaning = reading.json() == null
                ? null
                : found.stream().map(Found::meaning).reduce(Digest.EMPTY, Digest::plus);
        return new Checked(withChunks(table, entries), moved(entry, entries, within), meaning);
    }

    private static Manifest.ChunkEntry numbered(Manifest.ChunkEntry chunk, int index, Digest digest) {
        return new Manifest.ChunkEntry(
                index, chunk.slice(), digest.rows(), digest.sum(), chunk.bytes(), chunk.file(), chunk.view());
    }

    private static TablePlan withChunks(TablePlan table, List<Manifest.ChunkEntry> entries) {
        return entries.size() == table.chunks().size()
                ? table
                : table.withChunks(entries.stream().map(entry -> entry.slice()).toList());
    }

    /** The entry of a restore's manifest, whose files lie where they are. */
    private static Manifest.TableEntry moved(
            Manifest.TableEntry entry, List<Manifest.ChunkEntry> chunks, StagedBounds within) {
        return new Manifest.TableEntry(entry.name(), BACK + entry.directory(), entry.columns(), chunks, within);
    }

    private static Problem damaged(Manifest.TableEntry entry, StagedTable table, Held held) {
        return Problem.error(
                "backup-damaged",
                entry.name(),
                "Cannot restore " + entry.name() + ": " + table.directory() + "/"
                        + held.chunk().file()
                        + " is not as it was written: "
                        + (held.damage() == null ? "it holds other rows than the manifest says" : held.damage()),
                "Put the file back as it was. The other tables can be restored without it, by --tables");
    }

    /**
     * What there is in a file.
     *
     * @param wanted count and sum of the rows that are meant; {@code meaning} likewise, or null
     */
    private record Found(Held held, Digest wanted, Digest meaning) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /**
     * One look at a file, here or on an executor.
     *
     * @param wanted the rows that are meant, and how they are summed; null where that is as they were written
     * @param json null where none is looked at
     */
    private record Reading(StagedTable wanted, boolean[] json) implements BackupFiles.Look<Found> {
        private static final long serialVersionUID = 1L;

        @Override
        public Found at(StagedTable table, StagedChunk chunk) {
            Held held = table.read(chunk);
            if (!held.asWritten()) {
                return new Found(held, null, null);
            }
            Digest digest = wanted == null ? held.digest() : wanted.read(chunk).digest();
            RowHash hash = wanted == null ? table.rowHash() : wanted.rowHash();
            return new Found(held, digest, json == null ? null : StagedMeaning.of(table, chunk, json, hash));
        }
    }
}
