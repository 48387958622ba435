package dev.sterna.restore;

import dev.sterna.compare.ArrivedDigests;
import dev.sterna.compare.DigestMethod;
import dev.sterna.compare.JsonColumns;
import dev.sterna.compare.KnownParts;
import dev.sterna.compare.TablePair;
import dev.sterna.error.Problem;
import dev.sterna.load.TableRejects;
import dev.sterna.migration.Database;
import dev.sterna.model.Column;
import dev.sterna.model.Digest;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import dev.sterna.restore.BackupCheck.Checked;
import dev.sterna.step.TableReport;
import dev.sterna.transfer.stage.StagedBounds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what has arrived with what the backup's manifest says. */
final class ArrivedRows {
    private final Database target;
    private final ArrivedDigests arrived;
    private final Map<String, TableRejects> refused;

    /** @param refused by table, rows that the target has refused, and that are not in */
    ArrivedRows(Database target, ArrivedDigests arrived, Map<String, TableRejects> refused) {
        this.target = target;
        this.arrived = arrived;
        this.refused = refused;
    }

    /**
     * How one table has arrived.
     *
     * @param problem what differs, or was not compared; null where nothing is to be said
     */
    record Verdict(TableReport.Compared report, Problem problem) {}

    List<Verdict> compare(List<Checked> tables) {
        List<String> schemas = tables.stream()
                .map(table -> table.plan().target().name().schema())
                .distinct()
                .toList();
        Map<TableName, Table> present =
                target.catalog(schemas).tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
        List<Verdict> verdicts = new ArrayList<>();
        for (Checked table : tables) {
            Table found = present.get(table.plan().target().name());
            verdicts.add(compare(
                    table,
                    found == null
                            ? table.plan().target()
                            : found.likewise(table.plan().target())));
        }
        return verdicts;
    }

    private Verdict compare(Checked checked, Table present) {
        long began = System.nanoTime();
        TablePlan table = checked.plan();
        TablePair pair = table.pairWith(present);
        JsonColumns json = JsonColumns.of(pair, target.dialect().digests());
        TableRejects aside = refused.get(table.name());
        Digest total = checked.entry().digest();
        Digest found;
        List<Integer> parts = new ArrayList<>();
        String method = "digest";
        if (checked.entry().within() != null) {
            found = arrived.of(pair.targetRows(slice(checked.entry().within())));
        } else if (json.any() && checked.meaning() != null) {
            total = checked.meaning();
            found = arrived.meaning(pair, json);
            method = "rows";
        } else {
            Map<Integer, Digest> digests = arrived.of(pair);
            found = digests.values().stream().reduce(Digest.EMPTY, Digest::plus);
            if (pair.method() == DigestMethod.RANGES) {
                digests.forEach((part, digest) -> {
                    if (!plus(digest, aside, part)
                            .equals(checked.entry().chunks().get(part).digest())) {
                        parts.add(part);
                    }
                });
            }
        }
        // What JSON means of rows that were refused nobody has summed.
        Digest whole = aside == null ? found : found.plus(aside.digest());
        boolean counts = aside != null && method.equals("rows");
        if (counts) {
            method = "count";
        }
        boolean same = parts.isEmpty() && (counts ? whole.rows() == total.rows() : whole.equals(total));
        return verdict(checked, total, whole, parts, same, method, (System.nanoTime() - began) / 1e9);
    }

    private static Problem counted(String table, String name) {
        return Problem.warning(
                "restore-counted",
                table,
                "Of " + name
                        + " rows were counted and not compared: the target writes JSON anew, and rows of it were refused",
                "Correct at the target what refuses them, empty the table and restore it anew: --fresh");
    }

    private static Digest plus(Digest found, TableRejects aside, int part) {
        return aside == null || part == KnownParts.WHOLE ? found : found.plus(aside.digest(part));
    }

    /** Both bounds are in. */
    private static Slice slice(StagedBounds within) {
        return new Slice.KeyRange(
                List.of(within.column()),
                List.of(within.least().toString()),
                List.of(within.greatest().add(BigInteger.ONE).toString()));
    }

    private static Verdict verdict(
            Checked checked,
            Digest total,
            Digest found,
            List<Integer> parts,
            boolean same,
            String method,
            double seconds) {
        TablePlan table = checked.plan();
        String name = table.target().name().toString();
        long missing = Math.max(0, total.rows() - found.rows());
        long extra = Math.max(0, found.rows() - total.rows());
        TableReport.Compared report = new TableReport.Compared(
                name,
                total.rows(),
                null,
                checked.entry().chunks().size(),
                seconds,
                new TableReport.Difference(same, missing, extra, 0, method, 0),
                null,
                table.source().columns().stream()
                        .filter(Column::isComputed)
                        .map(Column::name)
                        .toList());
        if (same) {
            return new Verdict(report, method.equals("count") ? counted(table.name(), name) : null);
        }
        String where = parts.isEmpty()
                ? ""
                : ", in chunk " + parts.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " ("
                        + checked.entry().chunks().get(parts.get(0)).file()
                        + (parts.size() > 1 ? " and others" : "") + ")";
        return new Verdict(
                report,
                Problem.error(
                        "restore-differs",
                        table.name(),
                        name + " does not hold what the backup of " + table.name() + " holds" + where + ": "
                                + found.rows() + " rows where the manifest says " + total.rows()
                                + (missing + extra == 0 ? ", and other values in them" : ""),
                        "See whether somebody else writes to " + name
                                + ", or a trigger of it does; then restore it anew: empty it, and add --fresh"));
    }
}
