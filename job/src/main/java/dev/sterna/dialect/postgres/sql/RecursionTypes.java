package dev.sterna.dialect.postgres.sql;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Query;
import dev.sterna.sql.Untranslatable;
import java.util.List;

/** The types of a recursive query: PostgreSQL does not widen what it begins with. */
final class RecursionTypes {
    private RecursionTypes() {}

    static void requireSame(Query.Combined combined) throws Untranslatable {
        List<Query.Item> first = combined.left().outputs();
        List<Query.Item> next = combined.right().outputs();
        for (int i = 0; i < first.size(); i++) {
            String type = type(first.get(i).value());
            if (type == null || !type.equals(type(next.get(i).value()))) {
                throw new Untranslatable("PostgreSQL wants column "
                        + first.get(i).name() + " to be of one type in both parts of the recursion");
            }
        }
    }

    /** As the server has it, for the few kinds of expressions of which that is plain; or null. */
    private static String type(Expression value) {
        if (value instanceof Expression.ColumnValue column) {
            return column.pair().target().nativeType();
        }
        if (value instanceof Expression.OutputValue output) {
            return type(output.origin());
        }
        if (value instanceof Expression.Number number && number.digits().matches("-?\\d{1,9}")) {
            return "integer";
        }
        if (value instanceof Expression.Arithmetic sum
                && (sum.operation() == Expression.Operation.ADD || sum.operation() == Expression.Operation.SUBTRACT)) {
            String left = type(sum.left());
            String right = type(sum.right());
            return "integer".equals(right) && ("integer".equals(left) || "bigint".equals(left)) ? left : null;
        }
        return null;
    }
}
