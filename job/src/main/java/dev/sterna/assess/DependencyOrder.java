package dev.sterna.assess;

import dev.sterna.assess.Assessment.Need;
import dev.sterna.assess.Assessment.Order;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Orders tables by what they need, and lists what other objects need. */
final class DependencyOrder {
    private DependencyOrder() {}

    /** @param chosen the tables that take part */
    static Order of(Schema schema, Set<TableName> chosen) {
        Map<TableName, Set<TableName>> needs = new TreeMap<>();
        for (TableDefinition table : schema.tables()) {
            if (chosen.contains(table.name())) {
                Set<TableName> others = new TreeSet<>();
                table.foreignKeys().stream()
                        .map(ForeignKey::target)
                        .filter(target -> chosen.contains(target) && !target.equals(table.name()))
                        .forEach(others::add);
                needs.put(table.name(), others);
            }
        }
        List<List<String>> levels = new ArrayList<>();
        while (true) {
            List<TableName> free = needs.entrySet().stream()
                    .filter(entry -> entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            if (free.isEmpty()) {
                break;
            }
            levels.add(free.stream().map(TableName::toString).toList());
            needs.keySet().removeAll(free);
            needs.values().forEach(others -> others.removeAll(free));
        }
        return new Order(
                levels, needs.keySet().stream().map(TableName::toString).toList(), dependencies(schema));
    }

    private static List<Need> dependencies(Schema schema) {
        Set<Need> needs = new LinkedHashSet<>();
        for (View view : schema.views()) {
            String name = (view.materialized() ? "materialized view " : "view ") + view.name();
            view.uses().forEach(used -> needs.add(new Need(name, relation(schema, used))));
        }
        schema.dependencies()
                .forEach(dependency -> needs.add(new Need(
                        dependency.object().toString(), dependency.needs().toString())));
        return List.copyOf(needs);
    }

    private static String relation(Schema schema, TableName name) {
        return schema.views().stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .map(view -> (view.materialized() ? "materialized view " : "view ") + name)
                .orElse("table " + name);
    }
}
