package dev.sterna.dialect.mysql.ddl;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import java.util.Map;
import java.util.Set;

/** Tables under other names. */
final class RenamedTables {
    private final RenamedText text;
    private final Map<TableName, TableName> relations;

    RenamedTables(RenamedText text, Map<TableName, TableName> relations) {
        this.text = text;
        this.relations = relations;
    }

    /** The new name; that of something outside stays. */
    TableName relation(TableName name) {
        return relations.getOrDefault(name, name);
    }

    /** The new name, or null for what is left out. */
    TableName known(TableName name) {
        return relations.get(name);
    }

    /** A table without its foreign keys to those that are missing. */
    TableDefinition of(TableDefinition table, Set<TableName> missing) {
        TableName name = relation(table.name());
        return new TableDefinition(
                name,
                table.columns().stream().map(column -> column(column, name)).toList(),
                table.primaryKey(),
                table.uniques(),
                table.indexes(),
                table.foreignKeys().stream()
                        .filter(key -> !missing.contains(key.target()))
                        .map(this::foreignKey)
                        .toList(),
                table.checks().stream().map(this::check).toList(),
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

    private ColumnDefinition column(ColumnDefinition column, TableName table) {
        return new ColumnDefinition(
                column.column(),
                text.of(column.defaultSql()),
                column.generation(),
                column.identity() == null
                        ? null
                        : new ColumnDefinition.Identity(
                                column.identity().kind(),
                                sequence(column.identity().sequence(), null, table)),
                column.onUpdateSql(),
                column.comment(),
                column.storage());
    }

    private Check check(Check check) {
        return new Check(
                check.name(),
                text.of(check.sql()),
                check.enforced(),
                check.validated(),
                check.noInherit(),
                check.comment(),
                check.column());
    }

    private ForeignKey foreignKey(ForeignKey key) {
        return new ForeignKey(
                key.name(),
                key.columns(),
                relation(key.target()),
                key.referenced(),
                key.onDelete(),
                key.onUpdate(),
                key.matchFull(),
                key.deferral(),
                key.validated(),
                key.setColumns(),
                key.comment());
    }

    static Sequence sequence(Sequence sequence, TableName name, TableName owner) {
        return sequence == null
                ? null
                : new Sequence(
                        name,
                        sequence.type(),
                        sequence.start(),
                        sequence.increment(),
                        sequence.least(),
                        sequence.greatest(),
                        sequence.cache(),
                        sequence.cycle(),
                        sequence.next(),
                        owner,
                        sequence.ownedByColumn(),
                        sequence.comment());
    }
}
