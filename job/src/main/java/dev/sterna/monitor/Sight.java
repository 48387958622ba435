package dev.sterna.monitor;

import dev.sterna.dialect.health.Connections;
import dev.sterna.dialect.health.Health;
import dev.sterna.dialect.health.IndexHealth;
import dev.sterna.dialect.health.TableHealth;
import dev.sterna.error.Problem;
import dev.sterna.model.TableName;
import dev.sterna.monitor.TrendPoint.Share;
import dev.sterna.monitor.TrendPoint.TableSize;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.MonitorSummary;
import dev.sterna.step.MonitorSummary.CounterState;
import dev.sterna.step.MonitorSummary.IndexState;
import dev.sterna.step.MonitorSummary.Sessions;
import dev.sterna.step.MonitorSummary.Size;
import dev.sterna.step.MonitorSummary.TableState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one call has seen.
 *
 * @param tables of the run
 * @param source empty where it was not looked at
 */
record Sight(
        Instant time,
        boolean switched,
        List<TablePlan> tables,
        Optional<Health> source,
        Health target,
        QueryWatch queries) {
    Sight {
        tables = List.copyOf(tables);
    }

    /** A warning for each table that is not there. */
    List<Problem> missing() {
        return tables.stream()
                .filter(table -> in(target, table.target().name()).isEmpty())
                .map(table -> Problem.warning(
                        "table-missing",
                        table.name(),
                        "Table " + table.target().name() + " is not in the target",
                        switched
                                ? "If it was not dropped on purpose, bring it back from a backup of the target"
                                : "If it was not dropped on purpose, make it and bring its rows: sterna run"))
                .toList();
    }

    private static Optional<TableHealth> in(Health health, TableName name) {
        return health.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst();
    }

    private Optional<TableHealth> inSource(TablePlan table) {
        return source.flatMap(health -> in(health, table.source().name()));
    }

    /** What is kept of it. */
    TrendPoint point() {
        return new TrendPoint(
                TrendPoint.FORMAT,
                time.toString(),
                switched,
                tables.stream()
                        .flatMap(table ->
                                in(target, table.target().name()).stream().map(here -> size(here, inSource(table))))
                        .toList(),
                queries.times(),
                target.connections().open(),
                target.connections().limit(),
                target.headroom().stream()
                        .map(counter -> new Share(counter.name(), counter.share()))
                        .toList(),
                target.indexes().stream()
                        .filter(index -> index.uses() != null && index.uses() == 0)
                        .map(IndexHealth::name)
                        .toList());
    }

    private static TableSize size(TableHealth here, Optional<TableHealth> there) {
        return new TableSize(
                here.name().toString(),
                here.rows(),
                here.bytes(),
                here.deadRows(),
                there.map(TableHealth::rows).orElse(null),
                there.map(TableHealth::bytes).orElse(null));
    }

    /** By whom, where there are two. */
    private List<String> untold() {
        return Stream.concat(
                        target.untold().stream(),
                        source.stream()
                                .flatMap(health -> health.untold().stream())
                                .map(what -> "of the source: " + what))
                .toList();
    }

    /** What is told of it. */
    MonitorSummary summary(
            String sourceLabel, String targetLabel, long analyzed, List<Finding> found, MonitorSummary.Trend trend) {
        return new MonitorSummary(
                time.toString(),
                switched,
                sourceLabel,
                targetLabel,
                analyzed,
                tables.stream()
                        .map(table -> new TableState(
                                table.target().name().toString(),
                                inSource(table).map(Sight::size).orElse(null),
                                in(target, table.target().name())
                                        .map(Sight::size)
                                        .orElse(null)))
                        .toList(),
                target.indexes().stream()
                        .map(index -> new IndexState(
                                index.name(),
                                index.table().toString(),
                                index.state().name().toLowerCase(Locale.ROOT),
                                index.uses()))
                        .toList(),
                target.headroom().stream()
                        .map(counter ->
                                new CounterState(counter.name(), counter.share(), counter.used(), counter.limit()))
                        .toList(),
                source.map(health -> sessions(health.connections())).orElse(null),
                sessions(target.connections()),
                queries.states(),
                found.stream().map(Finding::advice).toList(),
                trend,
                untold());
    }

    private static Size size(TableHealth table) {
        boolean made = table.statistics() != null && table.statistics().made() != null;
        return new Size(
                table.rows(),
                table.deadRows(),
                table.bytes(),
                table.indexBytes(),
                table.freeBytes(),
                made ? table.statistics().made().toString() : null);
    }

    private static Sessions sessions(Connections connections) {
        return new Sessions(connections.open(), connections.limit(), connections.states());
    }
}
