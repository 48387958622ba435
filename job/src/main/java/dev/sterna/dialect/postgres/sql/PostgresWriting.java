package dev.sterna.dialect.postgres.sql;

import dev.sterna.model.LogicalType;
import dev.sterna.sql.Constants;
import dev.sterna.sql.Differences;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Family;
import dev.sterna.sql.GroupedColumns;
import dev.sterna.sql.Query;
import dev.sterna.sql.SqlWriter;
import dev.sterna.sql.Untranslatable;
import dev.sterna.sql.Writing;
import java.util.List;
import java.util.Locale;

/**
 * PostgreSQL's SQL for what another engine said.
 *
 * <p>A pattern or regular expression on texts whose collation at the source does not tell upper from lower case becomes
 * ILIKE or {@code ~*}: it agrees but for accents. That is enough for a view; where the result lasts (a check, a computed
 * column) rows of the source could be refused, so there only patterns without letters are translated. Plain comparisons
 * are translated everywhere, and tell case apart: see {@link Differences}.
 */
final class PostgresWriting implements Writing {
    @Override
    public String identifier(String name) {
        // A query's own names are as long as the source lets them be.
        return Literals.identifier(new PostgresIdentifiers().fit(name));
    }

    @Override
    public Constants constants() {
        return new PostgresConstants();
    }

    @Override
    public List<String> compared(List<Expression> values, SqlWriter writer) throws Untranslatable {
        return new OperandCasts(writer).compared(values);
    }

    @Override
    public List<String> unified(List<Expression> values, SqlWriter writer) throws Untranslatable {
        return new OperandCasts(writer).unified(values);
    }

    @Override
    public String same(String left, String right) {
        return left + " IS NOT DISTINCT FROM " + right;
    }

    @Override
    public String exclusiveOr(String left, String right) {
        return left + " <> " + right;
    }

    @Override
    public String numberAsCondition(Expression number, SqlWriter writer) throws Untranslatable {
        Family family = writer.families().of(number);
        if (family == Family.BOOL || family == Family.NULL) {
            return writer.value(number);
        }
        if (family.isNumber()) {
            return "(" + writer.value(number) + " <> 0)";
        }
        int bits = OperandCasts.bits(number);
        if (bits > 0) {
            return "(" + writer.value(number) + " <> B'" + "0".repeat(bits) + "')";
        }
        throw new Untranslatable("PostgreSQL takes " + family.words() + " for no condition");
    }

    @Override
    public String conditionAsNumber(String condition) {
        return "(" + condition + ")::integer";
    }

    @Override
    public String arithmetic(Expression.Arithmetic arithmetic, SqlWriter writer) throws Untranslatable {
        return PostgresArithmetic.of(arithmetic, writer);
    }

    @Override
    public String like(Expression.Like like, SqlWriter writer) throws Untranslatable {
        OperandCasts types = new OperandCasts(writer);
        boolean anyCase = like.anyCase() || foldsCase(like.value(), like.pattern(), writer);
        String escape = like.escape() == null ? "" : like.escape();
        return "(" + types.text(like.value()) + (anyCase ? " ILIKE " : " LIKE ") + types.text(like.pattern())
                + (escape.equals("\\") ? "" : " ESCAPE " + Literals.string(escape)) + ")";
    }

    @Override
    public String regex(Expression.Regex regex, SqlWriter writer) throws Untranslatable {
        Expression pattern = new Expression.Text(regex.pattern());
        boolean anyCase = regex.anyCase() || foldsCase(regex.value(), pattern, writer);
        return "(" + new OperandCasts(writer).text(regex.value()) + (anyCase ? " ~* " : " ~ ")
                + Literals.string(regex.pattern()) + ")";
    }

    private static boolean foldsCase(Expression value, Expression pattern, SqlWriter writer) throws Untranslatable {
        if (!Differences.isCaseFolded(value)) {
            return false;
        }
        boolean letters = !(pattern instanceof Expression.Text text)
                || text.value().chars().anyMatch(Character::isLetter);
        if (letters && writer.isLasting()) {
            throw new Untranslatable("its pattern is compared by a collation that does not tell upper from lower case");
        }
        return letters;
    }

    @Override
    public String call(Expression.Call call, SqlWriter writer) throws Untranslatable {
        return new PostgresCalls(writer).call(call);
    }

