package dev.sterna.dialect.rename;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Generation;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.Exclusion;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Partition;
import dev.sterna.model.schema.Partitioning;
import dev.sterna.model.schema.RowSecurity;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.List;
import java.util.Set;

/** Tables and what belongs to them under new names. */
final class TableRenames {
    private final Renaming renaming;
    private final KeptObjects objects;
    private final Set<ObjectName> lostDefaults;

    /** @param lostDefaults defaults that are left out, among other objects */
    TableRenames(Renaming renaming, KeptObjects objects, Set<ObjectName> lostDefaults) {
        this.renaming = renaming;
        this.objects = objects;
        this.lostDefaults = lostDefaults;
    }

    TableDefinition table(TableDefinition table) {
        TableName old = table.name();
        return new TableDefinition(
                renaming.relation(old),
                table.columns().stream().map(column -> column(old, column)).toList(),
                key(table.primaryKey()),
                table.uniques().stream().map(this::key).toList(),
                indexes(old, table.indexes()),
                table.foreignKeys().stream()
                        .filter(key -> isThere(ObjectKind.FOREIGN_KEY, old, key.name(), key.target()))
                        .map(this::foreignKey)
                        .toList(),
                objects.kept(
                        table.checks(),
                        check -> ConversionDraft.of(ObjectKind.CHECK, old, check.name()),
                        TableRenames::check),
                objects.kept(
                        table.exclusions(),
                        exclusion -> ConversionDraft.of(ObjectKind.EXCLUSION, old, exclusion.name()),
                        (exclusion, text) -> new Exclusion(
                                exclusion.name(),
                                text.sql(exclusion.sql()),
                                exclusion.deferral(),
                                exclusion.comment())),
                partitioning(table.partitioning()),
                partition(old, table.partition()),
                table.parents().stream()
                        .filter(parent -> isThere(ObjectKind.INHERITANCE, old, parent.toString(), parent))
                        .map(renaming::relation)
                        .toList(),
                rowSecurity(old, table.rowSecurity()),
                table.storage(),
                table.systemVersioned(),
                table.owner(),
                table.comment(),
                table.estimatedRows(),
                table.estimatedBytes());
    }

    /** Notes what hangs on a table that is not there any more. */
    private boolean isThere(ObjectKind kind, TableName table, String name, TableName needed) {
        ObjectName object = ConversionDraft.of(kind, table, name);
        if (renaming.isLeftOut(needed)) {
            objects.leaveOut(object);
        }
        return !objects.isLeftOut(object);
    }

    private ColumnDefinition column(TableName table, ColumnDefinition column) {
        RenamedText text = renaming.text();
        Generation generation = column.generation();
        Identity identity = column.identity();
        return new ColumnDefinition(
                column(column.column(), text),
                defaultSql(
                        ConversionDraft.of(
                                ObjectKind.DEFAULT, table, column.column().name()),
                        column.defaultSql()),
                generation == null ? null : generation.with(text.sql(generation.sql())),
                identity == null
                        ? null
                        : new Identity(
                                identity.kind(), identity.sequence() == null ? null : sequence(identity.sequence())),
                column.onUpdateSql(),
                column.comment(),
                column.storage(),
                column.folding());
    }

    private String defaultSql(ObjectName name, String sql) {
        RenamedText text = renaming.text();
        String now = text.sql(sql);
        if (now != null && (text.needsLeftOut() || lostDefaults.contains(name))) {
            objects.leaveOut(name);
            return null;
        }
        return now;
    }

    private static Column column(Column column, RenamedText text) {
        LogicalType type = column.type() instanceof LogicalType.Opaque opaque
                ? new LogicalType.Opaque(text.sql(opaque.nativeType()))
                : column.type();
        return new Column(
                column.name(),
                type,
                text.sql(column.nativeType()),
                column.nullable(),
                column.generated(),
                column.charset(),
                text.sql(column.collation()));
    }

    Sequence sequence(Sequence sequence) {
        return new Sequence(
                sequence.name() == null ? null : renaming.relation(sequence.name()),
                sequence.type(),
                sequence.start(),
                sequence.increment(),
                sequence.least(),
                sequence.greatest(),
                sequence.cache(),
                sequence.cycle(),
                sequence.next(),
                sequence.ownedBy() == null ? null : renaming.relation(sequence.ownedBy()),
                sequence.ownedByColumn(),
                sequence.comment());
    }

    private UniqueConstraint key(UniqueConstraint key) {
        if (key == null) {
            return null;
        }
        RenamedText text = renaming.text();
        return key.over(key.columns().stream().map(part -> part(part, text)).toList());
    }

    List<Index> indexes(TableName on, List<Index> indexes) {
        return objects.kept(
                indexes,
                index -> ConversionDraft.of(ObjectKind.INDEX, on, index.name()),
                (index, text) -> new Index(
                        index.name(),
                        index.unique(),
                        index.method(),
                        index.parts().stream().map(part -> part(part, text)).toList(),
                        index.included(),
                        text.sql(index.predicate()),
                        index.nullsNotDistinct(),
                        index.visible(),
                        text.sql(index.definition()),
                        index.comment()));
    }

    private static Index.Part part(Index.Part part, RenamedText text) {
        return new Index.Part(
                part.column(),
                text.sql(part.expression()),
                part.descending(),
                part.nullsFirst(),
                part.prefix(),
                text.sql(part.operatorClass()),
                text.sql(part.collation()));
    }

    private ForeignKey foreignKey(ForeignKey key) {
        return new ForeignKey(
                key.name(),
                key.columns(),
                renaming.relation(key.target()),
                key.referenced(),
                key.onDelete(),
                key.onUpdate(),
                key.matchFull(),
                key.deferral(),
                key.validated(),
                key.setColumns(),
                key.comment());
    }

    static Check check(Check check, RenamedText text) {
        return new Check(
                check.name(),
                text.sql(check.sql()),
                check.enforced(),
                check.validated(),
                check.noInherit(),
                check.comment(),
                check.column());
    }

    private Partitioning partitioning(Partitioning partitioning) {
        if (partitioning == null) {
            return null;
        }
        RenamedText text = renaming.text();
        return new Partitioning(
                partitioning.method(),
                partitioning.columns(),
                text.sql(partitioning.expression()),
                partitioning.parts(),
                partitioning.sub(),
                text.sql(partitioning.definition()));
    }

    /** A partition that is kept without what it is a part of is a table like any other. */
    private Partition partition(TableName table, Partition partition) {
        return partition == null
                        || !isThere(
                                ObjectKind.PARTITIONING, table, partition.of().toString(), partition.of())
                ? null
                : new Partition(
                        renaming.relation(partition.of()), renaming.text().sql(partition.bound()));
    }

    private RowSecurity rowSecurity(TableName table, RowSecurity security) {
        return security == null
                ? null
                : new RowSecurity(
                        security.enabled(),
                        security.forced(),
                        objects.kept(
                                security.policies(),
                                policy -> ConversionDraft.of(ObjectKind.POLICY, table, policy.name()),
                                (policy, text) -> new RowSecurity.Policy(
                                        policy.name(),
                                        policy.permissive(),
                                        policy.command(),
                                        policy.roles(),
                                        text.condition(policy.using(), table),
                                        text.condition(policy.check(), table))));
    }
}
