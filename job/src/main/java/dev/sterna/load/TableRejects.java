package dev.sterna.load;

import dev.sterna.error.Problem;
import dev.sterna.ledger.ChunkRejects;
import dev.sterna.model.Digest;
import dev.sterna.step.Workspace;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one table that the target refused and that are not in it.
 *
 * @param table the source's name
 * @param chunks what the ledger says, by chunk
 */
public record TableRejects(String table, List<ChunkRejects> chunks) {
    /** The code of {@link #problem}. */
    public static final String PROBLEM = "rows-rejected";

    public TableRejects {
        chunks = List.copyOf(chunks);
    }

    /** By table. */
    public static Map<String, TableRejects> byTable(List<ChunkRejects> rows) {
        Map<String, TableRejects> tables = new LinkedHashMap<>();
        rows.forEach(row -> tables.computeIfAbsent(
                row.table(),
                table -> new TableRejects(
                        table,
                        rows.stream()
                                .filter(other -> other.table().equals(table))
                                .toList())));
        return tables;
    }

    /** Count and sum of them all. */
    public Digest digest() {
        return chunks.stream().map(ChunkRejects::refused).reduce(Digest.EMPTY, Digest::plus);
    }

    /** Count and sum of a chunk's. */
    public Digest digest(int chunk) {
        return chunks.stream()
                .filter(row -> row.chunk() == chunk)
                .map(ChunkRejects::refused)
                .reduce(Digest.EMPTY, Digest::plus);
    }

    /** The most frequent reason, as far as the chunks' own most frequent ones tell. */
    public String reason() {
        Map<String, Long> reasons = new HashMap<>();
        chunks.forEach(row -> reasons.merge(row.reason(), row.reasonRows(), Long::sum));
        return reasons.entrySet().stream()
                .max(Comparator.comparing(Map.Entry<String, Long>::getValue).thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** What there is to say of them, and what to do. */
    public Problem problem(String runId, Workspace workspace) {
        long rows = digest().rows();
        String file = chunks.get(0).file();
        return Problem.warning(
                PROBLEM,
                table,
                "The target refused " + (rows == 1 ? "1 row" : rows + " rows") + " of " + table + "; most often: "
                        + reason() + ". They are in "
                        + workspace.uri(chunks.size() == 1 ? file : file.substring(0, file.lastIndexOf('/'))),
                "Let the target take them, then: sterna load --run-id " + runId + " --retry-rejects --execute");
    }
}
