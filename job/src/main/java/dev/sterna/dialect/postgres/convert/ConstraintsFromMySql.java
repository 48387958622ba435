package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.convert.NameSpace;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.UniqueConstraint;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks and foreign keys of a MySQL or MariaDB table. */
final class ConstraintsFromMySql {
    private final ConversionDraft draft;
    private final Map<TableName, ConvertedTable> tables;
    private final ConvertedTable table;
    private final NameSpace names;

    /**
     * Constraints of one table.
     *
     * @param tables all that convert, by their names in the source
     * @param taken the table's keys, whose names are taken
     */
    ConstraintsFromMySql(
            ConversionDraft draft,
            Map<TableName, ConvertedTable> tables,
            ConvertedTable table,
            List<UniqueConstraint> taken) {
        this.draft = draft;
        this.tables = tables;
        this.table = table;
        this.names = draft.names("constraints of " + table.name());
        taken.forEach(key -> names.reserve(key.name()));
    }

    /** @param periods those of the schema */
    List<Check> checks(PeriodsFromMySql periods) {
        List<Check> checks = new ArrayList<>();
        for (Check check : table.source().checks()) {
            convert(check, checks);
        }
        checks.addAll(periods.checks(table, names));
        checks.addAll(new TypeChecksFromMySql(draft, table, names).checks());
        return checks;
    }

    private void convert(Check check, List<Check> checks) {
        ObjectName object = name(ObjectKind.CHECK, check.name());
        if (!check.enforced() && !draft.server().atLeast(18, 0)) {
            draft.say(PostgresRule.CHECK_NOT_ENFORCED.verdict(object, null, null, check.sql()));
            return;
        }
        try {
            String sql = draft.condition(table.source().name(), check.sql());
            String name = names.take(
                    check.column() == null ? check.name() : table.name().name() + "_" + check.name() + "_check");
            checks.add(new Check(name, sql, check.enforced(), check.enforced(), false, check.comment()));
            draft.say(PostgresRule.CHECK_KEPT.verdict(object, sql));
        } catch (Untranslatable reason) {
            draft.say(PostgresRule.CHECK_BY_HAND.verdict(object, null, reason.getMessage(), check.sql()));
        }
    }

    List<ForeignKey> foreignKeys() {
        List<ForeignKey> keys = new ArrayList<>();
        for (ForeignKey key : table.source().foreignKeys()) {
            ObjectName object = name(ObjectKind.FOREIGN_KEY, key.name());
            ConvertedTable other = tables.get(key.target());
            String obstacle = obstacle(key, other);
            if (obstacle != null) {
                draft.say(PostgresRule.FOREIGN_KEY_BY_HAND.verdict(object, null, obstacle, describe(key)));
                continue;
            }
            String name = names.take(key.name(), "foreign key");
            keys.add(new ForeignKey(
                    name,
                    table.names(key.columns()),
                    other.name(),
                    other.names(key.referenced()),
                    key.onDelete(),
                    key.onUpdate(),
                    false,
                    Deferral.NOT_DEFERRABLE,
                    key.validated(),
                    List.of(),
                    key.comment()));
            draft.say(PostgresRule.FOREIGN_KEY_KEPT.verdict(object, name + " to " + other.name()));
        }
        return keys;
    }

    /** Why PostgreSQL would not take it, or null. */
    private String obstacle(ForeignKey key, ConvertedTable other) {
        if (other == null) {
            return key.target() + " is not migrated";
        }
        if (!table.has(key.columns()) || !other.has(key.referenced())) {
            return "a column of it does not convert";
        }
        Set<String> referenced = new HashSet<>(key.referenced());
        boolean unique = Stream.concat(
                        Stream.ofNullable(other.source().primaryKey()), other.source().uniques().stream())
                .filter(candidate -> candidate.columns().stream().allMatch(part -> part.prefix() == 0))
                .map(candidate ->
                        candidate.columns().stream().map(Index.Part::column).collect(Collectors.toSet()))
                .anyMatch(referenced::equals);
        if (!unique) {
            return "no unique key of " + key.target() + " is over " + String.join(", ", key.referenced());
        }
        for (int i = 0; i < key.columns().size(); i++) {
            Column from = table.columns().get(key.columns().get(i));
            Column to = other.columns().get(key.referenced().get(i));
            boolean narrower = from.type() instanceof LogicalType.Int || !(to.type() instanceof LogicalType.Int);
            if (!narrower || !family(from.type()).equals(family(to.type()))) {
                return "column " + from.name() + " is " + from.nativeType() + ", but " + to.name() + " is "
                        + to.nativeType();
            }
        }
        return null;
    }

    /** Types between which PostgreSQL has an operator that a foreign key can use. */
    private static String family(LogicalType type) {
        return switch (type.kind()) {
            case INT, DECIMAL, NUMERIC, REAL -> "number";
            case CHAR, TEXT, ENUM, SET -> "text";
            case TIMESTAMP, INSTANT, DATE -> "time";
            case OPAQUE -> ((LogicalType.Opaque) type).nativeType();
            case BOOL, BYTES, BIT, TIME, UUID, JSON -> type.kind().name();
        };
    }

    private static String describe(ForeignKey key) {
        return "FOREIGN KEY (" + String.join(", ", key.columns()) + ") REFERENCES " + key.target() + " ("
                + String.join(", ", key.referenced()) + ") ON DELETE "
                + key.onDelete().sql() + " ON UPDATE "
                + key.onUpdate().sql();
    }

    private ObjectName name(ObjectKind kind, String name) {
        return ConversionDraft.of(kind, table.source().name(), name);
    }
}
