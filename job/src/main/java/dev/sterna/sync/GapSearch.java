package dev.sterna.sync;

import dev.sterna.changes.ChangeCounts;
import dev.sterna.changes.ChangeList;
import dev.sterna.changes.ChangedTable;
import dev.sterna.changes.SecondLook;
import dev.sterna.compare.Comparison;
import dev.sterna.compare.DigestQueries;
import dev.sterna.compare.FirstLook;
import dev.sterna.compare.KnownParts;
import dev.sterna.compare.Narrowed;
import dev.sterna.compare.TableComparer;
import dev.sterna.compare.TableDigests;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.digest.RowHash;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.migration.Migration;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import dev.sterna.step.WorkspaceFile;
import dev.sterna.transfer.progress.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Finds which rows of tables are wrong in the target, and looks at them again before they count. */
final class GapSearch {
    /** How the names of lists end. */
    static final String LIST = ".rows";

    private final Route route;
    private final Migration migration;
    private final Workspace workspace;
    private final FailedTables failed;
    private final String runId;
    private final PairedTables paired;
    private final LastCommon common;
    private final Watermarks watermarks;
    private final String lists;
    private final Comparison comparison;

    /** @param lists how the names of files begin in which wrong rows are listed */
    GapSearch(
            Route route,
            Workspace workspace,
            Progress.Factory progress,
            FailedTables failed,
            String runId,
            RowHash hash,
            LastCommon common,
            Watermarks watermarks,
            String lists,
            Consumer<RowSet> hashedHere) {
        this.route = route;
        this.migration = route.migration();
        this.workspace = workspace;
        this.failed = failed;
        this.runId = runId;
        this.paired = new PairedTables(route, failed, hash);
        this.common = common;
        this.watermarks = watermarks;
        this.lists = lists;
        this.comparison = new Comparison(
                migration,
                new DigestQueries(migration.source(), hash, hashedHere),
                new DigestQueries(migration.target(), hash, hashedHere),
                new Comparison.Manner(SyncDescriptor.WORD, FirstLook.STRIPS, progress));
    }

    /** Which way rows go. */
    Route route() {
        return route;
    }

    /** From where on rows are looked at. */
    Watermarks watermarks() {
        return watermarks;
    }

    /** Rows are about to be brought into a table that was looked at. */
    void writing(TablePlan table) {
        common.writing(table, route.direction());
    }

