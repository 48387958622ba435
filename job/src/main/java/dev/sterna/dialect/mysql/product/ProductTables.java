package dev.sterna.dialect.mysql.product;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.mysql.sql.MySqlIdentifiers;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Partitioning;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The tables of one product on the other. */
final class ProductTables {
    private static final String ENGINE = "ENGINE";
    private static final String OPTIONS = "CREATE_OPTIONS";

    private final ProductFeatures to;
    private final ProductVerdicts verdicts;
    private final ProductColumns columns;
    private final ProductIndexes indexes;
    private final ProductCollations collations;
    private final Map<TableName, Set<String>> kept = new HashMap<>();
    private final Set<String> checkNames = new HashSet<>();

    ProductTables(ProductFeatures to, ProductVerdicts verdicts) {
        this.to = to;
        this.verdicts = verdicts;
        this.columns = new ProductColumns(to, verdicts);
        this.indexes = new ProductIndexes(to, verdicts);
        this.collations = new ProductCollations(to);
    }

    List<TableDefinition> of(List<TableDefinition> tables) {
        Map<TableName, List<ColumnDefinition>> converted = new HashMap<>();
        for (TableDefinition table : tables) {
            List<ColumnDefinition> found = table.columns().stream()
                    .map(column -> columns.of(table.name(), column))
                    .filter(Objects::nonNull)
                    .toList();
            converted.put(table.name(), found);
            kept.put(table.name(), ProductColumns.names(found));
        }
        return tables.stream()
                .map(table -> table(table, converted.get(table.name())))
                .toList();
    }

    private TableDefinition table(TableDefinition table, List<ColumnDefinition> found) {
        TableName name = table.name();
        Set<String> there = kept.get(name);
        if (table.systemVersioned() && !to.isMariaDb()) {
            verdicts.say(ProductRule.SYSTEM_VERSIONING, ConversionDraft.of(ObjectKind.SYSTEM_VERSIONING, name), null);
        }
        Partitioning partitioning = partitioning(table);
        Map<String, String> storage = storage(table);
        return new TableDefinition(
                name,
                found,
                product(table, ObjectKind.PRIMARY_KEY, primaryKey(table, there)),
                indexes.uniques(table, there).stream()
                        .map(key -> product(table, ObjectKind.UNIQUE_CONSTRAINT, key))
                        .toList(),
                indexes.of(table, there),
                foreignKeys(table, there),
                checks(table, storage),
                table.exclusions(),
                partitioning,
                table.partition(),
                table.parents(),
                table.rowSecurity(),
                storage,
                table.systemVersioned() && to.isMariaDb(),
                table.owner(),
                table.comment(),
                table.estimatedRows(),
                table.estimatedBytes());
    }

    /** Of a versioned table the end of a row's time is a part of the key, which is one without it. */
    private static UniqueConstraint primaryKey(TableDefinition table, Set<String> there) {
        UniqueConstraint key = table.primaryKey();
        if (key == null) {
            return null;
        }
        List<Index.Part> parts = key.columns().stream()
                .filter(part -> there.contains(part.column()))
                .toList();
        return parts.isEmpty() ? null : key.over(parts);
    }

    private List<ForeignKey> foreignKeys(TableDefinition table, Set<String> there) {
        List<ForeignKey> found = new ArrayList<>();
        for (ForeignKey key : table.foreignKeys()) {
            Set<String> others = kept.get(key.target());
            if (there.containsAll(key.columns()) && (others == null || others.containsAll(key.referenced()))) {
                found.add(key);
            } else {
                verdicts.say(
                        ProductRule.FOREIGN_KEY_OF_LOST_COLUMN,
                        ConversionDraft.of(ObjectKind.FOREIGN_KEY, table.name(), key.name()),
                        null);
            }
        }
        return found;
    }

    private List<Check> checks(TableDefinition table, Map<String, String> there) {
        List<Check> found = new ArrayList<>();
        table.storage().forEach((key, columns) -> {
            if (isPeriod(key) && !there.containsKey(key)) {
                // What the period checks by itself.
                String name =
                        key.substring("PERIOD ".length() + 1, key.length() - 1).replace("``", "`");
                found.add(
                        check(table, new Check(name, columns.replaceFirst("`, `", "` < `"), true, true, false, null)));
            }
        });
        for (Check check : table.checks()) {
            ObjectName name = ConversionDraft.of(ObjectKind.CHECK, table.name(), check.name());
            String foreign = to.foreign(check.sql());
            if (foreign != null) {
                verdicts.say(ProductRule.CHECK, name, null, foreign, check.sql());
            } else if (!check.enforced() && to.isMariaDb()) {
                verdicts.say(ProductRule.CHECK_NOT_ENFORCED, name, null, null, check.sql());
            } else {
                found.add(check(table, check));
            }
        }
        if (!to.isMariaDb()) {
            table.columns().stream()
                    .filter(ColumnDefinition::isDocument)
                    .map(column -> column.column().name())
                    .map(name ->
                            new Check(name, "json_valid(" + MySqlLiterals.quote(name) + ")", true, true, false, null))
                    .forEach(check -> found.add(check(table, check)));
        }
        return found;
    }

