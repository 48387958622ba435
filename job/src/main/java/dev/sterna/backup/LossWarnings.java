package dev.sterna.backup;

import dev.sterna.dialect.rows.ValueConversion;
import dev.sterna.error.Problem;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.View;
import dev.sterna.migration.Database;
import dev.sterna.plan.LossCount;
import dev.sterna.plan.LossCount.Losses;
import dev.sterna.plan.LossFile;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.ConnectionBudget;
import dev.sterna.transfer.progress.Amounts;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Says which values do not stay as they are, by one query a table, and only of tables whose plan converts any. The
 * chunks are read at other moments, so where the source is written to the counts are close and not exact.
 */
final class LossWarnings {
    private final Database source;
    private final Workspace workspace;

    LossWarnings(Database source, Workspace workspace) {
        this.source = source;
        this.workspace = workspace;
    }

    /** A warning for each table that has such values, in the tables' order. */
    List<Problem> of(List<TablePlan> tables) {
        List<TablePlan> concerned =
                tables.stream().filter(table -> !table.conversions().isEmpty()).toList();
        if (concerned.isEmpty()) {
            return List.of();
        }
        int connections = ConnectionBudget.of(source).free(concerned.size());
        try (Lanes lanes = source.lanes("sterna-losses", View.PRESENT, connections)) {
            List<CompletableFuture<Losses>> pending = concerned.stream()
                    .map(table -> lanes.submit(lane -> LossCount.of(table, source, lane)))
                    .toList();
            List<Losses> counted = pending.stream().map(Lanes::await).toList();
            counted.forEach(losses -> LossFile.write(workspace, losses));
            return counted.stream()
                    .filter(losses -> !losses.found().isEmpty())
                    .map(this::warning)
                    .toList();
        }
    }

    private Problem warning(Losses losses) {
        String name = losses.table().name();
        TreeSet<String> keys = new TreeSet<>();
        losses.found().stream()
                .map(loss -> loss.conversion().limit().kind().policy())
                .filter(Objects::nonNull)
                .forEach(keys::add);
        List<String> geometries = losses.found().stream()
                .filter(loss -> !loss.lost().isEmpty())
                .map(loss -> "\"" + name + "." + loss.conversion().column() + "\"")
                .toList();
        return Problem.warning(
                "declared-loss",
                name,
                "Values of " + name + " do not stay as they are: "
                        + losses.found().stream().map(LossWarnings::words).collect(Collectors.joining("; ")),
                "Some of them by key are in " + workspace.uri(LossFile.name(losses.table()))
                        + (keys.isEmpty()
                                ? ""
                                : ". If that must not be, correct them in the source, or refuse them by a plan made with "
                                        + String.join(" = fail and ", keys) + " = fail")
                        + (geometries.isEmpty()
                                ? ""
                                : ". Give the SRIDs back where the target has a type for them (with PostGIS:"
                                        + " ST_GeomFromWKB(column, SRID)), or keep each with its row by sterna.types.map { "
                                        + String.join(" = text, ", geometries) + " = text }"));
    }

    private static String words(LossCount.Loss loss) {
        ValueConversion conversion = loss.conversion();
        boolean one = loss.count() == 1;
        String what = one
                ? conversion.limit().kind().one()
                : conversion.limit().kind().many();
        return conversion.column() + ": " + Amounts.count(loss.count()) + " " + what
                + switch (conversion.becomes()) {
                    case NULL -> one ? " becomes NULL" : " become NULL";
                    case STRIPPED -> one ? " loses its NUL characters" : " lose their NUL characters";
                    case REPLACED -> one ? " gets other characters" : " get other characters";
                    case OCTETS -> one ? " becomes its octets in hexadecimal" : " become their octets in hexadecimal";
                    case ROUNDED -> one ? " is rounded" : " are rounded";
                    case WITHOUT_SRID ->
                        (one ? " loses it: " : " lose them: ")
                                + loss.lost().entrySet().stream()
                                        .map(lost -> lost.getKey() + " (" + Amounts.count(lost.getValue()) + ")")
                                        .collect(Collectors.joining(", "));
                };
    }
}
