package dev.sterna.plan;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.Wave.CrossingKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the tables of a plan need of each other: the foreign keys between them, those of partitions too, and inheritance. */
final class WaveKeys {
    private final Map<TableName, TableDefinition> definitions = new HashMap<>();
    private final Set<TableName> tables;
    private final List<Key> keys = new ArrayList<>();
    private final Map<TableName, Set<TableName>> references = new HashMap<>();

    private record Key(TableName from, String name, TableName to) {}

    /** @param tables those of the plan, by the source's names */
    WaveKeys(List<TableDefinition> definitions, Collection<TableName> tables) {
        this.tables = Set.copyOf(tables);
        definitions.forEach(table -> this.definitions.put(table.name(), table));
        definitions.stream().sorted(Comparator.comparing(TableDefinition::name)).forEach(this::add);
    }

    private void add(TableDefinition table) {
        TableName from = root(table.name());
        if (!tables.contains(from)) {
            return;
        }
        for (ForeignKey key : table.foreignKeys()) {
            TableName to = root(key.target());
            if (tables.contains(to) && !to.equals(from)) {
                keys.add(new Key(from, key.name(), to));
                refer(from, to);
            }
        }
        // A table that takes over another's columns cannot be made without it, and the other's rows are its rows too.
        for (TableName parent : table.parents()) {
            TableName other = root(parent);
            if (tables.contains(other)) {
                refer(from, other);
                refer(other, from);
            }
        }
    }

    private void refer(TableName from, TableName to) {
        references.computeIfAbsent(from, table -> new HashSet<>()).add(to);
    }

    private TableName root(TableName table) {
        TableDefinition definition = definitions.get(table);
        return definition == null || definition.partition() == null || tables.contains(table)
                ? table
                : root(definition.partition().of());
    }

    /** The tables in groups: those that refer to each other in a circle together; none before one that it refers to. */
    List<List<TableName>> groups() {
        return TableCircles.of(tables.stream().sorted().toList(), references);
    }

    /** The waves with the keys that cross them. */
    List<Wave> waves(Map<TableName, Integer> numbers) {
        int count = numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<List<String>> names = new ArrayList<>();
        List<Set<CrossingKey>> crossing = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(new ArrayList<>());
            crossing.add(new LinkedHashSet<>());
        }
        numbers.keySet().stream()
                .sorted()
                .forEach(table -> names.get(numbers.get(table) - 1).add(table.toString()));
        for (Key key : keys) {
            int from = numbers.get(key.from());
            int to = numbers.get(key.to());
            if (from != to) {
                crossing.get(Math.max(from, to) - 1)
                        .add(new CrossingKey(
                                key.from().toString(), key.name(), key.to().toString()));
            }
        }
        List<Wave> waves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waves.add(new Wave(names.get(i), List.copyOf(crossing.get(i))));
        }
        return waves;
    }
}
