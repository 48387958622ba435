package dev.sterna.sync;

import dev.sterna.changes.ChangeList;
import dev.sterna.changes.ChangedTable;
import dev.sterna.changes.SecondLook;
import dev.sterna.compare.Comparison;
import dev.sterna.compare.DigestQueries;
import dev.sterna.compare.FirstLook;
import dev.sterna.compare.Narrowed;
import dev.sterna.compare.TableDigests;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.digest.RowHash;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.migration.Migration;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import dev.sterna.step.WorkspaceFile;
import dev.sterna.transfer.progress.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds which rows of tables are wrong in the target, and looks at them again before they count. */
final class GapSearch {
    /** How the names of lists end. */
    static final String LIST = ".rows";

    private final Migration migration;
    private final Workspace workspace;
    private final FailedTables failed;
    private final RowHash hash;
    private final String lists;
    private final Comparison comparison;

    /** @param lists how the names of files begin in which wrong rows are listed */
    GapSearch(
            Migration migration,
            Workspace workspace,
            Progress.Factory progress,
            FailedTables failed,
            RowHash hash,
            String lists,
            Consumer<RowSet> hashedHere) {
        this.migration = migration;
        this.workspace = workspace;
        this.failed = failed;
        this.hash = hash;
        this.lists = lists;
        this.comparison = new Comparison(
                migration,
                new DigestQueries(migration.source(), hash, hashedHere),
                new DigestQueries(migration.target(), hash, hashedHere),
                new Comparison.Manner(SyncDescriptor.WORD, FirstLook.STRIPS, progress));
    }

    /** What is wrong with each table; those that cannot be looked at are set aside. */
    List<TableGap> look(List<TablePlan> tables) {
        Map<String, TablePlan> plans = new LinkedHashMap<>();
        tables.forEach(table -> plans.put(table.name(), table));
        Map<String, TableGap> gaps = new LinkedHashMap<>();
        Map<TableDigests, ChangeList> found = new LinkedHashMap<>();
        List<TablePair> pairs = pairs(tables);
        try (Comparison.Look look =
                comparison.open((pair, failure) -> failed.setAside(plans.get(pair.name()), failure))) {
            Map<TableDigests, List<Integer>> differing = new LinkedHashMap<>();
            look.digest(pairs, digests -> {
                List<Integer> parts = digests.differing();
                if (parts.isEmpty()) {
                    gaps.put(digests.pair().name(), same(plans, digests));
                } else {
                    differing.put(digests, parts);
                }
            });
            look.narrow(
                    differing,
                    digests -> list(plans.get(digests.pair().name()), digests.pair()),
                    ChangeList::delete,
                    narrowed -> take(narrowed, plans, gaps, found));
        }
        if (!found.isEmpty()) {
            settle(migration.settings().sync().settle());
            found.forEach((digests, first) -> {
                TablePlan plan = plans.get(digests.pair().name());
                again(plan, digests, first).ifPresent(gap -> gaps.put(plan.name(), gap));
            });
        }
        return tables.stream()
                .map(table -> gaps.get(table.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    private void take(
            Narrowed<ChangeList> narrowed,
            Map<String, TablePlan> plans,
            Map<String, TableGap> gaps,
            Map<TableDigests, ChangeList> found) {
        TableDigests digests = narrowed.digests();
        if (narrowed instanceof Narrowed.Unnamed<ChangeList> unnamed) {
            failed.setAside(plans.get(digests.pair().name()), unnamed.why());
            return;
        }
        ChangeList list = ((Narrowed.ToRows<ChangeList>) narrowed).sink();
        TablePlan plan = plans.get(digests.pair().name());
        if (list.unnamed() > 0) {
            list.delete();
            failed.setAside(plan, Syncable.unnamed(plan, digests.pair(), list.unnamed()));
        } else if (list.counts().total() == 0) {
            gaps.put(digests.pair().name(), same(plans, digests));
        } else {
            found.put(digests, list);
        }
    }

    private static TableGap same(Map<String, TablePlan> plans, TableDigests digests) {
        return new TableGap(
                plans.get(digests.pair().name()),
                digests.sourceTotal().rows(),
                digests.targetTotal().rows(),
                null,
                null,
                0,
                digests.seconds());
    }

    /** A second look, at what is there now; a table of which that fails is set aside. */
    private Optional<TableGap> again(TablePlan plan, TableDigests digests, ChangeList first) {
        ChangeList second = list(plan, digests.pair());
        try {
            TableGap gap = again(plan, digests, first, second);
            if (second.unnamed() == 0) {
                return Optional.of(gap);
            }
            second.delete();
            failed.setAside(plan, Syncable.unnamed(plan, digests.pair(), second.unnamed()));
        } catch (SternaException failure) {
            second.delete();
            failed.setAside(plan, failure);
        } finally {
            first.delete();
        }
        return Optional.empty();
    }

    private TableGap again(TablePlan plan, TableDigests digests, ChangeList first, ChangeList second) {
        TablePair pair = digests.pair();
        new SecondLook(
                        comparison.present(),
                        migration.source().dialect().sql(),
                        migration.target().dialect().sql())
                .look(pair, first, second);
        long inFlight = Math.max(0, first.counts().total() - second.counts().total());
        ChangedTable changed = changed(plan, pair);
        boolean wrong = second.counts().total() > 0;
        return new TableGap(
                plan,
                digests.sourceTotal().rows(),
                digests.targetTotal().rows(),
                wrong ? changed : null,
                wrong ? second : null,
                inFlight,
                digests.seconds());
    }

    /** The tables as they can be changed, by their plans; those that cannot are set aside. */
    Map<TablePlan, ChangedTable> changeable(List<TablePlan> tables) {
        Map<String, TablePair> pairs =
                pairs(tables).stream().collect(Collectors.toMap(TablePair::name, Function.identity()));
        Map<TablePlan, ChangedTable> changeable = new LinkedHashMap<>();
        tables.stream()
                .filter(plan -> pairs.containsKey(plan.name()))
                .forEach(plan -> changeable.put(plan, changed(plan, pairs.get(plan.name()))));
        return changeable;
    }

    private ChangedTable changed(TablePlan plan, TablePair pair) {
        return new ChangedTable(
                migration.source().within(plan.source().name().schema()),
                migration.target().within(plan.target().name().schema()),
                pair,
                plan.incoming(pair.target().table()),
                hash);
    }

    /** A file of its own for every look. */
    private ChangeList list(TablePlan plan, TablePair pair) {
        String name =
                lists + plan.directory() + "-" + UUID.randomUUID().toString().substring(0, 8) + LIST;
        return new ChangeList(new WorkspaceFile(workspace, name), pair.key().size());
    }

    private static void settle(Duration time) {
        SharedSessions.release();
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            throw SternaException.interrupted("Interrupted while waiting for differences to settle", interrupted);
        }
    }

    private List<TablePair> pairs(List<TablePlan> tables) {
        List<String> schemas = tables.stream()
                .map(table -> table.target().name().schema())
                .distinct()
                .toList();
        Map<TableName, Table> present = migration.target().catalog(schemas).tables().stream()
                .collect(Collectors.toMap(Table::name, Function.identity()));
        Syncable syncable = new Syncable(migration.target().dialect().rowChanges());
        List<TablePair> pairs = new ArrayList<>();
        for (TablePlan table : tables) {
            Table found = present.get(table.target().name());
            Optional<SternaException> refusal = syncable.refusal(table, found);
            if (refusal.isPresent()) {
                failed.setAside(table, refusal.get());
            } else {
                pairs.add(table.pairWith(found.likewise(table.target())));
            }
        }
        return pairs;
    }
}
