package dev.sterna.backup;

import dev.sterna.model.Table;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.stage.HadoopSettings;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.stage.StagedTable.Held;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Reads the staged files of a run again: a few here, many where Spark's executors are. */
public final class BackupFiles {
    /** A session of Spark takes longer to start than so many bytes to read. */
    public static final long FEW_BYTES = 64L << 20;

    private final Workspace workspace;
    private final Supplier<SparkSession> spark;
    private final Manifest manifest;
    private final HadoopSettings hadoop;
    private final long few;

    /** @param spark opens the session at the first call, which few bytes do not make */
    public BackupFiles(Workspace workspace, Supplier<SparkSession> spark, Manifest manifest) {
        this(workspace, spark, manifest, FEW_BYTES);
    }

    /** @param few up to how many bytes of a table are read here: less than usual where the session is there anyway */
    public BackupFiles(Workspace workspace, Supplier<SparkSession> spark, Manifest manifest, long few) {
        this.few = few;
        this.workspace = workspace;
        this.spark = spark;
        this.manifest = manifest;
        this.hadoop = HadoopSettings.of(workspace.hadoop());
    }

    /** What the files of these chunks hold, by the chunks' index. */
    public Map<Integer, Held> read(Table source, Manifest.TableEntry table, List<Manifest.ChunkEntry> chunks) {
        StagedTable staged =
                table.staged(workspace.uri("backup"), manifest.rowHash(), source.averageRowBytes(), hadoop);
        List<StagedChunk> files =
                chunks.stream().map(Manifest.ChunkEntry::staged).toList();
        Map<Integer, Held> held = new TreeMap<>();
        for (Held one : each(staged, files, StagedTable::read)) {
            held.put(one.chunk().index(), one);
        }
        return held;
    }

    /** What somebody finds in the files of these chunks, in their order. */
    public <T> List<T> each(StagedTable staged, List<StagedChunk> chunks, Look<T> look) {
        long bytes = chunks.stream().mapToLong(StagedChunk::bytes).sum();
        if (bytes <= few) {
            return chunks.stream().map(chunk -> look.at(staged, chunk)).toList();
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.get().sparkContext());
        String name = "read backup of " + staged.table() + " (" + chunks.size() + " chunks)";
        context.setJobGroup("sterna-backup", name, true);
        try {
            return context.parallelize(new ArrayList<>(chunks), chunks.size())
                    .map(chunk -> look.at(staged, chunk))
                    .collect();
        } finally {
            context.clearJobGroup();
        }
    }

    /** How files are reached. */
    public HadoopSettings hadoop() {
        return hadoop;
    }

    /**
     * A look at a chunk's file, here or on an executor.
     *
     * @param <T> travels back
     */
    @FunctionalInterface
    public interface Look<T> extends Serializable {
        T at(StagedTable table, StagedChunk chunk);
    }
}
