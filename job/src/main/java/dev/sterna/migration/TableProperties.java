package dev.sterna.migration;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.Exclusion;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Partitioning;
import dev.sterna.model.schema.RowSecurity;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The properties of a table and of all that belongs to it. */
final class TableProperties {
    /** The property of a column that says its type. */
    static final String TYPE = "type";

    /** The property of a column that says by which characters its texts are kept. */
    static final String CHARSET = "character set";

    static final String ON_DELETE = "on delete";
    static final String ON_UPDATE = "on update";

    /** Properties of a foreign key that say what becomes of rows that refer. */
    static final Set<String> ACTIONS = Set.of(ON_DELETE, ON_UPDATE);

    /** What such a property is where rows that are referred to stay. */
    static final Set<String> REFUSING = Set.of(action(ForeignKey.Action.NO_ACTION), action(ForeignKey.Action.RESTRICT));

    private final ObjectProperties properties;
    private final TableDefinition table;
    private final String schema;
    private final String name;

    TableProperties(ObjectProperties properties, TableDefinition table) {
        this.properties = properties;
        this.table = table;
        this.schema = table.name().schema();
        this.name = table.name().name();
    }

    void add() {
        addTable();
        table.columns().forEach(this::addColumn);
        addKeys();
        table.indexes().forEach(index -> index(properties, table.name(), index));
        table.foreignKeys().forEach(this::addForeignKey);
        table.checks().forEach(this::addCheck);
        table.exclusions().forEach(this::addExclusion);
        if (table.owner() != null) {
            properties.of(ObjectKind.OWNER, schema, null, name).state("owner", table.owner());
        }
        addComments();
    }

    private void addTable() {
        ObjectProperties.Of of = properties
                .of(ObjectKind.TABLE, schema, null, name)
                .structure(
                        "columns",
                        table.columns().stream()
                                .map(column -> column.column().name())
                                .toList())
                .structure("inherits", table.parents().isEmpty() ? null : table.parents())
                .structure("system versioned", table.systemVersioned() ? true : null);
        table.storage().forEach((key, value) -> of.structure(SchemaComparison.STORAGE + key, value));
        Partitioning partitioning = table.partitioning();
        if (partitioning != null) {
            of.structure("partitioned by", partitioning.method() + " " + partitioning.columns())
                    .expression("partitions", partitioning.definition());
        }
        if (table.partition() != null) {
            of.structure("partition of", table.partition().of())
                    .expression("bound", table.partition().bound());
        }
        RowSecurity security = table.rowSecurity();
        if (security != null) {
            of.state("row security", security.enabled() ? security.forced() ? "forced" : "enabled" : "disabled");
            security.policies().forEach(this::addPolicy);
        }
    }

    private void addPolicy(RowSecurity.Policy policy) {
        properties
                .of(ObjectKind.POLICY, schema, name, policy.name())
                .structure("permissive", policy.permissive())
                .structure("command", policy.command())
                .structure("roles", policy.roles())
                .expression("using", policy.using())
                .expression("check", policy.check());
    }

    private void addColumn(ColumnDefinition column) {
        String own = column.column().name();
        Map<String, String> storage = new TreeMap<>(column.storage());
        storage.remove(ColumnDefinition.DECLARED);
        ObjectProperties.Of of = properties
                .of(ObjectKind.COLUMN, schema, name, own)
                .structure(TYPE, properties.form().type(column.column().nativeType()))
                .structure(
                        "not null",
                        properties.form().tellsNullability(column)
                                ? !column.column().nullable()
                                : null)
                .structure(CHARSET, properties.form().charset(column.column().charset()))
                .structure(
                        "collation", properties.form().charset(column.column().collation()))
                .structure("storage", SchemaProperties.text(storage))
                // A column that came by joining a parent cannot be without it.
                .state("declared beside its parent's", column.storage().get(ColumnDefinition.DECLARED))
                .expression("on update", column.onUpdateSql());
        if (column.generation() != null) {
            of.structure("computed", column.generation().stored() ? "stored" : "virtual")
                    .expression("computed as", column.generation().sql());
        } else if (column.defaultSql() != null) {
            properties.of(ObjectKind.DEFAULT, schema, name, own).expression("default", column.defaultSql());
        }
        if (column.identity() != null) {
            of.structure("numbering", column.identity().kind().name().toLowerCase(Locale.ROOT));
            boolean serial = column.identity().kind() == ColumnDefinition.Identity.Kind.SERIAL;
            if (column.identity().sequence() != null && !serial) {
                SchemaProperties.sequence(properties, column.identity().sequence(), table.name(), own);
            }
        }
    }

