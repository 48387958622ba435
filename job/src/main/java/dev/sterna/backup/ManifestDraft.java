package dev.sterna.backup;

import dev.sterna.dialect.ValueConversion.Becomes;
import dev.sterna.digest.RowHash;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.stage.StagedColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The manifest while chunks come in. It is written to the workspace every few seconds and at the end, so a killed run
 * loses a few seconds of chunks and no more, and a plan of very many chunks does not write it once for each.
 * Thread-safe.
 */
final class ManifestDraft {
    private static final long WRITE_EVERY_NANOS = 3_000_000_000L;

    private final Workspace workspace;
    private final Plan plan;
    private final String sourceVersion;
    private final List<Manifest.View> views = new ArrayList<>();
    private final Map<String, Map<Integer, Manifest.ChunkEntry>> chunks = new LinkedHashMap<>();
    private long written = System.nanoTime();

    ManifestDraft(Workspace workspace, Plan plan, String sourceVersion, Manifest earlier) {
        this.workspace = workspace;
        this.plan = plan;
        this.sourceVersion = sourceVersion;
        for (TablePlan table : plan.tables()) {
            chunks.put(table.name(), new TreeMap<>());
        }
        if (earlier != null) {
            views.addAll(earlier.views());
            for (Manifest.TableEntry table : earlier.tables()) {
                table.chunks().forEach(chunk -> chunks.get(table.name()).put(chunk.index(), chunk));
            }
        }
    }

    synchronized int openView(Manifest.View view) {
        views.add(view);
        return views.size() - 1;
    }

    /** How many views have chunks in the backup. */
    synchronized long viewsUsed() {
        return chunks.values().stream()
                .flatMap(table -> table.values().stream())
                .mapToInt(Manifest.ChunkEntry::view)
                .distinct()
                .count();
    }

    synchronized boolean has(String table, int chunk) {
        return chunks.get(table).containsKey(chunk);
    }

    /** Takes chunks out that are about to be read again. */
    synchronized void forget(String table, List<Chunk> again) {
        again.forEach(chunk -> chunks.get(table).remove(chunk.index()));
    }

    synchronized void add(String table, Manifest.ChunkEntry chunk) {
        chunks.get(table).put(chunk.index(), chunk);
        if (System.nanoTime() - written > WRITE_EVERY_NANOS) {
            write();
        }
    }

    synchronized void write() {
        ManifestStore.write(workspace, manifest());
        written = System.nanoTime();
    }

    synchronized Manifest manifest() {
        List<Manifest.TableEntry> entries = new ArrayList<>();
        boolean complete = true;
        for (TablePlan table : plan.tables()) {
            Map<Integer, Manifest.ChunkEntry> done = chunks.get(table.name());
            complete &= done.size() == table.chunks().size();
            entries.add(new Manifest.TableEntry(
                    table.name(), table.directory(), columns(table), List.copyOf(done.values())));
        }
        RowHash hash = plan.rowHash();
        return new Manifest(1, plan.runId(), plan.hash(), plan.source(), sourceVersion, hash, views, complete, entries);
    }

    static List<StagedColumn> columns(TablePlan table) {
        return table.source().storedColumns().stream()
                .map(column -> column(column, table))
                .toList();
    }

    private static StagedColumn column(Column column, TablePlan table) {
        LogicalType type = table.stagedAs(column);
        boolean nullable = column.nullable() || table.conversions().make(Becomes.NULL, column);
        return new StagedColumn(column.name(), type, column.nativeType(), Staged.of(type), nullable);
    }
}
