package dev.sterna.sync;

import dev.sterna.changes.ChangedTable;
import dev.sterna.compare.JsonColumns;
import dev.sterna.compare.TablePair;
import dev.sterna.digest.RowHash;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.TablePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The planned tables as they can be compared and changed now; those that cannot are set aside. */
final class PairedTables {
    private final Route route;
    private final FailedTables failed;
    private final RowHash hash;
    private final Map<String, Table> written = new HashMap<>();

    PairedTables(Route route, FailedTables failed, RowHash hash) {
        this.route = route;
        this.failed = failed;
        this.hash = hash;
    }

    /** As both sides are compared. */
    List<TablePair> pairs(List<TablePlan> tables) {
        Map<TableName, Table> targets = present(
                route.migration().target(),
                tables.stream().map(TablePlan::target).toList());
        Map<TableName, Table> sources = route.isReverse()
                ? present(route.to(), tables.stream().map(TablePlan::source).toList())
                : Map.of();
        Syncable syncable = new Syncable(route);
        List<TablePair> pairs = new ArrayList<>();
        for (TablePlan table : tables) {
            Table found = targets.get(table.target().name());
            Table there = route.isReverse() ? sources.get(table.source().name()) : found;
            Optional<SternaException> refusal = syncable.refusal(table, found, there);
            if (refusal.isPresent()) {
                failed.setAside(table, refusal.get());
            } else {
                Table own = found.likewise(table.target());
                written.put(table.name(), route.isReverse() ? there : own);
                TablePair pair = table.pairWith(own);
                if (route.isReverse() && pair.key().isEmpty() && json(pair).any()) {
                    failed.setAside(table, Syncable.rewritten(table));
                } else {
                    pairs.add(pair);
                }
            }
        }
        return pairs;
    }

    private static Map<TableName, Table> present(Database database, List<Table> planned) {
        List<String> schemas =
                planned.stream().map(table -> table.name().schema()).distinct().toList();
        return database.catalog(schemas).tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
    }

    /** The tables as they can be changed, by their plans. */
    Map<TablePlan, ChangedTable> changeable(List<TablePlan> tables) {
        Map<String, TablePair> pairs =
                pairs(tables).stream().collect(Collectors.toMap(TablePair::name, Function.identity()));
        Map<TablePlan, ChangedTable> changeable = new LinkedHashMap<>();
        tables.stream()
                .filter(plan -> pairs.containsKey(plan.name()))
                .forEach(plan -> changeable.put(plan, changed(plan, pairs.get(plan.name()))));
        return changeable;
    }

    /** A table as it can be changed. */
    ChangedTable changed(TablePlan plan, TablePair pair) {
        return changed(plan, pair, pair);
    }

    /** The same by some columns of the pair. */
    ChangedTable changed(TablePlan plan, TablePair whole, TablePair some) {
        return route.changed(plan, whole, some, written.get(plan.name()), hash);
    }

    private JsonColumns json(TablePair pair) {
        return JsonColumns.of(pair, route.migration().target().dialect().digests());
    }

    /** The source's names of the columns whose values came to the target in another form, and would come back in that. */
    Set<String> bent(TablePlan plan, TablePair pair) {
        if (!route.isReverse() || pair.key().isEmpty()) {
            return Set.of();
        }
        boolean[] rewritten = json(pair).which();
        Set<String> bent = new LinkedHashSet<>();
        for (int i = 0; i < rewritten.length; i++) {
            String column = pair.columns().get(i);
            if (rewritten[i]
                    || !plan.conversions().of(plan.source().column(column)).isEmpty()) {
                bent.add(column);
            }
        }
        return bent;
    }
}