    private void addKeys() {
        UniqueConstraint primary = table.primaryKey();
        if (primary != null) {
            properties
                    .of(ObjectKind.PRIMARY_KEY, schema, name, "primary key")
                    .structure("columns", parts(primary.columns()))
                    .structure("included", primary.included())
                    .structure("without overlaps in", primary.period())
                    .structure("checked", deferral(primary.deferral()));
        }
        for (UniqueConstraint unique : table.uniques()) {
            properties
                    .of(ObjectKind.UNIQUE_CONSTRAINT, schema, name, unique.name())
                    .structure("columns", parts(unique.columns()))
                    .structure("included", unique.included())
                    .structure("without overlaps in", unique.period())
                    .structure("nulls not distinct", unique.nullsNotDistinct())
                    .structure("checked", deferral(unique.deferral()));
        }
    }

    static void index(ObjectProperties properties, TableName on, Index index) {
        ObjectProperties.Of of = properties
                .of(ObjectKind.INDEX, on.schema(), on.name(), index.name())
                .structure("unique", index.unique())
                .structure("method", index.method())
                .structure("columns", parts(index.parts()))
                .structure("included", index.included())
                .structure("nulls not distinct", index.nullsNotDistinct())
                .structure("used", index.visible())
                .expression("condition", index.predicate());
        for (int i = 0; i < index.parts().size(); i++) {
            of.expression("expression " + (i + 1), index.parts().get(i).expression());
        }
    }

    private static List<String> parts(List<Index.Part> parts) {
        return parts.stream().map(TableProperties::part).toList();
    }

    private static String part(Index.Part part) {
        boolean nullsFirst = part.nullsFirst() != null && part.nullsFirst() != part.descending();
        return (part.column() == null ? "(expression)" : part.column())
                + (part.prefix() > 0 ? "(" + part.prefix() + ")" : "")
                + (part.collation() == null ? "" : " collate " + part.collation())
                + (part.operatorClass() == null ? "" : " " + part.operatorClass())
                + (part.descending() ? " desc" : "")
                + (nullsFirst ? part.nullsFirst() ? " nulls first" : " nulls last" : "");
    }

    private void addForeignKey(ForeignKey key) {
        properties
                .of(ObjectKind.FOREIGN_KEY, schema, name, key.name())
                .structure("columns", key.columns())
                .structure("refers to", key.target() + " " + key.referenced())
                .structure(ON_DELETE, action(key.onDelete()))
                .structure(ON_UPDATE, action(key.onUpdate()))
                .structure("sets", key.setColumns())
                .structure("match full", key.matchFull())
                .structure("checked", deferral(key.deferral()))
                .state("validated", key.validated());
    }

    private static String action(ForeignKey.Action action) {
        return action.sql().toLowerCase(Locale.ROOT);
    }

    private void addCheck(Check check) {
        properties
                .of(ObjectKind.CHECK, schema, name, check.name())
                .expression("condition", check.sql())
                .structure("enforced", check.enforced())
                .structure("not inherited", check.noInherit())
                .state("validated", check.enforced() ? check.validated() : null);
    }

    private void addExclusion(Exclusion exclusion) {
        properties
                .of(ObjectKind.EXCLUSION, schema, name, exclusion.name())
                .expression("definition", exclusion.sql())
                .structure("checked", deferral(exclusion.deferral()));
    }

    private static String deferral(Deferral deferral) {
        return deferral == null || deferral == Deferral.NOT_DEFERRABLE
                ? "at once"
                : deferral.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void addComments() {
        comment("table", table.comment());
        table.columns().forEach(column -> comment("column " + column.column().name(), column.comment()));
        table.indexes().forEach(index -> comment("index " + index.name(), index.comment()));
        if (table.primaryKey() != null) {
            comment("primary key", table.primaryKey().comment());
        }
        table.uniques().forEach(key -> comment("index " + key.name(), key.comment()));
        table.foreignKeys().forEach(key -> comment("foreign key " + key.name(), key.comment()));
        table.checks().forEach(check -> comment("check " + check.name(), check.comment()));
        table.exclusions().forEach(exclusion -> comment("exclusion " + exclusion.name(), exclusion.comment()));
    }

    private void comment(String property, String text) {
        if (text != null && !text.isEmpty()) {
            String joined = text.lines().collect(Collectors.joining("\n"));
            properties.of(ObjectKind.COMMENT, schema, null, name).state(property, joined);
        }
    }
}
