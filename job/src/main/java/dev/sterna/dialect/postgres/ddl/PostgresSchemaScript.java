package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.SchemaScript;
import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A schema of PostgreSQL as statements for PostgreSQL, without loss: every object is made again under its own name. An
 * {@link OtherObject} without a definition has none; whoever runs the script lists them for a person. Owners and grants
 * name roles that must be there; their statements are told by {@link ObjectKind#OWNER} and {@link ObjectKind#GRANT}.
 */
final class PostgresSchemaScript {
    private static final Set<ObjectKind> VIEWS = Set.of(ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    /** Other objects that tables and routines may need; the order is for those whose needs the catalogue does not tell. */
    private static final List<String> EARLY = List.of(
            "language",
            "access method",
            "collation",
            "text search dictionary",
            "text search configuration",
            "foreign-data wrapper",
            "foreign server",
            "operator",
            "operator family",
            "operator class",
            "cast",
            "transform",
            "conversion",
            "foreign table");

    /** These belong to the statement that makes their table: its children take over what they say. */
    private static final Set<String> OF_TABLE = Set.of(
            "not-null constraint", "type of the table", "table tablespace", "unlogged sequence", "column setting");

    /** An event trigger would fire, a publication publish, for all that comes after it. */
    private static final List<String> LAST = List.of("default privileges", "publication", "event trigger");

    private final Schema schema;
    private final CreationOrder order;
    private final List<Statement> before = new ArrayList<>();
    private final List<Statement> after = new ArrayList<>();

    private PostgresSchemaScript(Schema schema) {
        this.schema = schema;
        this.order = new CreationOrder(schema.dependencies());
    }

    static SchemaScript script(Schema schema) {
        PostgresSchemaScript ddl = new PostgresSchemaScript(schema);
        ddl.addBefore();
        ddl.addAfter();
        return new SchemaScript(ddl.before, ddl.after);
    }

    private void addBefore() {
        Set<String> spaces = new LinkedHashSet<>(schema.names());
        schema.extensions().forEach(extension -> spaces.add(extension.schema()));
        spaces.remove("pg_catalog");
        spaces.forEach(name -> before.add(new Statement(
                new ObjectName(ObjectKind.SCHEMA, name, null, name),
                "CREATE SCHEMA IF NOT EXISTS " + Literals.identifier(name))));
        schema.extensions()
                .forEach(extension -> before.add(new Statement(
                        new ObjectName(ObjectKind.EXTENSION, extension.schema(), null, extension.name()),
                        "CREATE EXTENSION IF NOT EXISTS " + Literals.identifier(extension.name()) + " SCHEMA "
                                + Literals.identifier(extension.schema()) + " CASCADE")));
        collect();
        before.addAll(order.take(order.names().stream()
                .filter(name -> !VIEWS.contains(name.kind()) && !order.reaches(name, VIEWS))
                .toList()));
        // What tables need of views, and what these need.
        before.addAll(order.take(order.names().stream()
                .filter(name -> !VIEWS.contains(name.kind()) && name.kind() != ObjectKind.ROUTINE)
                .toList()));
        schema.sequences().stream()
                .filter(sequence -> sequence.ownedBy() != null)
                .forEach(sequence -> before.add(TableSql.ownedBy(sequence)));
        addOthers(before, other -> OF_TABLE.contains(other.what()) && !isNotNull(other) && isOfTable(other));
    }

    /** Everything that has an order, kind by kind. */
    private void collect() {
        for (String what : EARLY) {
            schema.others().stream()
                    .filter(other -> other.what().equals(what) && other.definition() != null)
                    .forEach(
                            other -> order.add(other.name(), List.of(new Statement(other.name(), other.definition()))));
        }
        schema.types().forEach(type -> order.add(ObjectSql.name(type), ObjectSql.type(type)));
        schema.sequences()
                .forEach(sequence -> order.add(TableSql.sequenceName(sequence), List.of(TableSql.sequence(sequence))));
        schema.routines().forEach(routine -> order.add(ObjectSql.name(routine), List.of(ObjectSql.routine(routine))));
        Set<ObjectName> late = lateDefaults();
        TableSql tables = new TableSql(schema, late);
        for (TableDefinition table : schema.tables()) {
            ObjectName name = ObjectSql.name(ObjectKind.TABLE, table.name());
            List<Statement> statements = new ArrayList<>(tables.create(table));
            addOthers(
                    statements,
                    other -> isNotNull(other)
                            && table.name().schema().equals(other.name().schema())
                            && table.name().name().equals(other.name().table()));
            order.add(name, statements);
            for (ColumnDefinition column : table.columns()) {
                ObjectName columnDefault = TableSql.defaultName(table, column);
                if (late.contains(columnDefault)) {
                    order.need(columnDefault, name);
                    order.add(columnDefault, List.of(TableSql.lateDefault(table, column)));
                }
            }
        }
        schema.views().forEach(view -> order.add(ObjectSql.name(view), List.of(ObjectSql.view(view, false))));
        needSequences();
    }

    private void needSequences() {
        for (Schema.Dependency dependency : schema.dependencies()) {
            ObjectName object = dependency.object();
            if (object.kind() == ObjectKind.DEFAULT && dependency.needs().kind() != ObjectKind.ROUTINE) {
                order.need(new ObjectName(ObjectKind.TABLE, object.schema(), null, object.table()), dependency.needs());
            }
        }
    }

    private Set<ObjectName> lateDefaults() {
        Set<ObjectName> late = new HashSet<>();
        for (Schema.Dependency dependency : schema.dependencies()) {
            if (dependency.object().kind() == ObjectKind.DEFAULT
                    && dependency.needs().kind() == ObjectKind.ROUTINE) {
                late.add(dependency.object());
            }
        }
        return late;
    }

    private void addAfter() {
        sequenceValues();
        // A parent's key or index takes those of its partitions as its parts, when they are there.
        List<TableDefinition> leavesFirst = leavesFirst();
        KeyNames names = new KeyNames(schema);
        leavesFirst.forEach(table -> after.addAll(new ConstraintSql(table).keys(names)));
        leavesFirst.forEach(table -> after.addAll(new ConstraintSql(table).indexes()));
        leavesFirst.forEach(table -> after.addAll(new ConstraintSql(table).checks()));
        Set<TableName> partitioned = schema.tables().stream()
                .filter(table -> table.partitioning() != null)
                .map(TableDefinition::name)
                .collect(Collectors.toSet());
        leavesFirst.forEach(table -> after.addAll(new ConstraintSql(table).foreignKeys(partitioned)));
        addLate(ObjectKind.FOREIGN_KEY);
        addViews();
        schema.triggers().forEach(this::addTrigger);
        addLate(ObjectKind.OTHER);
        addLate(ObjectKind.DEFAULT);
        schema.tables().stream()
                .filter(table -> table.rowSecurity() != null)
                .forEach(table -> after.addAll(ObjectSql.rowSecurity(table)));
        after.addAll(AccessSql.comments(schema));
        addLate(ObjectKind.COMMENT);
        after.addAll(AccessSql.owners(schema));
        addLate(ObjectKind.OWNER);
        after.addAll(AccessSql.grants(schema.grants()));
        addLate(ObjectKind.GRANT);
        addLate(ObjectKind.SETTING);
        LAST.forEach(what -> addOthers(after, other -> other.what().equals(what)));
        LAST.forEach(what -> addOthers(
                after,
                other -> other.what().equals("comment on " + what)
                        || other.what().equals("owner of " + what)));
    }

    private void sequenceValues() {
        List<Sequence> sequences = new ArrayList<>(schema.sequences());
        for (TableDefinition table : schema.tables()) {
            for (ColumnDefinition column : table.columns()) {
                Identity identity = column.identity();
                if (identity != null && identity.kind() != Identity.Kind.SERIAL && identity.sequence() != null) {
                    sequences.add(identity.sequence());
                }
            }
        }
        sequences.stream()
                .filter(sequence -> sequence.next() != null)
                .forEach(sequence -> after.add(TableSql.next(sequence)));
    }

    /** Views that are there already stay; materialized ones among them are filled now. */
    private void addViews() {
        List<Statement> refreshes = new ArrayList<>();
        for (View view : schema.views()) {
            ObjectName name = ObjectSql.name(view);
            if (!view.materialized()) {
                continue;
            }
            if (!order.isMade(name)) {
                order.replace(name, List.of(ObjectSql.view(view, true)));
            } else if (view.populated()) {
                refreshes.add(new Statement(name, "REFRESH MATERIALIZED VIEW " + Literals.qualified(view.name())));
            }
        }
        after.addAll(refreshes);
        after.addAll(order.take(List.copyOf(order.names())));
        schema.views()
                .forEach(view -> view.indexes().forEach(index -> after.add(ConstraintSql.index(view.name(), index))));
    }

    private void addTrigger(Trigger trigger) {
        ObjectName name = new ObjectName(
                ObjectKind.TRIGGER, trigger.table().schema(), trigger.table().name(), trigger.name());
        after.add(new Statement(name, trigger.definition()));
        if (!trigger.enabled()) {
            after.add(new Statement(
                    name,
                    "ALTER TABLE " + Literals.qualified(trigger.table()) + " DISABLE TRIGGER "
                            + Literals.identifier(trigger.name())));
        }
    }

    private List<TableDefinition> leavesFirst() {
        Map<TableName, TableDefinition> byName = new HashMap<>();
        schema.tables().forEach(table -> byName.put(table.name(), table));
        return schema.tables().stream()
                .sorted(Comparator.comparingInt((TableDefinition table) -> -depth(table, byName)))
                .toList();
    }

    private static int depth(TableDefinition table, Map<TableName, TableDefinition> byName) {
        List<TableName> parents =
                table.partition() != null ? List.of(table.partition().of()) : table.parents();
        return parents.stream()
                .filter(byName::containsKey)
                .mapToInt(parent -> 1 + depth(byName.get(parent), byName))
                .max()
                .orElse(0);
    }

    private void addOthers(List<Statement> statements, Predicate<OtherObject> wanted) {
        for (OtherObject other : schema.others()) {
            if (other.definition() != null && wanted.test(other)) {
                statements.add(new Statement(other.name(), other.definition()));
            }
        }
    }

    /** Those that have no place of their own earlier or at the end. */
    private void addLate(ObjectKind kind) {
        addOthers(
                after,
                other -> other.name().kind() == kind
                        && !EARLY.contains(other.what())
                        && LAST.stream().noneMatch(what -> other.what().endsWith(what))
                        && !(OF_TABLE.contains(other.what()) && isOfTable(other)));
    }

    /** Whether it is an object with a name of its own, and no setting of another one. */
    static boolean isObject(OtherObject other) {
        String what = other.what();
        return EARLY.contains(what) || LAST.contains(what) || what.equals("statistics object") || what.equals("rule");
    }

    private static boolean isNotNull(OtherObject other) {
        return other.what().equals("not-null constraint");
    }

    /** Settings of an index or of a materialized view wait until it is there. */
    private static boolean isOfTable(OtherObject other) {
        return other.definition() != null
                && (other.definition().startsWith("ALTER TABLE ")
                        || other.definition().startsWith("ALTER SEQUENCE "));
    }
}
