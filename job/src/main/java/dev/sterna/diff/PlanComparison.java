package dev.sterna.diff;

import dev.sterna.compare.Comparison;
import dev.sterna.compare.DigestQueries;
import dev.sterna.compare.FirstLook;
import dev.sterna.compare.Narrowed;
import dev.sterna.compare.TableDigests;
import dev.sterna.compare.TablePair;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Migration;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.GeneratedColumns;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.progress.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Compares the tables of a plan, and judges what the comparison finds by what the plan, the ledger and the backup know. */
final class PlanComparison {
    private final Migration migration;
    private final Workspace workspace;
    private final Progress.Factory progress;
    private final DiffJournal journal;
    private final BackupProof backup;
    private final Comparison comparison;
    private final Map<String, TableVerdict> verdicts = new LinkedHashMap<>();
    private final Map<String, TablePlan> plans = new LinkedHashMap<>();
    private final DeclaredLosses losses = new DeclaredLosses();
    private final Map<String, GeneratedColumns> generated = new HashMap<>();

    private final FailedTables failed;
    private final Kind kind;
    private final Set<String> outside = new HashSet<>();

    private int sameAsBackup;

    PlanComparison(
            Migration migration,
            Workspace workspace,
            Progress.Factory progress,
            DiffJournal journal,
            BackupProof backup,
            FailedTables failed,
            Kind kind,
            Plan plan) {
        this.migration = migration;
        this.workspace = workspace;
        this.progress = progress;
        this.journal = journal;
        this.backup = backup;
        this.failed = failed;
        this.kind = kind;
        this.comparison = new Comparison(
                migration,
                new DigestQueries(migration.source(), plan.rowHash(), journal.hashedHere(migration.source())),
                new DigestQueries(migration.target(), plan.rowHash(), journal.hashedHere(migration.target())),
                new Comparison.Manner(DiffDescriptor.WORD, kind.look(), progress));
    }

    /**
     * How tables are compared.
     *
     * @param output what is written of rows that differ
     * @param repairs takes them too
     * @param known what needs not be compared any more
     */
    record Kind(FirstLook look, DiffScope scope, RowOutput output, RepairFile repairs, ComparedParts known) {}

