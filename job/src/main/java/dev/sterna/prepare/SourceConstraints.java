package dev.sterna.prepare;

import dev.sterna.compare.TablePair;
import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.dialect.rows.ValueProbe.Look;
import dev.sterna.dialect.rows.ValueProbe.Suspicion;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.View;
import dev.sterna.migration.Database;
import dev.sterna.model.Column;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Verdict;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Foreign keys and checks of the target as the source has them, and whether the source's own rows keep to them, or the
 * same rows at the target to what they became. Both are asked only when one is in doubt. Thread-safe.
 */
final class SourceConstraints {
    private static final int KEYS = 5;
    private static final int FETCHED = 1000;

    private final Database source;
    private final Database target;
    private final ConvertedSchema conversion;
    private final Map<TableName, TablePlan> plans = new HashMap<>();
    private final Map<TableName, TableDefinition> wanted = new HashMap<>();
    private final BiPredicate<String, String> apart;
    private Map<TableName, TableDefinition> own;

    SourceConstraints(Database source, Database target, Plan plan, ConvertedSchema conversion) {
        this(source, target, plan, conversion, (table, other) -> false);
    }

    /** @param apart whether a backup shows two tables of the source, by their names, at different moments */
    SourceConstraints(
            Database source,
            Database target,
            Plan plan,
            ConvertedSchema conversion,
            BiPredicate<String, String> apart) {
        this.apart = apart;
        this.source = source;
        this.target = target;
        this.conversion = conversion;
        plan.tables().forEach(table -> plans.put(table.target().name(), table));
        conversion.schema().tables().forEach(table -> wanted.put(table.name(), table));
    }

    /**
     * Rows of the source that are against a constraint of the target, or where it has none such those of the target, if they
     * can be against it by how texts compare; empty where there are none, or nobody can tell.
     */
    Optional<BrokenRows> broken(ObjectName constraint) {
        if (constraint.table() == null) {
            return Optional.empty();
        }
        TableName name = new TableName(constraint.schema(), constraint.table());
        TablePlan plan = plans.get(name);
        TableDefinition table = plan == null ? null : source(plan.source().name());
        if (table == null) {
            return Optional.empty();
        }
        if (source.isKept()) {
            return acrossWaves(constraint, plan);
        }
        // Former rows were right in their time, and no constraint asks for them.
        Table from = plan.source().withoutFormerRows();
        Optional<String> against = condition(constraint, plan, table);
        return against.flatMap(condition -> rows(source, Side.SOURCE, from, condition, plan.where()))
                .or(() -> against.flatMap(
                        condition -> compared(constraint, plan, new FoldedColumns(source, target, plan, table))));
    }

    /** The target's rows that refer to rows which the source has got, or lost, between the moments of which both tables are. */
    private Optional<BrokenRows> acrossWaves(ObjectName constraint, TablePlan plan) {
        TableDefinition table = wanted.get(plan.target().name());
        if (table == null || constraint.kind() != ObjectKind.FOREIGN_KEY) {
            return Optional.empty();
        }
        return table.foreignKeys().stream()
                .filter(key -> key.name().equals(constraint.name()))
                .filter(key -> plans.containsKey(key.target()))
                .filter(key -> apart.test(plan.name(), plans.get(key.target()).name()))
                .findFirst()
                .flatMap(key -> atTarget(plan, target.dialect().valueProbe().orphan(plan.target(), key)))
                .map(BrokenRows::ofOtherMoments);
    }

    /** Whether rows of the target are against a check of it, which its server may have made without a look at them. */
    boolean isBrokenAtTarget(TableName table, Check check) {
        TablePlan plan = plans.get(table);
        return plan != null && atTarget(plan, "NOT (" + check.sql() + ")").isPresent();
    }

    /** The target's rows that are against what it tells apart in texts, and the source does not. */
    private Optional<BrokenRows> compared(ObjectName constraint, TablePlan plan, FoldedColumns folded) {
        TableDefinition table = wanted.get(plan.target().name());
        if (table == null) {
            return Optional.empty();
        }
        if (constraint.kind() == ObjectKind.CHECK) {
            return named(table, constraint.name())
                    .filter(folded::anyOf)
                    .flatMap(check -> atTarget(plan, "NOT (" + check.sql() + ")"));
        }
        ValueProbe probe = target.dialect().valueProbe();
        return table.foreignKeys().stream()
                .filter(key -> key.name().equals(constraint.name()))
                .filter(key -> !folded.of(key).isEmpty())
                .findFirst()
                // Where one refers to nothing at all, it is not a matter of how texts compare.
                .filter(key -> atTarget(plan, probe.orphan(plan.target(), key, folded.of(key)))
                        .isEmpty())
                .flatMap(key -> atTarget(plan, probe.orphan(plan.target(), key)));
    }

    private Optional<BrokenRows> atTarget(TablePlan plan, String condition) {
        return rows(target, Side.TARGET, plan.target(), condition, null);
    }

    private synchronized TableDefinition source(TableName name) {
        if (own == null) {
            Set<String> schemas = new LinkedHashSet<>(source.schemas());
            plans.values().forEach(plan -> schemas.add(plan.source().name().schema()));
            Schema schema = source.schema(List.copyOf(schemas));
            own = new HashMap<>();
            schema.tables().forEach(table -> own.put(table.name(), table));
        }
        return own.get(name);
    }

