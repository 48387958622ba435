package dev.sterna.convert;

import dev.sterna.dialect.DeclaredLosses;
import dev.sterna.dialect.DeclaredLosses.Loss;
import dev.sterna.error.Problem;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Columns that must take NULL in the target although the source declares them NOT NULL: zero dates, which become NULL,
 * are commonest there.
 */
final class ZeroDates {
    private ZeroDates() {}

    /**
     * The target with such columns nullable. Those of a key stay: a primary key takes no NULL.
     *
     * @param losses what could be lost of the source
     * @param warnings takes one that names the columns, if there are any
     */
    static Table admitted(Table source, Table target, List<Loss> losses, List<Problem> warnings) {
        Set<String> zeroDates = losses.stream()
                .filter(loss -> loss.kind() == DeclaredLosses.Kind.ZERO_DATE)
                .map(loss -> loss.column().name())
                .collect(Collectors.toCollection(HashSet::new));
        Stream.concat(Stream.ofNullable(source.primaryKey()), source.uniqueKeys().stream())
                .map(Key::columns)
                .forEach(zeroDates::removeAll);
        List<Column> columns = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < target.columns().size(); i++) {
            Column column = target.columns().get(i);
            Column from = source.storedColumns().get(i);
            boolean becomesNullable = zeroDates.contains(from.name()) && !column.nullable();
            columns.add(becomesNullable ? nullable(column) : column);
            if (becomesNullable) {
                changed.add(column.name());
            }
        }
        if (changed.isEmpty()) {
            return target;
        }
        String names = String.join(", ", changed);
        warnings.add(Problem.warning(
                "not-null-given-up",
                source.name().toString(),
                "In the target " + target.name() + " takes NULL in " + names + ", where " + source.name()
                        + " has NOT NULL: sterna.types.on-zero-date = null makes NULL of zero dates",
                "Make the columns NOT NULL again after a load whose backup found no zero dates in them, or set"
                        + " sterna.types.on-zero-date = fail"));
        return new Table(
                target.name(),
                columns,
                target.primaryKey(),
                target.uniqueKeys(),
                target.estimatedRows(),
                target.estimatedBytes());
    }

    private static Column nullable(Column column) {
        return new Column(
                column.name(),
                column.type(),
                column.nativeType(),
                true,
                column.generated(),
                column.charset(),
                column.collation());
    }
}
