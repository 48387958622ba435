package dev.sterna.dialect.postgres.ddl;

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
final class RenamedTables {
    private final NameMapping names;
    private final RenamedObjects objects;
    /** Defaults that need what is not there any more, beyond what their text tells. */
    private final Set<ObjectName> goneDefaults;

    RenamedTables(NameMapping names, RenamedObjects objects, Set<ObjectName> goneDefaults) {
        this.names = names;
        this.objects = objects;
        this.goneDefaults = goneDefaults;
    }

    TableDefinition table(TableDefinition table) {
        TableName old = table.name();
        return new TableDefinition(
                names.relation(old),
                table.columns().stream().map(column -> column(old, column)).toList(),
                key(table.primaryKey()),
                table.uniques().stream().map(this::key).toList(),
                indexes(old, table.indexes()),
                objects.kept(
                        table.foreignKeys().stream()
                                .filter(key -> isThere(ObjectKind.FOREIGN_KEY, old, key.name(), key.target()))
                                .toList(),
                        key -> of(ObjectKind.FOREIGN_KEY, old, key.name()),
                        (key, sql) -> foreignKey(key)),
                objects.kept(
                        table.checks(),
                        check -> of(ObjectKind.CHECK, old, check.name()),
                        (check, sql) -> new Check(
                                check.name(),
                                sql.of(check.sql()),
                                check.enforced(),
                                check.validated(),
                                check.noInherit(),
                                check.comment(),
                                check.column())),
                objects.kept(
                        table.exclusions(),
                        exclusion -> of(ObjectKind.EXCLUSION, old, exclusion.name()),
                        (exclusion, sql) -> new Exclusion(
                                exclusion.name(), sql.of(exclusion.sql()), exclusion.deferral(), exclusion.comment())),
                partitioning(table.partitioning()),
                partition(old, table.partition()),
                table.parents().stream()
                        .filter(parent -> isThere(ObjectKind.INHERITANCE, old, parent.toString(), parent))
                        .map(names::relation)
                        .toList(),
                rowSecurity(old, table.rowSecurity()),
                table.storage(),
                table.systemVersioned(),
                table.owner(),
                table.comment(),
                table.estimatedRows(),
                table.estimatedBytes());
    }

    private static ObjectName of(ObjectKind kind, TableName table, String name) {
        return new ObjectName(kind, table.schema(), table.name(), name);
    }

    /** Notes what hangs on a table that is not there any more. */
    private boolean isThere(ObjectKind kind, TableName table, String name, TableName needed) {
        if (names.isGone(needed)) {
            objects.leaveOut(of(kind, table, name));
            return false;
        }
        return true;
    }

    private ColumnDefinition column(TableName table, ColumnDefinition column) {
        RenamedSql sql = new RenamedSql(names);
        String name = column.column().name();
        RenamedSql ofDefault = new RenamedSql(names);
        String defaultSql = ofDefault.of(column.defaultSql());
        ObjectName defaultName = of(ObjectKind.DEFAULT, table, name);
        if (defaultSql != null && (ofDefault.needsGone() || goneDefaults.contains(defaultName))) {
            objects.leaveOut(defaultName);
            defaultSql = null;
        }
        Generation generation = column.generation();
        Identity identity = column.identity();
        return new ColumnDefinition(
                column(column.column(), sql),
                defaultSql,
                generation == null ? null : new Generation(sql.of(generation.sql()), generation.stored()),
                identity == null
                        ? null
                        : new Identity(
                                identity.kind(), identity.sequence() == null ? null : sequence(identity.sequence())),
                column.onUpdateSql(),
                column.comment(),
                column.storage());
    }

    private static Column column(Column column, RenamedSql sql) {
        LogicalType type = column.type() instanceof LogicalType.Opaque opaque
                ? new LogicalType.Opaque(sql.of(opaque.nativeType()))
                : column.type();
        return new Column(
                column.name(),
                type,
                sql.of(column.nativeType()),
                column.nullable(),
                column.generated(),
                column.charset(),
                sql.of(column.collation()));
    }

    Sequence sequence(Sequence sequence) {
        return new Sequence(
                names.relation(sequence.name()),
                sequence.type(),
                sequence.start(),
                sequence.increment(),
                sequence.least(),
                sequence.greatest(),
                sequence.cache(),
                sequence.cycle(),
                sequence.next(),
                sequence.ownedBy() == null ? null : names.relation(sequence.ownedBy()),
                sequence.ownedByColumn(),
                sequence.comment());
    }

    private UniqueConstraint key(UniqueConstraint key) {
        if (key == null) {
            return null;
        }
        RenamedSql sql = new RenamedSql(names);
        return new UniqueConstraint(
                key.name(),
                key.columns().stream().map(part -> part(part, sql)).toList(),
                key.included(),
                key.deferral(),
                key.nullsNotDistinct(),
                key.comment());
    }

    List<Index> indexes(TableName on, List<Index> indexes) {
        return objects.kept(
                indexes,
                index -> of(ObjectKind.INDEX, on, index.name()),
                (index, sql) -> new Index(
                        index.name(),
                        index.unique(),
                        index.method(),
                        index.parts().stream().map(part -> part(part, sql)).toList(),
                        index.included(),
                        sql.of(index.predicate()),
                        index.nullsNotDistinct(),
                        index.visible(),
                        sql.of(index.definition()),
                        index.comment()));
    }

    private static Index.Part part(Index.Part part, RenamedSql sql) {
        return new Index.Part(
                part.column(),
                sql.of(part.expression()),
                part.descending(),
                part.nullsFirst(),
                part.prefix(),
                sql.of(part.operatorClass()),
                sql.of(part.collation()));
    }

    private ForeignKey foreignKey(ForeignKey key) {
        return new ForeignKey(
                key.name(),
                key.columns(),
                names.relation(key.target()),
                key.referenced(),
                key.onDelete(),
                key.onUpdate(),
                key.matchFull(),
                key.deferral(),
                key.validated(),
                key.setColumns(),
                key.comment());
    }

    private Partitioning partitioning(Partitioning partitioning) {
        if (partitioning == null) {
            return null;
        }
        RenamedSql sql = new RenamedSql(names);
        return new Partitioning(
                partitioning.method(),
                partitioning.columns(),
                sql.of(partitioning.expression()),
                partitioning.parts(),
                partitioning.sub(),
                sql.of(partitioning.definition()));
    }

    /** A partition that is kept without what it is a part of is a table like any other. */
    private Partition partition(TableName table, Partition partition) {
        if (partition == null
                || !isThere(ObjectKind.PARTITIONING, table, partition.of().toString(), partition.of())) {
            return null;
        }
        return new Partition(names.relation(partition.of()), new RenamedSql(names).of(partition.bound()));
    }

    private RowSecurity rowSecurity(TableName table, RowSecurity security) {
        if (security == null) {
            return null;
        }
        return new RowSecurity(
                security.enabled(),
                security.forced(),
                objects.kept(
                        security.policies(),
                        policy -> of(ObjectKind.POLICY, table, policy.name()),
                        (policy, sql) -> policy(table, policy, sql)));
    }

    private RowSecurity.Policy policy(TableName table, RowSecurity.Policy policy, RenamedSql sql) {
        if (!names.relation(table).name().equals(table.name())) {
            sql.doubtQualifier(policy.using(), table.name());
            sql.doubtQualifier(policy.check(), table.name());
        }
        return new RowSecurity.Policy(
                policy.name(),
                policy.permissive(),
                policy.command(),
                policy.roles(),
                sql.query(policy.using()),
                sql.query(policy.check()));
    }
}
