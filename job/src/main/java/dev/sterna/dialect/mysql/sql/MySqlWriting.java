package dev.sterna.dialect.mysql.sql;

import dev.sterna.model.LogicalType;
import dev.sterna.sql.Constants;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Family;
import dev.sterna.sql.Query;
import dev.sterna.sql.SqlWriter;
import dev.sterna.sql.Untranslatable;
import dev.sterna.sql.Writing;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** SQL of MySQL and MariaDB, understood by both, for what another engine said. */
final class MySqlWriting implements Writing {
    @Override
    public String identifier(String name) {
        // A query's own names are of the characters that the source lets them have.
        return MySqlLiterals.quote(new MySqlIdentifiers().fit(name));
    }

    @Override
    public void requireApart(List<String> columns) throws Untranslatable {
        MySqlIdentifiers identifiers = new MySqlIdentifiers();
        Map<String, String> seen = new HashMap<>();
        for (String column : columns) {
            String other = seen.putIfAbsent(identifiers.folded(identifiers.fit(column)), column);
            if (other != null) {
                throw new Untranslatable(
                        "its subquery has columns " + other + " and " + column + ", which are one name to MySQL");
            }
        }
    }

    @Override
    public Constants constants() {
        return new MySqlConstants();
    }

    @Override
    public List<String> compared(List<Expression> values, SqlWriter writer) throws Untranslatable {
        Family wanted = Family.NULL;
        for (Expression value : values) {
            Family family = writer.families().of(value);
            if (family == Family.JSON || family == Family.OTHER) {
                throw new Untranslatable("it compares " + family.words());
            }
            boolean counts = !(value instanceof Expression.Constant) && !ClockFunctions.isClock(value);
            if (counts && isZoned(wanted, family)) {
                throw new Untranslatable("it compares a timestamp with one in a time zone");
            }
            wanted = counts ? family : wanted;
        }
        List<String> written = new ArrayList<>();
        for (Expression value : ClockFunctions.alike(values, writer)) {
            if (wanted == Family.UUID && value instanceof Expression.Text text) {
                written.add(MySqlLiterals.text(text.value().toLowerCase(Locale.ROOT)));
            } else if (wanted == Family.BITS
                    && value instanceof Expression.Bits bits
                    && bits.bits().matches("[01]{1,64}")) {
                // MariaDB compares bits as numbers, but a constant of bits as octets.
                written.add(new BigInteger(bits.bits(), 2).toString());
            } else {
                written.add(writer.value(value));
            }
        }
        return written;
    }

    private static boolean isZoned(Family one, Family other) {
        return one.isMoment() && other.isMoment() && one != other && (one == Family.INSTANT || other == Family.INSTANT);
    }

    @Override
    public List<String> unified(List<Expression> values, SqlWriter writer) throws Untranslatable {
        return writer.values(ClockFunctions.alike(values, writer));
    }

    @Override
    public String same(String left, String right) {
        return left + " <=> " + right;
    }

    @Override
    public String exclusiveOr(String left, String right) {
        return left + " XOR " + right;
    }

    @Override
    public String numberAsCondition(Expression number, SqlWriter writer) throws Untranslatable {
        Family family = writer.families().of(number);
        if (!family.isNumber() && family != Family.BOOL) {
            throw new Untranslatable("it takes " + family.words() + " for a condition");
        }
        return "(" + writer.value(number) + " <> 0)";
    }

    @Override
    public String conditionAsNumber(String condition) {
        return condition;
    }

    @Override
    public String arithmetic(Expression.Arithmetic arithmetic, SqlWriter writer) throws Untranslatable {
        String operator = switch (arithmetic.operation()) {
            case ADD -> "+";
            case SUBTRACT -> "-";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
            case DIVIDE_WHOLE -> "DIV";
            case REMAINDER -> "%";
            case BITS_AND -> "&";
            case BITS_OR -> "|";
        };
        return writer.value(arithmetic.left()) + " " + operator + " " + writer.value(arithmetic.right());
    }

    @Override
    public String like(Expression.Like like, SqlWriter writer) throws Untranslatable {
        String value = writer.value(like.value());
        String pattern = writer.value(like.pattern());
        String escape = like.escape() == null ? "" : like.escape();
        return "(" + (like.anyCase() ? "lower(" + value + ") LIKE lower(" + pattern + ")" : value + " LIKE " + pattern)
                + (escape.equals("\\") ? "" : " ESCAPE " + MySqlLiterals.text(escape)) + ")";
    }

    @Override
    public String regex(Expression.Regex regex, SqlWriter writer) throws Untranslatable {
        String value = writer.value(regex.value());
        String pattern =
                MySqlLiterals.text(regex.anyCase() ? regex.pattern().toLowerCase(Locale.ROOT) : regex.pattern());
        return "(" + (regex.anyCase() ? "lower(" + value + ")" : value) + " REGEXP " + pattern + ")";
    }

    @Override
    public String call(Expression.Call call, SqlWriter writer) throws Untranslatable {
        return new MySqlCalls(writer).call(call);
    }

