package dev.sterna.assess;

import dev.sterna.assess.Assessment.TableScan;
import dev.sterna.assess.Assessment.ValueFinding;
import dev.sterna.assess.Assessment.Values;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.View;
import dev.sterna.migration.ExcludedObjects;
import dev.sterna.migration.Migration;
import dev.sterna.migration.TableConversions;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.TextFolding;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the values of all tables, several at a time. */
final class ValueScans {
    /** More would be felt by those who work on the source. */
    private static final int MOST_CONNECTIONS = 4;

    private final Migration migration;
    private final Depth depth;
    private final ExcludedObjects excluded;

    ValueScans(Migration migration, Depth depth) {
        this.migration = migration;
        this.depth = depth;
        this.excluded = new ExcludedObjects(migration.settings().excludedObjects());
    }

    /** Looks for everything. */
    Values look(TableConversions tables) {
        return look(tables, checks -> checks);
    }

    /** Looks only for what makes a migration fail. */
    Values lookForFailures(TableConversions tables) {
        return look(tables, checks -> checks.forFailures(migration.settings().types()));
    }

    private Values look(TableConversions tables, UnaryOperator<ValueChecks> chosen) {
        ValueProbe from = migration.source().dialect().valueProbe();
        ValueProbe to = migration.target().dialect().valueProbe();
        Map<TableName, TableDefinition> definitions = tables.definitions().stream()
                .collect(Collectors.toMap(TableDefinition::name, Function.identity(), (a, b) -> a));
        ValueScan scan = new ValueScan(migration.source(), migration.settings().types(), depth);
        int connections =
                Math.min(MOST_CONNECTIONS, migration.settings().source().maxConnections());
        List<TableScan> scans = new ArrayList<>();
        List<ValueFinding> findings = new ArrayList<>();
        try (Lanes lanes = migration.source().lanes("sterna-assess", View.PRESENT, connections)) {
            List<CompletableFuture<ValueScan.Outcome>> all = new ArrayList<>();
            for (int i = 0; i < tables.sources().size(); i++) {
                Table source = tables.sources().get(i);
                TableDefinition definition = definitions.get(source.name());
                ValueChecks checks = chosen.apply(ValueChecks.of(
                        source,
                        tables.targets().get(i),
                        new ValueChecks.Catalogued(
                                foreignKeys(definition, definitions.keySet()),
                                indexes(definition),
                                foldings(definition),
                                checkedDocuments(definition),
                                migration.withinOneEngine() ? Set.of() : perhapsFolded(source, from),
                                migration.settings().types()),
                        from,
                        to,
                        depth.showing()));
                String where =
                        migration.settings().tables().where().get(source.name().toString());
                all.add(lanes.submit(lane -> migration
                        .source()
                        .attempt(
                                "look at the values of " + source.name(),
                                source.name(),
                                () -> scan.on(lane, checks, where))));
            }
            for (CompletableFuture<ValueScan.Outcome> one : all) {
                ValueScan.Outcome outcome = Lanes.await(one);
                scans.add(outcome.scan());
                findings.addAll(outcome.findings());
            }
        }
        return new Values(scans, findings);
    }

    /** Those whose other table can be looked at and that are not left out. */
    private List<ForeignKey> foreignKeys(TableDefinition table, Set<TableName> known) {
        return table == null
                ? List.of()
                : table.foreignKeys().stream()
                        .filter(key -> known.contains(key.target()))
                        .filter(key -> isWanted(ObjectKind.FOREIGN_KEY, table, key.name()))
                        .toList();
    }

    private static Set<String> perhapsFolded(Table table, ValueProbe from) {
        return table.storedColumns().stream()
                .filter(from::mayFold)
                .map(Column::name)
                .collect(Collectors.toSet());
    }

    private static Map<String, TextFolding> foldings(TableDefinition table) {
        return table == null
                ? Map.of()
                : table.columns().stream()
                        .filter(column -> !TextFolding.NONE.equals(column.folding()))
                        .collect(Collectors.toMap(column -> column.column().name(), ColumnDefinition::folding));
    }

    /** Columns that the target checks to be JSON while they are loaded, since they are the same there. */
    private Set<String> checkedDocuments(TableDefinition table) {
        String product = migration.target().server().product();
        if (table == null || !migration.source().server().product().equals(product)) {
            return Set.of();
        }
        return table.columns().stream()
                .filter(column -> column.isDocument()
                        && isWanted(ObjectKind.CHECK, table, column.column().name()))
                .map(column -> column.column().name())
                .collect(Collectors.toSet());
    }

    /** Those that the target is to have, and what a key is kept in. */
    private List<Index> indexes(TableDefinition table) {
        if (table == null) {
            return List.of();
        }
        Stream<Index> indexes =
                table.indexes().stream().filter(index -> isWanted(ObjectKind.INDEX, table, index.name()));
        Stream<Index> primary = Stream.ofNullable(table.table().primaryKey())
                .filter(key -> isWanted(ObjectKind.PRIMARY_KEY, table, key.name()))
                .map(ValueScans::index);
        Stream<Index> unique = table.table().uniqueKeys().stream()
                .filter(key -> isWanted(ObjectKind.UNIQUE_CONSTRAINT, table, key.name()))
                .map(ValueScans::index);
        return Stream.of(indexes, primary, unique).flatMap(all -> all).toList();
    }

    private static Index index(Key key) {
        List<Index.Part> parts = key.columns().stream().map(Index.Part::of).toList();
        return new Index(key.name(), true, "btree", parts, List.of(), null, false, true, null, null);
    }

    private boolean isWanted(ObjectKind kind, TableDefinition table, String name) {
        return !excluded.contains(
                new ObjectName(kind, table.name().schema(), table.name().name(), name));
    }
}
