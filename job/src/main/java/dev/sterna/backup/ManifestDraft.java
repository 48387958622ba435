package dev.sterna.backup;

import dev.sterna.dialect.rows.ValueConversion.Becomes;
import dev.sterna.digest.RowHash;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Staged;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.stage.StagedColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private ManifestDraft(Workspace workspace, Plan plan, String sourceVersion, Manifest earlier) {
        this.workspace = workspace;
        this.plan = plan;
        this.sourceVersion = sourceVersion;
        for (TablePlan table : plan.tables()) {
            chunks.put(table.name(), new TreeMap<>());
        }
        if (earlier != null) {
            views.addAll(earlier.views());
            earlier.tables().stream()
                    .filter(table -> chunks.containsKey(table.name()) && plan.keeps(earlier.planHash(), table.name()))
                    .forEach(table -> table.chunks()
                            .forEach(chunk -> chunks.get(table.name()).put(chunk.index(), chunk)));
        }
    }

    /**
     * Goes on with what is in the workspace.
     *
     * @throws SternaException (REFUSED) when that was made with another plan
     */
    static ManifestDraft of(Workspace workspace, Plan plan, String sourceVersion) {
        Manifest earlier = ManifestStore.read(workspace).orElse(null);
        if (earlier != null
                && !earlier.planHash().equals(plan.hash())
                && !plan.ancestors().contains(earlier.planHash())) {
            throw SternaException.of(
                    Category.REFUSED,
                    "backup-of-another-plan",
                    null,
                    "Cannot go on with the backup in " + workspace.uri("backup") + ": it was made with another plan",
                    "Bring back plan.json as it was, or begin anew: sterna backup --run-id NEW --execute");
        }
        return new ManifestDraft(workspace, plan, sourceVersion, earlier);
    }

    synchronized int openView(Manifest.View view) {
        views.add(view);
        return views.size() - 1;
    }

    /** That chunks which go together were read under different views; empty when all show the same. */
    synchronized Optional<Problem> severalViews() {
        Map<Integer, Set<Integer>> views = new HashMap<>();
        for (TablePlan table : plan.tables()) {
            Set<Integer> ofWave = views.computeIfAbsent(plan.wave(table), wave -> new HashSet<>());
            chunks.get(table.name()).values().forEach(chunk -> ofWave.add(chunk.view()));
        }
        return views.values().stream().allMatch(ofWave -> ofWave.size() <= 1)
                ? Optional.empty()
                : Optional.of(Problem.warning(
                        "several-views",
                        null,
                        "The backup was resumed: its chunks show the source at different moments",
                        "If the source was written to in between, take a new backup under another --run-id"));
    }

    synchronized boolean has(String table, int chunk) {
        return chunks.get(table).containsKey(chunk);
    }

    /**
     * What has to be read of a table. Rows move between pages when they are written, so pages that were read under
     * another view do not go together with those that are still missing: such a table is read as a whole.
     */
    List<Chunk> missing(TablePlan table) {
        List<Chunk> missing = table.chunks().stream()
                .filter(chunk -> !has(table.name(), chunk.index()))
                .toList();
        boolean pages = table.chunks().stream().anyMatch(chunk -> chunk.slice() instanceof Slice.PageRange);
        return pages && !missing.isEmpty() ? table.chunks() : missing;
    }

    /** Takes chunks out that are about to be read again. */
    synchronized void forget(TablePlan table) {
        missing(table).forEach(chunk -> chunks.get(table.name()).remove(chunk.index()));
    }

    /**
     * Takes out what the target does not have, to be read again.
     *
     * @return false where that cannot be: pages go together in one view alone, and some of them are in the target
     */
    synchronized boolean forget(TablePlan table, Set<Integer> loaded) {
        boolean pages = table.chunks().stream().anyMatch(chunk -> chunk.slice() instanceof Slice.PageRange);
        if (pages && !loaded.isEmpty()) {
            return false;
        }
        chunks.get(table.name()).keySet().retainAll(loaded);
        return true;
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

    /** Deletes files that failed attempts left: only what the manifest names is the backup. */
    void sweep() {
        for (Manifest.TableEntry table : manifest().tables()) {
            String directory = "backup/" + table.directory();
            Set<String> stray = new HashSet<>(workspace.list(directory));
            table.chunks().forEach(chunk -> stray.remove(directory + "/" + chunk.file()));
            stray.forEach(workspace::delete);
        }
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