    @Override
    public String cast(Expression.Cast cast, SqlWriter writer) throws Untranslatable {
        String value = writer.value(cast.value());
        LogicalType type = cast.type();
        if (Family.of(type) == Family.DECIMAL && writer.families().of(cast.value()) == Family.REAL) {
            writer.requirePassing("rounding a floating number");
        }
        return switch (type.kind()) {
            case TEXT -> text(value, cast, writer);
            case INT -> "cast(round(" + value + ") as signed)";
            case DECIMAL -> decimal(value, (LogicalType.Decimal) type);
            // An integer is as exact.
            case NUMERIC -> value;
            case REAL -> "cast(" + value + " as double)";
            case TIMESTAMP -> "cast(" + value + " as datetime(" + ((LogicalType.Timestamp) type).fraction() + "))";
            case BOOL, CHAR, BYTES, BIT, DATE, TIME, INSTANT, UUID, JSON, ENUM, SET, OPAQUE ->
                throw new Untranslatable(
                        "it makes something a " + type.kind().name().toLowerCase(Locale.ROOT));
        };
    }

    private static String decimal(String value, LogicalType.Decimal type) throws Untranslatable {
        if (type.precision() > 65 || type.scale() > 30) {
            throw new Untranslatable("MySQL has no numbers of " + type.precision() + " digits");
        }
        return "cast(" + value + " as decimal(" + type.precision() + "," + type.scale() + "))";
    }

    private static String text(String value, Expression.Cast cast, SqlWriter writer) throws Untranslatable {
        return switch (writer.families().of(cast.value())) {
            case TEXT, ENUM, UUID, NULL -> value;
            case INT, DATE -> "cast(" + value + " as char)";
            case DECIMAL -> {
                requireScale(cast.value());
                yield "cast(" + value + " as char)";
            }
            default -> throw new Untranslatable("it makes a text of something that MySQL shows otherwise");
        };
    }

    /** A number without a bound has as many digits after the point as it needs there, and 30 here. */
    static void requireScale(Expression value) throws Untranslatable {
        boolean declared = value instanceof Expression.Number
                || value instanceof Expression.ColumnValue column
                        && column.pair().source().type() instanceof LogicalType.Decimal;
        if (!declared) {
            throw new Untranslatable("it makes a text of a number with no fixed number of digits");
        }
    }

    @Override
    public String extract(Expression.Extract extract, SqlWriter writer) throws Untranslatable {
        return "extract(" + extract.unit() + " FROM " + writer.value(extract.moment()) + ")";
    }

    @Override
    public String shift(Expression.Shift shift, SqlWriter writer) throws Untranslatable {
        String moment = writer.value(shift.moment());
        boolean becomesTime = writer.families().of(shift.moment()) == Family.DATE
                && !shift.wholeDays()
                && shift.unit().isWholeDays();
        return "(" + (becomesTime ? "cast(" + moment + " as datetime)" : moment) + " + INTERVAL "
                + writer.value(shift.amount()) + " " + shift.unit() + ")";
    }

    @Override
    public String aggregate(Expression.Aggregate aggregate, SqlWriter writer) throws Untranslatable {
        return new MySqlCalls(writer).aggregate(aggregate);
    }

    @Override
    public void require(Expression.Window window) throws Untranslatable {
        Expression.Aggregate aggregate = window.aggregate();
        if (aggregate != null && (aggregate.distinct() || aggregate.function() == Expression.AggregateFunction.LIST)) {
            throw new Untranslatable("MySQL has no such aggregate over a window");
        }
        if (window.arguments().size() > 2) {
            throw new Untranslatable("MariaDB has no default for what lies outside of a window");
        }
    }

    /** NULLs come first here, and last in descending order. */
    @Override
    public String order(String sql, Query.Order order) {
        String plain = sql + (order.descending() ? " DESC" : "");
        if (order.nullsFirst() != order.descending() || neverNull(order.value())) {
            return plain;
        }
        return sql + " IS NULL" + (order.descending() ? " DESC" : "") + ", " + plain;
    }

    private static boolean neverNull(Expression value) {
        return value instanceof Expression.Aggregate aggregate
                && aggregate.function() == Expression.AggregateFunction.COUNT;
    }

    @Override
    public List<Expression> groups(Query.Select select, List<Query.Order> order) {
        return select.groups();
    }

    /** A recursive query's texts are no longer here than the first part's. */
    @Override
    public void require(Query query) throws Untranslatable {
        if (query.body() instanceof Query.Select select && select.distinct()) {
            for (Query.Order by : query.order()) {
                boolean column =
                        by.value() instanceof Expression.ColumnValue || by.value() instanceof Expression.OutputValue;
                if (!column && by.nullsFirst() == by.descending()) {
                    throw new Untranslatable(
                            "MySQL sorts distinct rows by nothing but what they give, and NULLs first");
                }
            }
        }
        for (Query.Common common : query.commons()) {
            if (query.recursive() && common.query().body() instanceof Query.Combined combined) {
                for (Query.Item item : combined.right().outputs()) {
                    if (new SqlWriter(this, SqlWriter.Lifetime.PASSING)
                                            .families()
                                            .of(item.value())
                                    == Family.TEXT
                            && !(item.value() instanceof Expression.ColumnValue)
                            && !(item.value() instanceof Expression.OutputValue)) {
                        throw new Untranslatable("it makes longer and longer texts in a recursion");
                    }
                }
            }
        }
    }

    @Override
    public void requireLimitOfMembers() throws Untranslatable {
        throw new Untranslatable("it looks for a value in a query with LIMIT, which MySQL does not");
    }

    @Override
    public void require(Query.Join join) throws Untranslatable {
        if (join.kind() == Query.JoinKind.FULL) {
            throw new Untranslatable("MySQL has no full join");
        }
    }

    @Override
    public String limit(String limit, String offset) {
        if (offset == null) {
            return limit == null ? "" : " LIMIT " + limit;
        }
        return " LIMIT " + (limit == null ? "18446744073709551615" : limit) + " OFFSET " + offset;
    }
}
