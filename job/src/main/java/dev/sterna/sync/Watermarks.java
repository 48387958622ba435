package dev.sterna.sync;

import dev.sterna.compare.DigestMethod;
import dev.sterna.compare.RowsFrom;
import dev.sterna.compare.TablePair;
import dev.sterna.config.TableChanges.Watermark;
import dev.sterna.error.Category;
import dev.sterna.error.FewNames;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Migration;
import dev.sterna.model.Slice;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.TablePlan;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * From where on the rows of tables are looked at of which a column grows. What that column had come to is asked before a look at the
 * table, and noted once nothing is wrong any more of what the look found: so a command that was killed looks at the same rows once
 * more, and rows that stay wrong are found by the next one too.
 */
final class Watermarks {
    private static final int NAMED = 5;

    private final Route route;
    private final Migration migration;
    private final ChangeChoice choice;
    private final FailedTables failed;
    private final String runId;
    private final String planHash;
    private final Consumer<Problem> warnings;
    private final Map<String, Optional<String>> noted = new HashMap<>();
    private final Map<String, String> greatest = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final Map<String, String> brought = new HashMap<>();
    private final Map<String, WatermarkColumn> columns = new HashMap<>();
    private Predicate<TablePlan> whole = plan -> false;
    private Predicate<TablePlan> deleting = plan -> false;

    Watermarks(Route route, FailedTables failed, String runId, String planHash, Consumer<Problem> warnings) {
        this.route = route;
        this.migration = route.migration();
        this.choice = new ChangeChoice(migration.settings());
        this.failed = failed;
        this.runId = runId;
        this.planHash = planHash;
        this.warnings = warnings;
    }

    /**
     * From here on tables are looked at from what is noted now, however often.
     *
     * @param others tables of which all rows are looked at all the same, and nothing is noted
     * @param losing tables of which all rows are looked at since what is gone is to go, too
     */
    void begin(Predicate<TablePlan> others, Predicate<TablePlan> losing) {
        whole = others;
        deleting = losing;
        noted.clear();
        brought.clear();
    }

    /** The rows of tables that are looked at; those that cannot be told are set aside. */
    List<TablePair> looked(Map<String, TablePlan> plans, List<TablePair> pairs) {
        List<TablePair> looked = new ArrayList<>();
        Map<TablePlan, WatermarkColumn> unsaid = new HashMap<>();
        for (TablePair pair : pairs) {
            TablePlan plan = plans.get(pair.name());
            greatest.remove(plan.name());
            if (!isMeant(plan)) {
                looked.add(pair);
                continue;
            }
            try {
                WatermarkColumn column = column(plan, pair);
                columns.put(plan.name(), column);
                unsaid.put(plan, column);
                looked.add(rows(plan, pair, column));
            } catch (SternaException failure) {
                failed.setAside(plan, failure);
            }
        }
        unsaid.keySet().removeIf(plan -> !told.add(plan.name()));
        new WatermarkWarnings(migration.source(), warnings).tell(unsaid, failed::setAside);
        looked.removeIf(pair -> failed.has(plans.get(pair.name())));
        return looked;
    }

    private boolean isMeant(TablePlan plan) {
        return !route.isReverse() && choice.isByWatermark(plan) && !whole.test(plan);
    }

    private TablePair rows(TablePlan plan, TablePair pair, WatermarkColumn column) {
        Optional<String> now = column.greatest(migration.source());
        now.ifPresent(value -> greatest.put(plan.name(), value));
        if (deleting.test(plan)) {
            return pair;
        }
        Optional<String> from = noted.computeIfAbsent(
                plan.name(),
                name -> migration
                        .ledger()
                        .watermarks()
                        .find(runId, name, planHash, column.setting().column())
                        .filter(value -> !isTargetEmptied(plan, column, value)));
        if (from.isEmpty()) {
            return pair;
        }
        if (now.isEmpty() || column.isBefore(now.get(), from.get())) {
            if (told.add("back " + plan.name())) {
                warnings.accept(Problem.warning(
                        "watermark-went-back",
                        plan.name(),
                        "The greatest " + column.setting().column() + " of " + plan.name()
                                + " at the source is less than it was: all its rows are compared",
                        "If the source was put back to what it was before, look at sterna diff --run-id " + runId));
            }
            return pair;
        }
        return new RowsFrom(column.setting().column(), column.floor(from.get()))
                .of(
                        pair.withPart(DigestMethod.RANGES, 1, new Slice.Whole()),
                        migration.source().dialect().sql(),
                        migration.target().dialect().sql(),
                        why -> unfit(plan, column.setting(), why));
    }

    /** Whoever loads a table anew, or empties it, does not tell the ledger. */
    private boolean isTargetEmptied(TablePlan plan, WatermarkColumn column, String value) {
        boolean emptied = column.isTargetEmptiedBelow(value, migration);
        if (emptied) {
            warnings.accept(Problem.warning(
                    "watermark-target-emptied",
                    plan.name(),
                    plan.target().name() + " has no rows below its watermark, and the source has some: all its rows are"
                            + " compared",
                    "If nobody meant to empty it, look at sterna diff --run-id " + runId));
        }
        return emptied;
    }

    /**
     * What the last look at a table has found. Where nothing is wrong, all is in; and where all was brought that the look before it had
     * found, and nothing has come since but new rows, all is in up to that look: of a look at all rows that is counted.
     */
    void found(TableGap gap) {
        String before = brought.remove(gap.plan().name());
        if (gap.isSame()) {
            note(gap.plan(), greatest.remove(gap.plan().name()));
        } else if (before != null && leavesNone(gap) && gap.counts().changed() == 0) {
            noteIfIn(gap, before);
        }
    }

