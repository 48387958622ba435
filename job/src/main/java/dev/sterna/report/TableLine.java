package dev.sterna.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import dev.sterna.step.TableReport.Difference;
import dev.sterna.step.TableReport.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One table of a result, as people script against it: what all steps of a command said of it, together. What no step said
 * is null; losses that nobody looked for, and columns that were not compared when there are none, are left out.
 *
 * @param name the qualified name in the target
 */
public record TableLine(
        String name,
        Long sourceRows,
        Long loadedRows,
        Long rejectedRows,
        Long backupBytes,
        Integer chunks,
        Double seconds,
        Difference diff,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Loss> losses,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notCompared) {

    public TableLine {
        losses = losses == null ? null : List.copyOf(losses);
        notCompared = notCompared == null ? null : List.copyOf(notCompared);
    }

    /**
     * One line a table, in the order of first mention. A later step knows better than an earlier one; times add up.
     */
    public static List<TableLine> merge(List<StepReport> steps) {
        Map<String, TableLine> merged = new LinkedHashMap<>();
        for (StepReport step : steps) {
            for (TableReport table : step.tables()) {
                merged.merge(table.name(), of(table), TableLine::followedBy);
            }
        }
        return List.copyOf(merged.values());
    }

    /** What one step said of a table. */
    static TableLine of(TableReport table) {
        if (table instanceof TableReport.Planned planned) {
            return line(planned.name(), null, null, planned.chunks());
        }
        if (table instanceof TableReport.Prepared prepared) {
            return line(prepared.name(), null, null, null);
        }
        if (table instanceof TableReport.BackedUp staged) {
            return line(staged.name(), staged.rows(), staged.bytes(), staged.chunks());
        }
        if (table instanceof TableReport.Loaded loaded) {
            return new TableLine(
                    loaded.name(),
                    loaded.sourceRows(),
                    loaded.loadedRows(),
                    loaded.rejectedRows(),
                    loaded.backupBytes(),
                    loaded.chunks(),
                    loaded.seconds(),
                    null,
                    null,
                    null);
        }
        if (table instanceof TableReport.Compared compared) {
            return new TableLine(
                    compared.name(),
                    compared.sourceRows(),
                    null,
                    compared.rejectedRows(),
                    null,
                    compared.chunks(),
                    compared.seconds(),
                    compared.diff(),
                    compared.losses(),
                    compared.notCompared());
        }
        throw new IllegalArgumentException("Cannot write a line of " + table);
    }

    private static TableLine line(String name, Long rows, Long bytes, Integer chunks) {
        return new TableLine(name, rows, null, null, bytes, chunks, null, null, null, null);
    }

    private TableLine followedBy(TableLine then) {
        return new TableLine(
                name,
                later(sourceRows, then.sourceRows),
                later(loadedRows, then.loadedRows),
                later(rejectedRows, then.rejectedRows),
                later(backupBytes, then.backupBytes),
                later(chunks, then.chunks),
                sum(seconds, then.seconds),
                later(diff, then.diff),
                later(losses, then.losses),
                later(notCompared, then.notCompared));
    }

    private static <T> T later(T earlier, T later) {
        return later == null ? earlier : later;
    }

    private static Double sum(Double left, Double right) {
        return left == null ? right : right == null ? left : Double.valueOf(left + right);
    }
}
