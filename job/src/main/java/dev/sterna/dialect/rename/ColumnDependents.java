package dev.sterna.dialect.rename;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.RowSecurity;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.View;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What names a column in SQL that nobody renames, so that the column cannot be called otherwise. Of the table's own: what
 * has that word and is not wholly understood. Anything else: where it has the table's name too. A text that happens to
 * have the word counts.
 */
public final class ColumnDependents {
    private final Schema schema;
    private final TableDefinition table;
    private final Map<String, String> names;
    private final ColumnTexts texts;
    private final Set<ObjectName> found = new LinkedHashSet<>();

    private ColumnDependents(Schema schema, TableDefinition table, Map<String, String> names, ColumnTexts texts) {
        this.schema = schema;
        this.table = table;
        this.names = names;
        this.texts = texts;
    }

    /**
     * What names one of the columns.
     *
     * @param names of columns that are to get others, by their own
     */
    public static Set<ObjectName> of(Schema schema, TableName name, Map<String, String> names, ColumnTexts texts) {
        TableDefinition table = schema.tables().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(null);
        if (table == null) {
            return Set.of();
        }
        ColumnDependents dependents = new ColumnDependents(schema, table, names, texts);
        dependents.ofTable(table);
        schema.tables().stream()
                .filter(part ->
                        part.partition() != null && part.partition().of().equals(table.name()))
                .forEach(dependents::ofTable);
        dependents.ofRelatives();
        dependents.ofPrograms();
        return dependents.found;
    }

    private void ofTable(TableDefinition of) {
        TableName name = of.name();
        for (ColumnDefinition column : of.columns()) {
            String own = column.column().name();
            if (column.generation() != null) {
                add(stays(of, column.generation().sql()), ObjectKind.GENERATED_COLUMN, name, own);
            }
            add(stays(of, column.defaultSql()), ObjectKind.DEFAULT, name, own);
        }
        of.checks().forEach(check -> add(stays(of, check.sql()), ObjectKind.CHECK, name, check.name()));
        for (Index index : of.indexes()) {
            boolean text =
                    index.definition() != null && named(index.definition()) && texts.index(index, of, names) == null;
            boolean expression = index.parts().stream().anyMatch(part -> stays(of, part.expression()));
            add(text || expression || stays(of, index.predicate()), ObjectKind.INDEX, name, index.name());
        }
        of.exclusions().forEach(one -> add(named(one.sql()), ObjectKind.EXCLUSION, name, one.name()));
        if (of.partitioning() != null) {
            boolean divides = named(of.partitioning().definition())
                    || named(of.partitioning().expression())
                    || of.partitioning().columns().stream().anyMatch(names::containsKey);
            add(divides, ObjectKind.PARTITIONING, name, of.partitioning().method());
        }
        if (of.rowSecurity() != null) {
            for (RowSecurity.Policy policy : of.rowSecurity().policies()) {
                add(named(policy.using()) || named(policy.check()), ObjectKind.POLICY, name, policy.name());
            }
        }
        // Periods, and what else its engine alone knows of it.
        of.storage().values().stream().filter(this::named).forEach(words -> add(true, ObjectKind.TABLE, name, null));
    }

    /** What inherits a column, or hands it down, has it under the same name. */
    private void ofRelatives() {
        table.parents().forEach(parent -> add(true, ObjectKind.INHERITANCE, table.name(), parent.toString()));
        schema.tables().stream()
                .filter(heir -> heir.parents().contains(table.name()))
                .forEach(heir -> add(
                        true, ObjectKind.INHERITANCE, heir.name(), table.name().toString()));
    }

    private void ofPrograms() {
        for (View view : schema.views()) {
            ObjectKind kind = view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW;
            if (namedWithTable(view.sql())) {
                found.add(ConversionDraft.of(kind, view.name()));
            }
        }
        for (Trigger trigger : schema.triggers()) {
            boolean own = trigger.table().equals(table.name())
                    && (named(trigger.body()) || named(trigger.definition()) || named(trigger.events()));
            add(own || namedWithTable(trigger.body()), ObjectKind.TRIGGER, trigger.table(), trigger.name());
        }
        for (Routine routine : schema.routines()) {
            if (namedWithTable(routine.definition())) {
                found.add(new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature()));
            }
        }
        schema.events().stream()
                .filter(event -> namedWithTable(event.definition()))
                .forEach(event -> found.add(ConversionDraft.of(ObjectKind.EVENT, event.name())));
        schema.others().stream()
                .filter(other -> namedWithTable(other.definition()))
                .forEach(other -> found.add(other.name()));
    }

    private void add(boolean depends, ObjectKind kind, TableName of, String name) {
        if (depends) {
            found.add(name == null ? ConversionDraft.of(kind, of) : ConversionDraft.of(kind, of, name));
        }
    }

    private boolean namedWithTable(String sql) {
        return has(sql, table.name().name()) && named(sql);
    }

    /** Whether it names a column, and goes on doing so. */
    private boolean stays(TableDefinition of, String sql) {
        return named(sql) && texts.expression(sql, of, names) == null;
    }

    private boolean named(String sql) {
        return sql != null && names.keySet().stream().anyMatch(column -> has(sql, column));
    }

    private static boolean has(String sql, String name) {
        return sql != null
                && Pattern.compile(
                                "(?<![\\p{L}\\p{N}_$])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_$])",
                                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                        .matcher(sql)
                        .find();
    }
}
