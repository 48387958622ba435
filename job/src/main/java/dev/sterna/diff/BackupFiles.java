package dev.sterna.diff;

import dev.sterna.backup.Manifest;
import dev.sterna.model.Table;
import dev.sterna.step.RunContext;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.stage.StagedTable.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;

/** Reads the staged files of a run again: a few here, many where Spark's executors are. */
final class BackupFiles {
    /** A session of Spark takes longer to start than so many bytes to read. */
    static final long FEW_BYTES = 64L << 20;

    private final RunContext run;
    private final Manifest manifest;

    BackupFiles(RunContext run, Manifest manifest) {
        this.run = run;
        this.manifest = manifest;
    }

    /** What the files of these chunks hold, by the chunks' index. */
    Map<Integer, Held> read(Table source, Manifest.TableEntry table, List<Manifest.ChunkEntry> chunks) {
        StagedTable staged = table.staged(
                run.workspace().uri("backup"),
                manifest.rowHash(),
                source.averageRowBytes(),
                run.workspace().hadoop());
        long bytes = chunks.stream().mapToLong(Manifest.ChunkEntry::bytes).sum();
        List<StagedChunk> files =
                chunks.stream().map(Manifest.ChunkEntry::staged).toList();
        Map<Integer, Held> held = new TreeMap<>();
        for (Held one : bytes <= FEW_BYTES ? here(staged, files) : there(staged, files)) {
            held.put(one.chunk().index(), one);
        }
        return held;
    }

    private static List<Held> here(StagedTable staged, List<StagedChunk> chunks) {
        return chunks.stream().map(staged::read).toList();
    }

    private List<Held> there(StagedTable staged, List<StagedChunk> chunks) {
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(run.spark().get().sparkContext());
        String name = "diff backup of " + staged.table() + " (" + chunks.size() + " chunks)";
        spark.setJobGroup("sterna-diff", name, true);
        try {
            return spark.parallelize(new ArrayList<>(chunks), chunks.size())
                    .map(staged::read)
                    .collect();
        } finally {
            spark.clearJobGroup();
        }
    }
}
