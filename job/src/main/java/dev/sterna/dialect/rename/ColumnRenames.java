package dev.sterna.dialect.rename;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Generation;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import dev.sterna.model.schema.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Columns of a schema under other names, in all that belongs to their tables: keys, indexes, foreign keys, counters,
 * privileges, and the SQL of checks, indexes, defaults and computed columns. {@link ColumnDependents} says what else names
 * them.
 */
public final class ColumnRenames {
    private static final Set<ObjectKind> OF_COLUMNS =
            Set.of(ObjectKind.COLUMN, ObjectKind.GENERATED_COLUMN, ObjectKind.DEFAULT, ObjectKind.IDENTITY);

    private final Schema schema;
    private final Map<TableName, Map<String, String>> names;
    private final ColumnTexts texts;

    private ColumnRenames(Schema schema, Map<TableName, Map<String, String>> names, ColumnTexts texts) {
        this.schema = schema;
        this.names = names;
        this.texts = texts;
    }

    /**
     * Which columns get other names, by source table: nothing of a table that keeps all.
     *
     * @param tables source table to planned table
     * @param computed source table to the planned names of its computed columns
     */
    public static Map<TableName, Map<String, String>> names(
            Schema source, Map<TableName, Table> tables, Map<TableName, Map<String, String>> computed) {
        Map<TableName, Map<String, String>> names = new HashMap<>();
        for (TableDefinition table : source.tables()) {
            Table planned = tables.get(table.name());
            if (planned == null) {
                continue;
            }
            Map<String, String> own = new HashMap<>(computed.getOrDefault(table.name(), Map.of()));
            List<Column> stored = table.columns().stream()
                    .map(ColumnDefinition::column)
                    .filter(column -> !column.isComputed())
                    .toList();
            for (int i = 0; i < stored.size() && i < planned.columns().size(); i++) {
                own.put(stored.get(i).name(), planned.columns().get(i).name());
            }
            own.entrySet().removeIf(name -> name.getKey().equals(name.getValue()));
            if (!own.isEmpty()) {
                names.put(table.name(), own);
            }
        }
        // A part of a table has its columns.
        boolean more = true;
        while (more) {
            more = false;
            for (TableDefinition table : source.tables()) {
                Map<String, String> whole = table.partition() == null
                        ? null
                        : names.get(table.partition().of());
                more |= whole != null && names.putIfAbsent(table.name(), whole) == null;
            }
        }
        return names;
    }

    /** The schema under these names. */
    public static Schema apply(Schema schema, Map<TableName, Map<String, String>> names, ColumnTexts texts) {
        return names.isEmpty() ? schema : new ColumnRenames(schema, names, texts).renamed();
    }

    /**
     * Verdicts on the source's objects, with what renamed columns are called, and the checks that are called as they are.
     *
     * @param schema what they are verdicts on, under its own names
     */
    public static List<Verdict> in(List<Verdict> verdicts, Schema schema, Map<TableName, Map<String, String>> names) {
        Map<ObjectName, String> renamed = new HashMap<>();
        for (TableDefinition table : schema.tables()) {
            names.getOrDefault(table.name(), Map.of()).forEach((name, now) -> {
                renamed.put(ConversionDraft.of(ObjectKind.COLUMN, table.name(), name), now);
                if (table.checks().stream()
                        .anyMatch(check ->
                                isCalledAsColumn(check) && check.column().equals(name))) {
                    renamed.put(ConversionDraft.of(ObjectKind.CHECK, table.name(), name), now);
                }
            });
        }
        return verdicts.stream()
                .map(verdict -> {
                    String now = verdict.place() == Verdict.Place.CONVERTED ? renamed.get(verdict.object()) : null;
                    return now == null ? verdict : Verdict.converted(verdict.object(), verdict.rule(), now);
                })
                .toList();
    }

    /** As a server calls one of a column's definition that has no name. */
    private static boolean isCalledAsColumn(Check check) {
        return check.name().equals(check.column());
    }

    private Schema renamed() {
        return new Schema(
                schema.engine(),
                schema.names(),
                schema.tables().stream().map(this::table).toList(),
                schema.sequences().stream().map(this::sequence).toList(),
                schema.views(),
                schema.types(),
                schema.routines(),
                schema.triggers(),
                schema.events(),
                schema.extensions(),
                schema.grants().stream()
                        .map(grant ->
                                new Grant(object(grant.on()), grant.grantee(), grant.privileges(), grant.grantable()))
                        .toList(),
                schema.others(),
                schema.dependencies().stream()
                        .map(dependency ->
                                new Schema.Dependency(object(dependency.object()), object(dependency.needs())))
                        .toList(),
                schema.blind());
    }