    private Optional<String> condition(ObjectName constraint, TablePlan plan, TableDefinition table) {
        ValueProbe probe = source.dialect().valueProbe();
        return switch (constraint.kind()) {
            case FOREIGN_KEY ->
                foreignKey(constraint, plan, table)
                        .map(key -> probe.orphan(plan.source().withoutFormerRows(), key));
            case CHECK ->
                check(constraint, plan, table)
                        .map(check -> "NOT (" + check.sql() + ")")
                        .or(() -> document(constraint, table));
            default -> Optional.empty();
        };
    }

    private Optional<ForeignKey> foreignKey(ObjectName constraint, TablePlan plan, TableDefinition table) {
        TableDefinition target = wanted.get(plan.target().name());
        if (target == null) {
            return Optional.empty();
        }
        Map<String, String> names = new HashMap<>();
        List<Column> from = plan.source().storedColumns();
        List<Column> to = plan.target().storedColumns();
        for (int i = 0; i < from.size(); i++) {
            names.put(to.get(i).name(), from.get(i).name());
        }
        return target.foreignKeys().stream()
                .filter(key -> key.name().equals(constraint.name()))
                .findFirst()
                .flatMap(key -> table.foreignKeys().stream()
                        .filter(other -> other.columns()
                                .equals(key.columns().stream().map(names::get).toList()))
                        .filter(other -> isTarget(key.target(), other.target()))
                        .findFirst());
    }

    private boolean isTarget(TableName target, TableName original) {
        TablePlan plan = plans.get(target);
        return plan != null && plan.source().name().equals(original);
    }

    /** By what it became first: the target may have another check under the name of one of the source's. */
    private Optional<Check> check(ObjectName constraint, TablePlan plan, TableDefinition table) {
        Optional<Check> made = Optional.ofNullable(wanted.get(plan.target().name()))
                .flatMap(definition -> named(definition, constraint.name()));
        return made.flatMap(check -> original(table, verdict -> check.sql().equals(verdict.becomes())))
                .or(() -> named(table, constraint.name()))
                .or(() -> original(table, verdict -> isOf(constraint, verdict, table)));
    }

    private Optional<Check> original(TableDefinition table, Predicate<Verdict> made) {
        return conversion.verdicts().stream()
                .filter(verdict -> verdict.object().kind() == ObjectKind.CHECK)
                .filter(verdict -> table.name().name().equals(verdict.object().table()))
                .filter(made)
                .findFirst()
                .flatMap(verdict -> named(table, verdict.object().name()));
    }

    /** Of the check that a text is JSON, which goes without saying of the source's column. */
    private Optional<String> document(ObjectName constraint, TableDefinition table) {
        return table.columns().stream()
                .filter(ColumnDefinition::isDocument)
                .filter(column -> constraint.name().equals(column.column().name())
                        || conversion.verdicts().stream()
                                .anyMatch(verdict -> isOf(constraint, verdict, table)
                                        && verdict.object()
                                                .name()
                                                .equals(column.column().name())))
                .findFirst()
                .map(column ->
                        source.dialect().valueProbe().breaks(column.column(), ValueLimit.of(ValueLimit.Kind.JSON)));
    }

    /** Whether a verdict on a check of the table is the one that made the target's. */
    private static boolean isOf(ObjectName constraint, Verdict verdict, TableDefinition table) {
        return verdict.object().kind() == ObjectKind.CHECK
                && table.name().name().equals(verdict.object().table())
                && verdict.becomes() != null
                && (verdict.becomes().equals(constraint.name())
                        || verdict.becomes().startsWith(constraint.name() + " "));
    }

    private static Optional<Check> named(TableDefinition table, String name) {
        return table.checks().stream()
                .filter(check -> name.equals(check.name()))
                .findFirst();
    }

    /** Rows of one side that a condition finds. */
    static Optional<BrokenRows> rows(Database database, Side side, Table table, String against, String where) {
        List<Column> key = TablePair.key(table).stream().map(table::column).toList();
        String query =
                database.dialect().valueProbe().all(new Look(table, key, List.of(new Suspicion(against, null)), where));
        return database.attempt(
                "look for rows of " + table.name() + " that break its constraints", table.name(), () -> {
                    try (Lane lane = database.lane(View.PRESENT)) {
                        return lane.query(query, FETCHED, answer -> rows(side, key, answer));
                    }
                });
    }

    private static Optional<BrokenRows> rows(Side side, List<Column> key, ResultSet answer) throws SQLException {
        long count = 0;
        List<String> keys = new ArrayList<>();
        while (answer.next()) {
            count++;
            if (keys.size() < KEYS && !key.isEmpty()) {
                List<String> parts = new ArrayList<>();
                for (int i = 0; i < key.size(); i++) {
                    parts.add(key.get(i).name() + " = " + answer.getString(i + 1));
                }
                keys.add(String.join(", ", parts));
            }
        }
        return count == 0 ? Optional.empty() : Optional.of(new BrokenRows(side, count, keys));
    }
}
