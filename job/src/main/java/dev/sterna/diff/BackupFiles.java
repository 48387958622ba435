package dev.sterna.diff;

import dev.sterna.backup.Manifest;
import dev.sterna.model.Table;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.stage.HadoopSettings;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.stage.StagedTable.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Reads the staged files of a run again: a few here, many where Spark's executors are. */
final class BackupFiles {
    /** A session of Spark takes longer to start than so many bytes to read. */
    static final long FEW_BYTES = 64L << 20;

    private final Workspace workspace;
    private final Supplier<SparkSession> spark;
    private final Manifest manifest;
    private final HadoopSettings hadoop;

    /** @param spark opens the session at the first call, which few bytes do not make */
    BackupFiles(Workspace workspace, Supplier<SparkSession> spark, Manifest manifest) {
        this.workspace = workspace;
        this.spark = spark;
        this.manifest = manifest;
        this.hadoop = HadoopSettings.of(workspace.hadoop());
    }

    /** What the files of these chunks hold, by the chunks' index. */
    Map<Integer, Held> read(Table source, Manifest.TableEntry table, List<Manifest.ChunkEntry> chunks) {
        StagedTable staged =
                table.staged(workspace.uri("backup"), manifest.rowHash(), source.averageRowBytes(), hadoop);
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
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.get().sparkContext());
        String name = "diff backup of " + staged.table() + " (" + chunks.size() + " chunks)";
        context.setJobGroup("sterna-diff", name, true);
        try {
            return context.parallelize(new ArrayList<>(chunks), chunks.size())
                    .map(staged::read)
                    .collect();
        } finally {
            context.clearJobGroup();
        }
    }
}