    private void noteIfIn(TableGap gap, String value) {
        try {
            if (!gap.isAll() || columns.get(gap.plan().name()).isAsManyBelow(value, migration)) {
                note(gap.plan(), value);
            }
        } catch (SternaException failure) {
            failed.setAside(gap.plan(), failure);
        }
    }

    /** All was brought that the last look at a table had found. */
    void brought(TableGap gap) {
        String value = greatest.remove(gap.plan().name());
        if (value != null && leavesNone(gap)) {
            brought.put(gap.plan().name(), value);
        }
    }

    private static boolean leavesNone(TableGap gap) {
        return gap.counts().extra() == 0 && gap.kept().total() == 0;
    }

    /** @param value null where none is known */
    private void note(TablePlan plan, String value) {
        if (value != null) {
            choice.watermark(plan)
                    .ifPresent(setting -> migration
                            .ledger()
                            .watermarks()
                            .note(runId, plan.name(), planHash, setting.column(), value));
        }
    }

    /** Says of which tables only some rows were looked at. */
    static void tell(Collection<TableGap> looked, Consumer<String> lines) {
        List<TableGap> parts = looked.stream().filter(gap -> !gap.isAll()).toList();
        if (!parts.isEmpty()) {
            long rows = parts.stream().mapToLong(TableGap::fromRows).sum();
            lines.accept("sync: of " + named(parts) + " only the rows from the watermark on were looked at, "
                    + Amounts.count(rows) + " at the source");
        }
    }

    /** What the last look at tables of which only some rows were looked at does not show. */
    static Optional<Problem> warning(Collection<TableGap> looked, String runId) {
        List<TableGap> parts = looked.stream().filter(gap -> !gap.isAll()).toList();
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.warning(
                        "watermark-only",
                        null,
                        "Only rows from the watermark on were looked at, of " + named(parts)
                                + ": rows that the source has deleted, or changed without a greater value, are not among"
                                + " them",
                        "To find these too: sterna diff --run-id " + runId + "; to bring them: sterna sync --run-id "
                                + runId + " --execute" + compared(parts) + ", with --deletes for those that are gone"));
    }

    /** On a command line, where what is said of a table wins over what is said of all. */
    private static String compared(List<TableGap> parts) {
        return parts.stream()
                        .limit(NAMED)
                        .map(gap -> " -D '" + ChangeChoice.key(gap.plan(), "changes") + "=diff'")
                        .collect(Collectors.joining())
                + (parts.size() > NAMED ? " and so of the others" : "");
    }

    private static String named(List<TableGap> parts) {
        return parts.size()
                + (parts.size() == 1 ? " table: " : " tables: ")
                + FewNames.of(parts.stream().map(gap -> gap.plan().name()).toList(), NAMED);
    }

    private WatermarkColumn column(TablePlan plan, TablePair pair) {
        Watermark setting = choice.watermark(plan)
                .orElseThrow(() -> refused(
                        plan,
                        "watermark-without-column",
                        choice.setting(plan) + " needs a column that grows, and none is named",
                        named(plan)));
        if (!pair.columns().contains(setting.column())) {
            throw refused(
                    plan,
                    "watermark-unknown-column",
                    ChangeChoice.key(plan, "watermark.column") + " names " + setting.column()
                            + ", and the table has no such column whose values are carried",
                    named(plan));
        }
        WatermarkColumn column = WatermarkColumn.of(pair, setting);
        if (!column.isFit()) {
            throw unfit(
                    plan,
                    setting,
                    "its type is " + column.column().nativeType() + ", in the target "
                            + column.there().nativeType()
                            + ", and only whole numbers, dates and times have one order on both sides");
        }
        if (!column.hasFitOverlap()) {
            boolean time = setting.time() != null;
            throw refused(
                    plan,
                    "watermark-overlap",
                    ChangeChoice.key(plan, "watermark.overlap") + " is a " + (time ? "length of time" : "number")
                            + ", and the column " + setting.column() + " one of "
                            + (time ? "numbers" : "dates or times"),
                    "Set it to " + (time ? "a whole number, as in 1000" : "a length of time, as in 5m"));
        }
        if (pair.key().isEmpty()) {
            throw refused(
                    plan,
                    "watermark-without-key",
                    "it has no key, so that a row that was updated would be there twice",
                    compared(plan));
        }
        if (Conflicts.matter(route.direction(), migration.settings().sync().onConflict())) {
            throw refused(
                    plan,
                    "watermark-with-conflicts",
                    "with sterna.sync.on-conflict = "
                            + migration.settings().sync().onConflict()
                            + " it has to be known what of the target's rows was changed there",
                    "Leave that setting out, or compare the table: " + compared(plan));
        }
        return column;
    }

    /** Another column that may grow, as far as its type tells. */
    private static String named(TablePlan plan) {
        return plan.source().storedColumns().stream()
                        .filter(WatermarkColumn::isFit)
                        .map(column -> "Name one that grows, as in " + ChangeChoice.key(plan, "watermark.column")
                                + " = " + column.name() + "; or compare the table: ")
                        .findFirst()
                        .orElse("")
                + compared(plan);
    }

    private static String compared(TablePlan plan) {
        return ChangeChoice.key(plan, "changes") + " = diff";
    }

    private SternaException unfit(TablePlan plan, Watermark setting, String why) {
        return refused(
                plan,
                "watermark-unfit-column",
                "its column " + setting.column() + " cannot be a watermark: " + why,
                named(plan));
    }

    private static SternaException refused(TablePlan plan, String code, String why, String remedy) {
        return SternaException.of(
                Category.REFUSED, code, plan.name(), "Cannot sync " + plan.name() + " by a watermark: " + why, remedy);
    }
}
