package dev.sterna.dialect.mysql.sql;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Family;
import dev.sterna.sql.Function;
import dev.sterna.sql.SqlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The clock beside columns. Instants that came from elsewhere stand in DATETIME columns, in UTC, so what they are
 * compared with is the time in UTC too; everything else is local time.
 */
final class ClockFunctions {
    private ClockFunctions() {}

    static boolean isClock(Expression expression) {
        if (expression instanceof Expression.Shift shift) {
            return isClock(shift.moment());
        }
        return expression instanceof Expression.Call call && call.function() == Function.NOW;
    }

    static List<Expression> alike(List<Expression> values, SqlWriter writer) {
        boolean utc = false;
        for (Expression value : values) {
            utc |= !isClock(value)
                    && writer.families().of(value) == Family.INSTANT
                    && !(value instanceof Expression.Constant)
                    && !isTimestamp(value);
        }
        if (!utc) {
            return values;
        }
        List<Expression> alike = new ArrayList<>();
        for (Expression value : values) {
            alike.add(isClock(value) ? inUtc(value) : value);
        }
        return alike;
    }

    private static boolean isTimestamp(Expression value) {
        return value instanceof Expression.ColumnValue column
                && column.pair().target().nativeType().toLowerCase(Locale.ROOT).startsWith("timestamp");
    }

    /** The same clock in UTC. */
    static Expression inUtc(Expression clock) {
        return clock instanceof Expression.Shift shift
                ? new Expression.Shift(inUtc(shift.moment()), shift.amount(), shift.unit(), shift.wholeDays())
                : new Expression.Call(Function.NOW_IN_UTC, List.of());
    }
}
