package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.SchemaNormalForm;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;

/**
 * Schemas of MySQL and MariaDB. A unique constraint is a unique index, NO ACTION another word for RESTRICT; objects have no
 * owners but accounts under which they run, and a routine's name is its own whatever its arguments.
 */
public final class MySqlNormalForm implements SchemaNormalForm {
    private final boolean mariaDb;

    /** @param mariaDb which of the two products has them */
    public MySqlNormalForm(boolean mariaDb) {
        this.mariaDb = mariaDb;
    }

    @Override
    public Schema of(Schema schema) {
        return new Schema(
                schema.engine(),
                schema.names(),
                schema.tables().stream().map(MySqlNormalForm::table).toList(),
                schema.sequences(),
                schema.views().stream().map(view -> view.withOwner(null)).toList(),
                schema.types(),
                schema.routines().stream().map(MySqlNormalForm::routine).toList(),
                schema.triggers(),
                schema.events(),
                schema.extensions(),
                schema.grants(),
                schema.others(),
                schema.dependencies(),
                schema.blind());
    }

    private static TableDefinition table(TableDefinition table) {
        List<Index> indexes = new ArrayList<>();
        table.uniques().forEach(unique -> indexes.add(index(unique)));
        indexes.addAll(table.indexes());
        return new TableDefinition(
                table.name(),
                table.columns(),
                table.primaryKey(),
                List.of(),
                indexes,
                table.foreignKeys().stream().map(MySqlNormalForm::foreignKey).toList(),
                table.checks().stream().map(MySqlNormalForm::check).toList(),
                table.exclusions(),
                table.partitioning(),
                table.partition(),
                table.parents(),
                table.rowSecurity(),
                table.storage(),
                table.systemVersioned(),
                null,
                table.comment(),
                table.estimatedRows(),
                table.estimatedBytes());
    }

    /** Nobody is told later whether the server has looked at the rows that were there. */
    private static Check check(Check check) {
        return new Check(
                check.name(),
                check.sql(),
                check.enforced(),
                check.enforced(),
                check.noInherit(),
                check.comment(),
                check.column());
    }

    private static Index index(UniqueConstraint unique) {
        List<Index.Part> parts = new ArrayList<>(unique.columns());
        if (unique.period() != null) {
            String overlaps = MySqlLiterals.quote(unique.period()) + " without overlaps";
            parts.add(new Index.Part(null, overlaps, false, null, 0, null, null));
        }
        return new Index(unique.name(), true, "btree", parts, List.of(), null, false, true, null, unique.comment());
    }

    private static ForeignKey foreignKey(ForeignKey key) {
        return new ForeignKey(
                key.name(),
                key.columns(),
                key.target(),
                key.referenced(),
                action(key.onDelete()),
                action(key.onUpdate()),
                key.matchFull(),
                key.deferral(),
                key.validated(),
                key.setColumns(),
                key.comment());
    }

    private static ForeignKey.Action action(ForeignKey.Action action) {
        return action == ForeignKey.Action.RESTRICT ? ForeignKey.Action.NO_ACTION : action;
    }

    private static Routine routine(Routine routine) {
        return new Routine(
                routine.name(),
                routine.kind(),
                routine.name().name(),
                routine.language(),
                routine.definition(),
                null,
                routine.comment(),
                routine.settings());
    }

    /** The privileges on an object are one thing, whoever has them; scripts call a routine by its name alone. */
    @Override
    public ObjectName of(ObjectName name) {
        return switch (name.kind()) {
            case UNIQUE_CONSTRAINT -> new ObjectName(ObjectKind.INDEX, name.schema(), name.table(), name.name());
            case GRANT -> upTo(name, name.name().lastIndexOf(" to "));
            case ROUTINE -> upTo(name, name.name().indexOf('('));
            default -> name;
        };
    }

    private static ObjectName upTo(ObjectName name, int end) {
        return end <= 0
                ? name
                : new ObjectName(
                        name.kind(), name.schema(), name.table(), name.name().substring(0, end));
    }

    /** As the server shows it, without the display width of integers, which MySQL has given up. */
    @Override
    public String type(String nativeType) {
        return TypeForm.of(nativeType, mariaDb);
    }

    /** Older servers call utf8mb3 what newer ones keep for what they may make of it one day. */
    @Override
    public String charset(String name) {
        return name == null ? null : name.replaceFirst("^utf8(?=_|$)", "utf8mb3");
    }

    /** Every column has a character set and a collation of its own. */
    @Override
    public boolean isForColumnsToCome(String storage) {
        return storage.equals("CHARSET") || storage.equals("COLLATE");
    }

    /** MariaDB says of every computed column that it may be NULL. */
    @Override
    public boolean tellsNullability(ColumnDefinition column) {
        return column.generation() == null;
    }
}
