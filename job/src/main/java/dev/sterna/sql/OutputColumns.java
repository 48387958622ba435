package dev.sterna.sql;

import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TextFolding;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that a query gives, as both databases have them: those of a table as they are, of all others what the
 * expression tells of their types.
 */
public final class OutputColumns {
    private static final LogicalType UNKNOWN = new LogicalType.Opaque("unknown");

    private OutputColumns() {}

    /** In the query's order. */
    public static List<Scope.Pair> of(Query query) {
        List<Scope.Pair> columns = new ArrayList<>();
        if (query.body() instanceof Query.Combined combined) {
            List<Scope.Pair> left = of(combined.left());
            List<Scope.Pair> right = of(combined.right());
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                columns.add(both(left.get(i), right.get(i)));
            }
        } else {
            query.outputs().forEach(item -> columns.add(of(item.value(), item.name())));
        }
        return columns;
    }

    private static Scope.Pair of(Expression expression, String name) {
        if (expression instanceof Expression.ColumnValue column) {
            Scope.Pair pair = column.pair();
            return new Scope.Pair(plain(pair.source(), name), plain(pair.target(), name), pair.folding());
        }
        if (expression instanceof Expression.OutputValue output) {
            return of(output.origin(), name);
        }
        if (expression instanceof Expression.Scalar scalar) {
            return of(scalar.query().outputs().get(0).value(), name);
        }
        return new Scope.Pair(
                column(name, type(Families.ofSource().of(expression))),
                column(name, type(Families.ofTarget().of(expression))),
                folding(Differences.isCaseFolded(expression)));
    }

    private static Scope.Pair both(Scope.Pair left, Scope.Pair right) {
        String name = left.source().name();
        boolean folded = left.folding().caseless() || right.folding().caseless();
        return new Scope.Pair(
                column(name, both(left.source().type(), right.source().type())),
                column(name, both(left.target().type(), right.target().type())),
                folding(folded));
    }

    private static LogicalType both(LogicalType left, LogicalType right) {
        Family one = Family.of(left);
        Family other = Family.of(right);
        boolean alike = one == other || one.isNumber() && other.isNumber();
        return alike ? type(Families.wider(one, other)) : UNKNOWN;
    }

    private static TextFolding folding(boolean caseless) {
        return new TextFolding(caseless, false, false);
    }

    private static Column plain(Column column, String name) {
        return new Column(
                name, column.type(), column.nativeType(), true, Generated.NO, column.charset(), column.collation());
    }

    private static Column column(String name, LogicalType type) {
        return new Column(name, type, "unknown", true, Generated.NO, null, null);
    }

    /** A type of a family; unknown where a member of it says more than the family does. */
    private static LogicalType type(Family family) {
        return switch (family) {
            case BOOL -> new LogicalType.Bool();
            case INT -> new LogicalType.Int(64, false);
            case DECIMAL -> new LogicalType.Numeric();
            case REAL -> new LogicalType.Real(64);
            case TEXT -> new LogicalType.Text(0);
            case BYTES -> new LogicalType.Bytes(0);
            case DATE -> new LogicalType.Date();
            case TIME -> new LogicalType.Time(6);
            case TIMESTAMP -> new LogicalType.Timestamp(6);
            case UUID -> new LogicalType.Uuid();
            case JSON -> new LogicalType.Json();
            case NULL, ENUM, BITS, INSTANT, OTHER -> UNKNOWN;
        };
    }
}