    private Check check(TableDefinition table, Check check) {
        String name = check.name();
        // MySQL has no checks of columns: it makes one of the table of each, under a name of its own.
        boolean unique = to.isMariaDb() || checkNames.add(table.name().schema() + "." + name.toLowerCase(Locale.ROOT));
        if (!unique) {
            String longer = table.name().name() + "_" + name;
            name = new MySqlIdentifiers().fit(longer);
            checkNames.add(table.name().schema() + "." + name.toLowerCase(Locale.ROOT));
            verdicts.say(
                    ProductRule.CHECK_NAME, ConversionDraft.of(ObjectKind.CHECK, table.name(), check.name()), name);
        }
        return new Check(
                name,
                collations.in(check.sql()),
                check.enforced(),
                check.validated(),
                check.noInherit(),
                check.comment(),
                to.isMariaDb() ? check.column() : null);
    }

    private Partitioning partitioning(TableDefinition table) {
        Partitioning division = table.partitioning();
        if (division == null) {
            return null;
        }
        boolean unknown = division.method().startsWith("system_time")
                || division.parts().stream().anyMatch(part -> "DEFAULT".equals(part.bound()));
        if (unknown && !to.isMariaDb()) {
            verdicts.say(
                    ProductRule.PARTITIONING,
                    ConversionDraft.of(ObjectKind.PARTITIONING, table.name(), division.method()),
                    null,
                    null,
                    division.definition());
            return null;
        }
        // The clause names the engine; that of the other product may be within a comment.
        return to.same() && ProductFeatures.keepsEngine(table)
                ? division
                : new Partitioning(
                        division.method(),
                        division.columns(),
                        division.expression(),
                        division.parts(),
                        division.sub(),
                        null);
    }

    private Map<String, String> storage(TableDefinition table) {
        ObjectName name = ConversionDraft.of(ObjectKind.TABLE, table.name());
        Map<String, String> storage = new LinkedHashMap<>(table.storage());
        String engine = storage.getOrDefault(ENGINE, ProductFeatures.ENGINE);
        boolean kept = ProductFeatures.keepsEngine(table);
        if (!kept) {
            verdicts.say(ProductRule.ENGINE, name, "ENGINE=" + ProductFeatures.ENGINE, engine, null);
            storage.put(ENGINE, ProductFeatures.ENGINE);
            storage.remove("ROW_FORMAT");
        }
        String options = storage.remove(OPTIONS);
        String understood = to.options(options, kept);
        if (!Objects.equals(options, understood)) {
            verdicts.say(ProductRule.TABLE_OPTION, name, understood, options, null);
        }
        if (understood != null && !understood.isEmpty()) {
            storage.put(OPTIONS, understood);
        }
        String collation = storage.get("COLLATE");
        String target = collations.of(collation);
        if (target != null) {
            storage.put("COLLATE", target);
        }
        if (!ProductCollations.isEqual(collation, target)) {
            verdicts.say(ProductRule.TABLE_COLLATION, name, target, collation, null);
        }
        if (!to.isMariaDb()) {
            List<String> periods = storage.keySet().stream()
                    .filter(key -> key.startsWith("PERIOD "))
                    .toList();
            periods.forEach(storage::remove);
            periods.stream()
                    .filter(ProductTables::isPeriod)
                    .forEach(period -> verdicts.say(ProductRule.PERIOD, name, null, period, null));
        }
        return storage;
    }

    /** Of two columns, and not of the time in which rows were what they are. */
    private static boolean isPeriod(String key) {
        return key.startsWith("PERIOD `");
    }

    private UniqueConstraint product(TableDefinition table, ObjectKind kind, UniqueConstraint key) {
        if (key == null || key.period() == null || to.isMariaDb()) {
            return key;
        }
        verdicts.say(
                ProductRule.WITHOUT_OVERLAPS, ConversionDraft.of(kind, table.name(), key.name()), null, null, null);
        return key.withoutOverlapsIn(null);
    }
}
