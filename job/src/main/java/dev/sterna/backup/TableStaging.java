package dev.sterna.backup;

import dev.sterna.config.Settings.BackupSettings;
import dev.sterna.dialect.SqlText;
import dev.sterna.digest.RowHash;
import dev.sterna.migration.Database;
import dev.sterna.model.Chunk;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.ChunkSource;
import dev.sterna.transfer.RetryPolicy;
import dev.sterna.transfer.Transfer;
import dev.sterna.transfer.stage.HadoopSettings;
import dev.sterna.transfer.stage.StageSink;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.table.ChunkQuery;
import dev.sterna.transfer.table.TableReading;
import dev.sterna.transfer.table.TableSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;

/**
 * Stages chunks of tables, all in one view.
 *
 * @param join statements that put a session into the view
 */
record TableStaging(
        SparkSession spark,
        Database source,
        List<String> join,
        RowHash rowHash,
        BackupSettings settings,
        Workspace workspace,
        HadoopSettings hadoop) {

    /**
     * Stages chunks of a table.
     *
     * @param taken called for each of them, once its file is closed
     * @param isStaged whether a chunk needs no other attempt when one has failed
     */
    void stage(TablePlan table, List<Chunk> chunks, Consumer<StagedChunk> taken, Predicate<Chunk> isStaged) {
        RetryPolicy.STANDARD.run(
                chunks,
                some -> Transfer.copy(spark, source(table, some), sink(table, some), taken),
                isStaged,
                List.of(source));
    }

    private ChunkSource source(TablePlan table, List<Chunk> chunks) {
        SqlText sql = source.dialect().sql();
        TableReading reading = new TableReading(
                source.within(table.source().name().schema()),
                table.source().name(),
                table.source().storedColumns(),
                join,
                sql.fetchSize(table.source()));
        List<ChunkQuery> queries = chunks.stream()
                .map(chunk -> new ChunkQuery(
                        chunk.index(), sql.select(table.source(), chunk.slice(), table.where(), table.conversions())))
                .toList();
        return switch (settings.reader()) {
            case DIRECT -> TableSource.direct(reading, queries);
            case SPARK_JDBC -> TableSource.bySpark(reading, queries);
        };
    }

    private StageSink sink(TablePlan table, List<Chunk> chunks) {
        StagedTable staged = new StagedTable(
                table.name(),
                workspace.uri("backup/" + table.directory()),
                ManifestDraft.columns(table),
                rowHash,
                table.source().averageRowBytes(),
                hadoop);
        return new StageSink(
                staged, settings.zstdLevel(), chunks.stream().map(Chunk::index).toList());
    }
}
