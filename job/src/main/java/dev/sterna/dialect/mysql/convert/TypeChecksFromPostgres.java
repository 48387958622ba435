package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedColumns;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks of what a type of the source refuses, and the one that its column gets here would take. */
final class TypeChecksFromPostgres {
    private final ConversionDraft draft;
    private final ObjectNames names;
    private final boolean mariaDb;

    TypeChecksFromPostgres(ConversionDraft draft, ObjectNames names) {
        this.draft = draft;
        this.names = names;
        this.mariaDb = draft.server().product().equals("mariadb");
    }

    /**
     * The checks of a table. They are made without a look at the rows, which have come out of such a type.
     *
     * @param changed columns that foreign keys change: there are no checks on them
     */
    List<Check> checks(KeyedTable made, Set<String> changed) {
        List<Check> checks = new ArrayList<>();
        for (ColumnDefinition column : made.table().source().columns()) {
            Column there = made.table().columns().get(column.column().name());
            if (there != null && !ConvertedColumns.isComputed(column)) {
                condition(column.column(), there).ifPresent(sql -> add(made, column, there, sql, changed, checks));
            }
        }
        return checks;
    }

    private void add(
            KeyedTable made,
            ColumnDefinition column,
            Column there,
            String sql,
            Set<String> changed,
            List<Check> checks) {
        ObjectName object = ConversionDraft.of(
                ObjectKind.CHECK, made.table().source().name(), column.column().name());
        // MySQL would copy the whole table to add one.
        if (!mariaDb || !draft.checksRanges() || changed.contains(there.name())) {
            draft.say(MySqlRule.RANGE_UNCHECKED.verdict(
                    object, null, column.column().nativeType(), null));
            return;
        }
        String name = names.constraint(made.table().name(), made.table().name().name() + "_" + there.name() + "_range");
        checks.add(new Check(name, sql, true, false, false, null));
        draft.say(MySqlRule.RANGE_CHECKED.verdict(object, name));
    }

    private static Optional<String> condition(Column source, Column there) {
        String name = MySqlLiterals.quote(there.name());
        LogicalType type = source.type();
        if (type.kind() == LogicalType.Kind.BOOL && there.nativeType().equals("tinyint(1)")) {
            return Optional.of(name + " IN (0, 1)");
        }
        if (type.kind() == LogicalType.Kind.TIME && there.nativeType().startsWith("time")) {
            return Optional.of(name + " BETWEEN '00:00:00' AND '24:00:00'");
        }
        long characters = type instanceof LogicalType.Text text
                ? text.maxCharacters()
                : type instanceof LogicalType.Char fixed ? fixed.length() : 0;
        return characters > 0 && there.nativeType().equals("longtext")
                ? Optional.of("char_length(" + name + ") <= " + characters)
                : Optional.empty();
    }
}