    @Override
    public String cast(Expression.Cast cast, SqlWriter writer) throws Untranslatable {
        OperandCasts types = new OperandCasts(writer);
        LogicalType type = cast.type();
        return switch (type.kind()) {
            case TEXT -> {
                long most = ((LogicalType.Text) type).maxCharacters();
                String text = types.text(cast.value());
                yield most > 0 ? "left(" + text + ", " + most + ")" : text;
            }
            case INT -> "(round((" + types.number(cast.value()) + ")::numeric))::bigint";
            case DECIMAL ->
                "(" + types.number(cast.value()) + ")::numeric(" + ((LogicalType.Decimal) type).precision() + ","
                        + ((LogicalType.Decimal) type).scale() + ")";
            case NUMERIC -> "(" + types.number(cast.value()) + ")::numeric";
            case REAL -> "(" + types.number(cast.value()) + ")::double precision";
            case TIMESTAMP -> {
                if (writer.families().of(cast.value()) != Family.DATE) {
                    writer.requirePassing("the local time of an instant");
                }
                yield "(" + writer.value(cast.value()) + ")::timestamp(" + ((LogicalType.Timestamp) type).fraction()
                        + ")";
            }
            case BOOL, CHAR, BYTES, BIT, DATE, TIME, INSTANT, UUID, JSON, ENUM, SET, OPAQUE ->
                throw new Untranslatable(
                        "it makes something a " + type.kind().name().toLowerCase(Locale.ROOT));
        };
    }

    @Override
    public String extract(Expression.Extract extract, SqlWriter writer) throws Untranslatable {
        requireLocal(extract.moment(), writer);
        String part = "extract(" + extract.unit().name().toLowerCase(Locale.ROOT) + " FROM "
                + writer.value(extract.moment()) + ")";
        return extract.unit() == Expression.Unit.SECOND ? "(floor(" + part + "))::integer" : "(" + part + ")::integer";
    }

    static void requireLocal(Expression moment, SqlWriter writer) throws Untranslatable {
        Family family = writer.families().of(moment);
        if (!family.isMoment() && family != Family.TIME) {
            throw new Untranslatable("it takes " + family.words() + " for a date");
        }
        if (family == Family.INSTANT) {
            writer.requirePassing("the date of an instant");
        }
    }

    @Override
    public String shift(Expression.Shift shift, SqlWriter writer) throws Untranslatable {
        requireLocal(shift.moment(), writer);
        String unit = shift.unit() == Expression.Unit.QUARTER
                ? "3 month"
                : "1 " + shift.unit().name().toLowerCase(Locale.ROOT);
        String span = shift.amount() instanceof Expression.Number number && shift.unit() != Expression.Unit.QUARTER
                ? "interval '" + number.digits() + " " + unit.substring(2) + "'"
                : "(" + writer.value(shift.amount()) + " * interval '" + unit + "')";
        String moved = "(" + writer.value(shift.moment()) + " + " + span + ")";
        return shift.wholeDays() && writer.families().of(shift.moment()) == Family.DATE ? moved + "::date" : moved;
    }

    @Override
    public String aggregate(Expression.Aggregate aggregate, SqlWriter writer) throws Untranslatable {
        return new PostgresCalls(writer).aggregate(aggregate);
    }

    @Override
    public void require(Expression.Window window) throws Untranslatable {
        if (window.aggregate() != null
                && (window.aggregate().distinct() || !window.aggregate().order().isEmpty())) {
            throw new Untranslatable("PostgreSQL has no DISTINCT over a window");
        }
    }

    @Override
    public String order(String sql, Query.Order order) {
        return sql
                + (order.descending() ? " DESC" : "")
                + (order.nullsFirst() == order.descending() ? "" : order.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }

    @Override
    public List<Expression> groups(Query.Select select, List<Query.Order> order) throws Untranslatable {
        return GroupedColumns.of(select, order);
    }

    @Override
    public void require(Query query) throws Untranslatable {
        for (Query.Common common : query.commons()) {
            if (query.recursive() && common.query().body() instanceof Query.Combined combined) {
                RecursionTypes.requireSame(combined);
            }
        }
        if (query.body() instanceof Query.Select select) {
            if (select.distinct()) {
                for (Query.Order by : query.order()) {
                    if (select.outputs().stream().noneMatch(item -> item.value().equals(by.value()))) {
                        throw new Untranslatable("it sorts distinct rows by something that is not among them");
                    }
                }
            }
        }
    }

    @Override
    public void requireLimitOfMembers() {
        // It does look.
    }

    @Override
    public void require(Query.Join join) {
        // It has all of them.
    }

    @Override
    public String limit(String limit, String offset) {
        return (limit == null ? "" : " LIMIT " + limit) + (offset == null ? "" : " OFFSET " + offset);
    }
}
