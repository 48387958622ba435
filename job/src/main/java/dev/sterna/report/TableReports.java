package dev.sterna.report;

import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What several steps said of the same tables, as one. */
public final class TableReports {
    private TableReports() {}

    /**
     * One report a table, in the order of first mention. A later step knows better than an earlier one; times add up.
     */
    public static List<TableReport> merge(List<StepReport> steps) {
        Map<String, TableReport> merged = new LinkedHashMap<>();
        for (StepReport step : steps) {
            for (TableReport table : step.tables()) {
                merged.merge(table.name(), table, TableReports::merge);
            }
        }
        return List.copyOf(merged.values());
    }

    private static TableReport merge(TableReport earlier, TableReport later) {
        return new TableReport(
                earlier.name(),
                later(earlier.sourceRows(), later.sourceRows()),
                later(earlier.loadedRows(), later.loadedRows()),
                later(earlier.rejectedRows(), later.rejectedRows()),
                later(earlier.backupBytes(), later.backupBytes()),
                later(earlier.chunks(), later.chunks()),
                sum(earlier.seconds(), later.seconds()),
                later(earlier.diff(), later.diff()),
                later(earlier.losses(), later.losses()));
    }

    private static <T> T later(T earlier, T later) {
        return later == null ? earlier : later;
    }

    private static Double sum(Double left, Double right) {
        return left == null ? right : right == null ? left : Double.valueOf(left + right);
    }
}