    private ObjectName object(ObjectName object) {
        return OF_COLUMNS.contains(object.kind()) && object.table() != null
                ? new ObjectName(
                        object.kind(),
                        object.schema(),
                        object.table(),
                        name(new TableName(object.schema(), object.table()), object.name()))
                : object;
    }

    private String name(TableName table, String column) {
        return names.getOrDefault(table, Map.of()).getOrDefault(column, column);
    }

    private List<String> names(TableName table, List<String> columns) {
        return columns.stream().map(column -> name(table, column)).toList();
    }

    private TableDefinition table(TableDefinition table) {
        TableName name = table.name();
        return new TableDefinition(
                name,
                table.columns().stream().map(column -> column(table, column)).toList(),
                key(name, table.primaryKey()),
                table.uniques().stream().map(key -> key(name, key)).toList(),
                table.indexes().stream().map(index -> index(table, index)).toList(),
                table.foreignKeys().stream().map(key -> foreignKey(name, key)).toList(),
                table.checks().stream().map(check -> check(table, check)).toList(),
                table.exclusions(),
                table.partitioning(),
                table.partition(),
                table.parents(),
                table.rowSecurity(),
                table.storage(),
                table.systemVersioned(),
                table.owner(),
                table.comment(),
                table.estimatedRows(),
                table.estimatedBytes());
    }

    /** Where the SQL cannot be read, it stays as it is: {@link ColumnDependents} has it. */
    private String sql(TableDefinition table, String sql) {
        Map<String, String> own = names.getOrDefault(table.name(), Map.of());
        String renamed = sql == null || own.isEmpty() ? sql : texts.expression(sql, table, own);
        return renamed == null ? sql : renamed;
    }

    private Check check(TableDefinition table, Check check) {
        return new Check(
                isCalledAsColumn(check) ? name(table.name(), check.name()) : check.name(),
                sql(table, check.sql()),
                check.enforced(),
                check.validated(),
                check.noInherit(),
                check.comment(),
                check.column() == null ? null : name(table.name(), check.column()));
    }

    private ColumnDefinition column(TableDefinition table, ColumnDefinition column) {
        Column is = column.column();
        Identity identity = column.identity();
        Generation generation = column.generation();
        return new ColumnDefinition(
                new Column(
                        name(table.name(), is.name()),
                        is.type(),
                        is.nativeType(),
                        is.nullable(),
                        is.generated(),
                        is.charset(),
                        is.collation()),
                sql(table, column.defaultSql()),
                generation == null ? null : generation.with(sql(table, generation.sql())),
                identity == null || identity.sequence() == null
                        ? identity
                        : new Identity(identity.kind(), sequence(identity.sequence())),
                column.onUpdateSql(),
                column.comment(),
                column.storage(),
                column.folding());
    }

    private Sequence sequence(Sequence sequence) {
        return sequence.ownedBy() == null || sequence.ownedByColumn() == null
                ? sequence
                : sequence.ofColumn(name(sequence.ownedBy(), sequence.ownedByColumn()));
    }

    private UniqueConstraint key(TableName table, UniqueConstraint key) {
        return key == null
                ? null
                : new UniqueConstraint(
                        key.name(),
                        parts(table, key.columns()),
                        names(table, key.included()),
                        key.deferral(),
                        key.nullsNotDistinct(),
                        key.comment(),
                        key.period());
    }

    private List<Index.Part> parts(TableName table, List<Index.Part> parts) {
        return parts.stream()
                .map(part -> part.column() == null ? part : part(part, name(table, part.column()), null))
                .toList();
    }

    private static Index.Part part(Index.Part part, String column, String expression) {
        return new Index.Part(
                column,
                expression,
                part.descending(),
                part.nullsFirst(),
                part.prefix(),
                part.operatorClass(),
                part.collation());
    }

    private Index index(TableDefinition table, Index index) {
        TableName name = table.name();
        String text = texts.index(index, table, names.getOrDefault(name, Map.of()));
        return new Index(
                index.name(),
                index.unique(),
                index.method(),
                index.parts().stream()
                        .map(part -> part.column() == null
                                ? part(part, null, sql(table, part.expression()))
                                : part(part, name(name, part.column()), null))
                        .toList(),
                names(name, index.included()),
                sql(table, index.predicate()),
                index.nullsNotDistinct(),
                index.visible(),
                text == null ? index.definition() : text,
                index.comment());
    }

    private ForeignKey foreignKey(TableName table, ForeignKey key) {
        return new ForeignKey(
                key.name(),
                names(table, key.columns()),
                key.target(),
                names(key.target(), key.referenced()),
                key.onDelete(),
                key.onUpdate(),
                key.matchFull(),
                key.deferral(),
                key.validated(),
                names(table, key.setColumns()),
                key.comment());
    }
}
