package dev.sterna.migration;

import dev.sterna.dialect.rows.ValueConversion;
import dev.sterna.dialect.rows.ValueConversion.Becomes;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.error.Problem;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Columns that must take NULL in the target although the source declares them NOT NULL: their values may become it. */
final class NullAdmission {
    private NullAdmission() {}

    /**
     * The target with such columns nullable.
     *
     * @param warnings takes one that names the columns, if there are any
     */
    static Table of(Table source, Table target, ValueConversions losses, List<Problem> warnings) {
        List<Column> columns = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>();
        for (int i = 0; i < target.columns().size(); i++) {
            Column column = target.columns().get(i);
            Column from = source.storedColumns().get(i);
            boolean becomesNullable = losses.make(Becomes.NULL, from) && !column.nullable();
            columns.add(becomesNullable ? column.orNull() : column);
            if (becomesNullable) {
                changed.add(column.name());
                losses.of(from).stream()
                        .filter(conversion -> conversion.becomes() == Becomes.NULL)
                        .map(ValueConversion::limit)
                        .forEach(limit -> keys.add(limit.kind().policy()));
            }
        }
        if (changed.isEmpty()) {
            return target;
        }
        warnings.add(Problem.warning(
                "not-null-given-up",
                source.name().toString(),
                "In the target " + target.name() + " takes NULL in " + String.join(", ", changed) + ", where "
                        + source.name() + " has NOT NULL: " + String.join(", ", keys) + " = null "
                        + (keys.size() == 1 ? "makes" : "make") + " NULL of values that it does not take",
                "Make the columns NOT NULL again after a load whose backup found no such values in them, or set "
                        + String.join(" = fail, ", keys) + " = fail"));
        return new Table(
                target.name(),
                columns,
                target.primaryKey(),
                target.uniqueKeys(),
                target.estimatedRows(),
                target.estimatedBytes());
    }
}