    /**
     * What is wrong with each table; those that cannot be looked at are set aside.
     *
     * @param settle how long after it was found a difference is looked at again
     */
    List<TableGap> look(List<TablePlan> tables, Duration settle) {
        Map<String, TablePlan> plans = new LinkedHashMap<>();
        tables.forEach(table -> plans.put(table.name(), table));
        Map<String, TableGap> gaps = new LinkedHashMap<>();
        Map<TableDigests, Suspects> found = new LinkedHashMap<>();
        Map<String, TablePair> wholes = new HashMap<>();
        List<TablePair> all = paired.pairs(tables);
        all.forEach(pair -> wholes.put(pair.name(), pair));
        List<TablePair> pairs = watermarks.looked(plans, all);
        try (Comparison.Look look =
                comparison.open((pair, failure) -> failed.setAside(plans.get(pair.name()), failure))) {
            Map<TableDigests, List<Integer>> certain = new LinkedHashMap<>();
            Map<TableDigests, List<Integer>> doubtful = new LinkedHashMap<>();
            List<TableDigests> answers = new ArrayList<>();
            look.digest(pairs, KnownParts.NONE, answers::add);
            // The ledger is asked when the connections for comparing are given back.
            answers.forEach(digests -> {
                List<Integer> parts = digests.differing();
                if (parts.isEmpty()) {
                    gaps.put(digests.pair().name(), same(plans, wholes, digests));
                } else {
                    found.put(digests, new Suspects());
                    sort(plans.get(digests.pair().name()), digests, parts, certain, doubtful);
                }
                if (isWhole(wholes, digests)) {
                    common.agreed(digests);
                }
            });
            narrow(look, certain, plans, found, (suspects, list) -> suspects.certain = list);
            doubtful.keySet().retainAll(found.keySet());
            narrow(look, doubtful, plans, found, (suspects, list) -> suspects.doubtful = list);
        }
        found.entrySet().removeIf(entry -> {
            boolean aside = failed.has(plans.get(entry.getKey().pair().name()));
            if (aside) {
                entry.getValue().delete();
            }
            return aside;
        });
        found.forEach((digests, suspects) -> {
            if (suspects.total() == 0) {
                if (isWhole(wholes, digests)) {
                    common.alike(digests);
                }
                gaps.put(digests.pair().name(), same(plans, wholes, digests));
            }
        });
        found.values().removeIf(suspects -> suspects.total() == 0);
        if (!found.isEmpty()) {
            settle(settle);
            found.forEach((digests, suspects) -> {
                TablePlan plan = plans.get(digests.pair().name());
                again(plan, wholes.get(plan.name()), digests, suspects).ifPresent(gap -> gaps.put(plan.name(), gap));
            });
        }
        return tables.stream()
                .map(table -> gaps.get(table.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Parts by whether the side that is written may have been changed in them. */
    private void sort(
            TablePlan plan,
            TableDigests digests,
            List<Integer> parts,
            Map<TableDigests, List<Integer>> certain,
            Map<TableDigests, List<Integer>> doubtful) {
        List<Integer> changed =
                Conflicts.matter(route.direction(), migration.settings().sync().onConflict())
                        ? common.changed(plan, digests, parts, route.direction())
                        : List.of();
        List<Integer> others =
                parts.stream().filter(part -> !changed.contains(part)).toList();
        if (!others.isEmpty()) {
            certain.put(digests, others);
        }
        if (!changed.isEmpty()) {
            doubtful.put(digests, changed);
        }
    }

    private void narrow(
            Comparison.Look look,
            Map<TableDigests, List<Integer>> differing,
            Map<String, TablePlan> plans,
            Map<TableDigests, Suspects> found,
            BiConsumer<Suspects, ChangeList> place) {
        look.narrow(
                differing,
                digests -> list(plans.get(digests.pair().name()), digests.pair()),
                (digests, list) -> list.delete(),
                narrowed -> take(narrowed, plans, found, place));
    }

    private void take(
            Narrowed<ChangeList> narrowed,
            Map<String, TablePlan> plans,
            Map<TableDigests, Suspects> found,
            BiConsumer<Suspects, ChangeList> place) {
        TableDigests digests = narrowed.digests();
        TablePlan plan = plans.get(digests.pair().name());
        SternaException failure = null;
        if (narrowed instanceof Narrowed.Unnamed<ChangeList> unnamed) {
            failure = unnamed.why();
        } else {
            ChangeList list = ((Narrowed.ToRows<ChangeList>) narrowed).sink();
            place.accept(found.get(digests), list);
            if (list.unnamed() > 0) {
                failure = Syncable.unnamed(plan, digests.pair(), list.unnamed());
            }
        }
        if (failure != null) {
            found.remove(digests).delete();
            failed.setAside(plan, failure);
        }
    }

    private TableGap same(Map<String, TablePlan> plans, Map<String, TablePair> wholes, TableDigests digests) {
        String name = digests.pair().name();
        return gap(plans.get(name), wholes.get(name), digests, List.of(), 0, ChangeCounts.NONE);
    }

    private static boolean isWhole(Map<String, TablePair> wholes, TableDigests digests) {
        return digests.pair().equals(wholes.get(digests.pair().name()));
    }

    private TableGap gap(
            TablePlan plan,
            TablePair whole,
            TableDigests digests,
            List<Wrong> wrong,
            long inFlight,
            ChangeCounts kept) {
        long sourceRows = digests.sourceTotal().rows();
        long targetRows = digests.targetTotal().rows();
        return new TableGap(
                plan,
                digests.pair().equals(whole) ? Extent.ALL : Extent.FROM_WATERMARK,
                route.direction().ofRead(sourceRows, targetRows),
                route.direction().ofWritten(sourceRows, targetRows),
                wrong,
                inFlight,
                kept,
                digests.seconds());
    }

    /**
     * A second look, at what is there now; a table of which that fails is set aside.
     *
     * @param pair all its rows: those from a watermark on may lie before it on one side
     */
    private Optional<TableGap> again(TablePlan plan, TablePair pair, TableDigests digests, Suspects first) {
        Conflicts conflicts =
                new Conflicts(route.direction(), migration.settings().sync().onConflict(), pair);
        ChangedTable table = paired.changed(plan, pair);
        WrongRows second = new WrongRows(
                pair,
                route.direction(),
                paired.bent(plan, pair),
                conflicts,
                () -> list(plan, pair),
                columns ->
                        columns.equals(pair.columns()) ? table : paired.changed(plan, pair, pair.withColumns(columns)));
        try {
            again(pair, first, second);
            if (second.unnamed() > 0) {
                throw Syncable.unnamed(plan, pair, second.unnamed());
            }
            if (conflicts.isUnsettled()) {
                throw conflicts.unsettled(plan, runId);
            }
            List<Wrong> wrong = second.wrong();
            long left = conflicts.kept().total()
                    + wrong.stream()
                            .mapToLong(one -> one.list().counts().total())
                            .sum();
            return Optional.of(gap(plan, pair, digests, wrong, Math.max(0, first.total() - left), conflicts.kept()));
        } catch (SternaException failure) {
            second.delete();
            failed.setAside(plan, failure);
            return Optional.empty();
        } finally {
            first.delete();
        }
    }

    private void again(TablePair pair, Suspects first, WrongRows second) {
        var look = new SecondLook(
                comparison.present(),
                migration.source().dialect().sql(),
                migration.target().dialect().sql());
        boolean matters =
                Conflicts.matter(route.direction(), migration.settings().sync().onConflict());
        if (first.certain != null && matters) {
            // What somebody has changed there since the part was found untouched is not known to be untouched.
            look.look(pair, first.certain, route.direction().written(), second.certain(), second.doubtful());
        } else if (first.certain != null) {
            look.look(pair, first.certain, second.certain());
        }
        if (first.doubtful != null) {
            look.look(pair, first.doubtful, second.doubtful());
        }
        second.close();
    }

    /** The tables as they can be changed, by their plans; those that cannot are set aside. */
    Map<TablePlan, ChangedTable> changeable(List<TablePlan> tables) {
        return paired.changeable(tables);
    }

    /** A file of its own for every look. */
    private ChangeList list(TablePlan plan, TablePair pair) {
        return new ChangeList(
                new WorkspaceFile(workspace, own(lists, plan, LIST)), pair.key().size());
    }

    /** A name that nobody else has, of what belongs to a table. */
    static String own(String lists, TablePlan plan, String end) {
        return lists + plan.directory() + "-" + UUID.randomUUID().toString().substring(0, 8) + end;
    }

    private static void settle(Duration time) {
        SharedSessions.release();
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            throw SternaException.interrupted("Interrupted while waiting for differences to settle", interrupted);
        }
    }

    /**
     * Compares what is there now, on one connection a side.
     *
     * @param most for so long a statement waits for a lock
     */
    TableComparer sparing(String name, Duration most) {
        return comparison.sparing(name, most);
    }
}
