package dev.sterna.validate;

import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Whether the rows are the same: one comparison, as {@code diff} makes it, which answers for the counts and for the values. */
final class RowGates {
    static final String COUNTS = "counts";
    static final String DIGESTS = "digests";

    private final Supplier<StepReport.Compared> comparison;
    private final String runId;
    private final StepPlan planned;
    private final Map<String, String> names = new HashMap<>();
    private StepReport.Compared compared;
    private SternaException failed;

    /** @param comparison compares; it is asked once */
    RowGates(Supplier<StepReport.Compared> comparison, String runId, StepPlan planned) {
        this.comparison = comparison;
        this.runId = runId;
        this.planned = planned;
        planned.chosen().forEach(table -> names.put(table.target().name().toString(), table.name()));
    }

    List<Gate> gates() {
        return List.of(gate(COUNTS, this::counts), gate(DIGESTS, this::digests));
    }

    /** The tables as they were compared; none where that failed. */
    List<TableReport.Compared> tables() {
        return compared == null ? List.of() : compared.tables();
    }

    /** Warnings of the comparison. */
    List<Problem> warnings() {
        return compared == null
                ? List.of()
                : compared.problems().stream()
                        .filter(problem -> problem.severity() == Problem.Severity.WARNING)
                        .toList();
    }

    long rows() {
        return compared == null ? 0 : compared.rows();
    }

    private static Gate gate(String name, Function<Finding.Wrong, Finding> look) {
        return new Gate() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Finding look() {
                return look.apply(new Finding.Wrong(name));
            }
        };
    }

    private StepReport.Compared compared() {
        if (failed != null) {
            throw failed;
        }
        if (compared == null) {
            try {
                compared = comparison.get();
            } catch (SternaException failure) {
                failed = failure;
                throw failure;
            }
        }
        return compared;
    }

    private Finding counts(Finding.Wrong wrong) {
        List<TableReport.Compared> tables = compared().tables();
        for (TableReport.Compared table : tables) {
            TableReport.Difference diff = table.diff();
            if (!countsAgree(diff)) {
                long rows = Math.abs(diff.missing() - diff.extra());
                wrong.add(
                        name(table),
                        rows,
                        name(table) + " has " + Amounts.count(rows) + (rows == 1 ? " row " : " rows ")
                                + (diff.missing() > diff.extra() ? "fewer" : "more") + " in the target: "
                                + Amounts.count(diff.missing()) + " missing, " + Amounts.count(diff.extra())
                                + " too many",
                        remedy());
            }
        }
        return wrong.after(
                Finding.counted(tables.size(), "table") + ", "
                        + Finding.counted(compared().rows(), "row") + " of the source",
                notCompared(tables));
    }

    private Finding digests(Finding.Wrong wrong) {
        List<TableReport.Compared> tables = compared().tables();
        Predicate<TableReport.Compared> same = table -> table.diff().identical();
        tables.stream()
                .filter(same.negate())
                .filter(table -> countsAgree(table.diff()))
                .forEach(table -> wrong.add(name(table), values(table.diff()), told(table), remedy()));
        Set<String> known = tables.stream().map(this::name).collect(Collectors.toSet());
        compared().problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .filter(problem -> problem.table() == null || !known.contains(problem.table()))
                .forEach(problem -> wrong.add(problem.table(), 1, problem.message(), problem.remedy()));
        List<String> left = new ArrayList<>(notCompared(tables));
        tables.stream()
                .filter(table -> !table.notCompared().isEmpty())
                .forEach(table ->
                        left.add("computed columns of " + name(table) + ": " + String.join(", ", table.notCompared())));
        long others =
                tables.stream().filter(table -> !countsAgree(table.diff())).count();
        return wrong.after(
                Finding.counted(tables.size() - others, "table") + " by digests of all values"
                        + (others == 0 ? "" : "; " + others + " more whose counts differ are told by gate " + COUNTS),
                left);
    }

    /** The source's name, as messages and the plan have it. */
    private String name(TableReport.Compared table) {
        return names.getOrDefault(table.name(), table.name());
    }

    private String told(TableReport.Compared table) {
        TableReport.Difference diff = table.diff();
        return diff.missing() + diff.changed() <= 0
                ? name(table) + " differs, and not which rows is known"
                : name(table) + " has " + Finding.counted(diff.changed(), "changed row") + ", "
                        + Amounts.count(diff.missing()) + " missing and as many too many";
    }

    private static long values(TableReport.Difference diff) {
        return Math.max(1, diff.changed() + diff.missing());
    }

    private static boolean countsAgree(TableReport.Difference diff) {
        return diff.identical() || diff.missing() == diff.extra();
    }

    /** Chosen tables of which nothing was compared. */
    private List<String> notCompared(List<TableReport.Compared> tables) {
        Set<String> known = tables.stream().map(this::name).collect(Collectors.toSet());
        return planned.chosen().stream()
                .map(TablePlan::name)
                .filter(name -> !known.contains(name))
                .toList();
    }

    private String remedy() {
        return "See the rows: sterna diff --run-id " + runId + "; bring them: sterna sync --run-id " + runId
                + " --execute; then: sterna validate";
    }
}
