package dev.sterna.assess;

import dev.sterna.assess.Assessment.TableScan;
import dev.sterna.assess.Assessment.ValueFinding;
import dev.sterna.assess.Assessment.Values;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.View;
import dev.sterna.migration.Migration;
import dev.sterna.migration.TableConversions;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Looks at the values of all tables, several at a time. */
final class ValueScans {
    /** More would be felt by those who work on the source. */
    private static final int MOST_CONNECTIONS = 4;

    private final Migration migration;
    private final Depth depth;

    ValueScans(Migration migration, Depth depth) {
        this.migration = migration;
        this.depth = depth;
    }

    Values look(TableConversions tables, Schema schema) {
        ValueProbe from = migration.source().dialect().valueProbe();
        ValueProbe to = migration.target().dialect().valueProbe();
        Map<TableName, List<ForeignKey>> foreignKeys = schema.tables().stream()
                .collect(Collectors.toMap(TableDefinition::name, TableDefinition::foreignKeys, (a, b) -> a));
        Set<TableName> known = foreignKeys.keySet();
        ValueScan scan = new ValueScan(migration.source(), migration.settings().types(), depth);
        int connections =
                Math.min(MOST_CONNECTIONS, migration.settings().source().maxConnections());
        List<TableScan> scans = new ArrayList<>();
        List<ValueFinding> findings = new ArrayList<>();
        try (Lanes lanes = migration.source().lanes("sterna-assess", View.PRESENT, connections)) {
            List<CompletableFuture<ValueScan.Outcome>> all = new ArrayList<>();
            for (int i = 0; i < tables.sources().size(); i++) {
                Table source = tables.sources().get(i);
                ValueChecks checks = ValueChecks.of(
                        source,
                        tables.targets().get(i),
                        foreignKeys.getOrDefault(source.name(), List.of()),
                        known,
                        from,
                        to,
                        depth.showing());
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
}