    /**
     * A verdict for each table that can be compared, in the tables' order.
     *
     * @param refused asked for once something differs: by table, rows that the target has refused
     */
    List<TableVerdict> compare(List<TablePlan> tables, Supplier<Map<String, Refused>> refused) {
        List<TablePair> pairs = pairs(tables);
        try (Comparison.Look look =
                comparison.open((pair, failure) -> failed.setAside(plans.get(pair.name()), failure))) {
            if (kind.scope().isAll()) {
                List<TablePlan> there = pairs.stream()
                        .filter(pair -> pair.target() != null)
                        .map(pair -> plans.get(pair.name()))
                        .toList();
                losses.count(there, migration.source(), look, workspace);
            }
            List<GeneratedComparison.Same> same = new ArrayList<>();
            Map<TableDigests, List<Integer>> differing = new LinkedHashMap<>();
            look.digest(pairs, kind.known(), digests -> take(digests, differing, same));
            if (!differing.isEmpty()) {
                Map<String, Refused> known = refused.get();
                settleRefused(differing, known);
                narrow(look, differing, known);
            }
            GeneratedComparison computed =
                    new GeneratedComparison(look.comparer(), workspace, migration.source(), progress, kind.output());
            for (GeneratedComparison.Same table : same) {
                try {
                    settle(computed.compare(table), table.digests());
                } catch (SternaException failure) {
                    failed.setAside(table.verdict().plan(), failure);
                }
            }
        }
        return tables.stream()
                .map(table -> verdicts.get(table.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Names of the tables that have nothing of what is compared. */
    Set<String> outside() {
        return outside;
    }

    /** Of how many tables the backup was found to hold what the source holds. */
    int sameAsBackup() {
        return sameAsBackup;
    }

    /** Rows that were compared as what they were converted to. */
    long forgiven() {
        return losses.rows();
    }

    /** The tables that can be compared at all; the others get their verdict. */
    private List<TablePair> pairs(List<TablePlan> tables) {
        Map<TableName, Table> present = targetTables(tables);
        List<TablePair> pairs = new ArrayList<>();
        Random random = kind.known().random();
        for (TablePlan table : tables) {
            plans.put(table.name(), table);
            Table found = present.get(table.target().name());
            Table there = found == null ? null : found.likewise(table.target());
            GeneratedColumns columns = GeneratedColumns.of(table, there);
            generated.put(table.name(), kind.scope().isAll() ? columns : columns.uncompared());
            List<String> lacking = there == null ? List.of() : table.missingColumns(there);
            if (lacking.isEmpty()) {
                kind.scope()
                        .of(table.pairWith(there), migration, random)
                        .ifPresentOrElse(
                                pair -> {
                                    forget(table);
                                    pairs.add(pair);
                                },
                                () -> outside.add(table.name()));
            } else {
                forget(table);
                settle(TableVerdict.columnsMissing(table, lacking), BackupFinding.ABSENT.state());
            }
        }
        return pairs;
    }

    /** What an earlier comparison has found. */
    private void forget(TablePlan table) {
        DifferenceFile.delete(workspace, table.directory());
    }

    /**
     * Decides a table that digests decide.
     *
     * @param open takes the others with the numbers of their differing parts
     * @param same takes those that are identical as far as they are carried, and have computed columns to compare
     */
    private void take(
            TableDigests digests, Map<TableDigests, List<Integer>> open, List<GeneratedComparison.Same> same) {
        List<Integer> differing = digests.differing();
        TablePlan plan = plan(digests);
        if (digests.pair().target() == null) {
            settle(TableVerdict.tableMissing(plan, digests), digests);
        } else if (differing.isEmpty()) {
            same(TableVerdict.identical(plan, digests), digests, same);
        } else {
            differing.forEach(part -> journal.partDiffers(digests, part));
            open.put(digests, differing);
        }
    }

    private void same(TableVerdict verdict, TableDigests digests, List<GeneratedComparison.Same> same) {
        GeneratedColumns columns = generated.get(verdict.plan().name());
        if (columns.compared().isEmpty()) {
            settle(verdict, digests);
        } else {
            same.add(new GeneratedComparison.Same(verdict, digests, columns));
        }
    }

    /** Decides the tables in which nothing differs but that rows are missing which the target is known to have refused. */
    private void settleRefused(Map<TableDigests, List<Integer>> differing, Map<String, Refused> known) {
        differing.entrySet().removeIf(entry -> {
            TableDigests digests = entry.getKey();
            Refused refused = known.get(digests.pair().name());
            long missing = refused == null ? 0 : RejectProof.missing(digests, entry.getValue(), refused.rows());
            if (missing > 0) {
                settle(TableVerdict.rejected(plan(digests), digests, missing, refused.why()), digests);
            }
            return missing > 0;
        });
    }

    private void narrow(Comparison.Look look, Map<TableDigests, List<Integer>> differing, Map<String, Refused> known) {
        Map<TableDigests, List<Integer>> open = new LinkedHashMap<>();
        differing.forEach((digests, parts) -> open.put(digests, kind.known().open(digests, parts)));
        look.narrow(open, this::recorded, (digests, sink) -> forget(plan(digests)), narrowed -> {
            journal.narrowed(narrowed);
            settle(verdict(narrowed, known), narrowed.digests());
        });
    }

    private RecordedDifferences recorded(TableDigests digests) {
        TablePlan plan = plan(digests);
        DifferenceFile file = new DifferenceFile(
                workspace,
                plan.directory(),
                digests.pair(),
                kind.output(),
                kind.repairs().of(plan, digests.pair()));
        return kind.known().recorded(plan, digests, file, kind.output());
    }

    private TableVerdict verdict(Narrowed<RecordedDifferences> narrowed, Map<String, Refused> known) {
        TableDigests digests = narrowed.digests();
        if (narrowed instanceof Narrowed.ToRows<RecordedDifferences> rows) {
            return TableVerdict.rows(
                    plan(digests),
                    digests,
                    rows.sink().file(),
                    rows.seconds(),
                    known.get(digests.pair().name()));
        }
        forget(plan(digests));
        SternaException why = ((Narrowed.Unnamed<RecordedDifferences>) narrowed).why();
        return TableVerdict.unnamed(plan(digests), digests, why.problems().get(0));
    }

    private void settle(TableVerdict verdict, TableDigests digests) {
        TableVerdict whole = losses.forgiven(verdict);
        BackupFinding finding = backup.look(digests, whole);
        settle(finding.toldTo(whole, digests, backup.reading()), finding.state());
    }

    private void settle(TableVerdict verdict, BackupFinding.State state) {
        if (state == BackupFinding.State.SAME) {
            sameAsBackup++;
        }
        GeneratedColumns columns = generated.get(verdict.plan().name());
        boolean compared = verdict.diff().identical() || verdict.isGeneratedAlone();
        TableVerdict whole = verdict.withNotCompared(compared ? columns.notCompared() : columns.names());
        verdicts.put(verdict.plan().name(), whole);
        journal.tableCompared(whole, state);
    }

    private TablePlan plan(TableDigests digests) {
        return plans.get(digests.pair().name());
    }

    private Map<TableName, Table> targetTables(List<TablePlan> tables) {
        List<String> schemas = tables.stream()
                .map(table -> table.target().name().schema())
                .distinct()
                .toList();
        return migration.target().catalog(schemas).tables().stream()
                .collect(Collectors.toMap(Table::name, Function.identity()));
    }
}
