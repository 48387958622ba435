package dev.sterna.dialect.postgres.sql;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Families;
import dev.sterna.sql.Family;
import dev.sterna.sql.Function;
import dev.sterna.sql.SqlWriter;
import dev.sterna.sql.Untranslatable;
import java.util.Locale;

/** Values for columns: defaults, and what a column is computed by. */
final class PostgresDefaults {
    private final SqlWriter writer;
    private final OperandCasts types;
    private final Column column;
    private final Family family;

    PostgresDefaults(SqlWriter writer, Column column) {
        this.writer = writer;
        this.types = new OperandCasts(writer);
        this.column = column;
        this.family = Families.column(column);
    }

    String value(Expression expression) throws Untranslatable {
        if (expression instanceof Expression.Null) {
            return "NULL";
        }
        boolean array = column.nativeType().endsWith("[]");
        if (array) {
            throw new Untranslatable("PostgreSQL's arrays are written otherwise");
        }
        if (expression instanceof Expression.Constant constant) {
            return constant(constant);
        }
        if (expression instanceof Expression.Call call && isClock(call.function())) {
            return clock(call);
        }
        return computed(expression);
    }

    private String constant(Expression.Constant expression) throws Untranslatable {
        if (column.type() instanceof LogicalType.Enumeration labels) {
            if (!(expression instanceof Expression.Text text)
                    || !labels.values().contains(text.value())) {
                throw new Untranslatable("it is none of the values of its enum");
            }
        }
        if (family == Family.JSON && expression instanceof Expression.Text text) {
            if (!JsonSyntax.isJson(text.value())) {
                throw new Untranslatable("it is no JSON");
            }
            return Literals.string(text.value());
        }
        if (column.nativeType().equals("inet") && expression instanceof Expression.Text text) {
            return Literals.string(text.value());
        }
        if (family == Family.TEXT && expression instanceof Expression.Number number) {
            return Literals.string(number.digits());
        }
        if (family == Family.TEXT && expression instanceof Expression.Bool truth) {
            return Literals.string(truth.value() ? "1" : "0");
        }
        int bits = column.type() instanceof LogicalType.Bit bit ? bit.length() : 0;
        return ConstantCasts.as(expression, family, bits);
    }

    private static boolean isClock(Function function) {
        return function == Function.NOW || function == Function.NOW_IN_UTC || function == Function.TODAY;
    }

    private String clock(Expression.Call call) throws Untranslatable {
        writer.requirePassing("the clock");
        if (call.function() == Function.NOW_IN_UTC) {
            if (family != Family.TIMESTAMP) {
                throw new Untranslatable("it is the time in UTC, of " + column.nativeType());
            }
            return writer.value(call);
        }
        boolean today = call.function() == Function.TODAY;
        return switch (family) {
            case DATE -> "CURRENT_DATE";
            case TIMESTAMP -> today ? "CURRENT_DATE" : "LOCALTIMESTAMP" + digits();
            case INSTANT -> today ? "CURRENT_DATE" : "CURRENT_TIMESTAMP" + digits();
            case TIME -> {
                if (today) {
                    throw new Untranslatable("it is a date, of " + column.nativeType());
                }
                yield "LOCALTIME" + digits();
            }
            default -> throw new Untranslatable("it is a date or time, of " + column.nativeType());
        };
    }

    private String digits() {
        int digits = column.type() instanceof LogicalType.Instant instant
                ? instant.fraction()
                : column.type() instanceof LogicalType.Timestamp timestamp
                        ? timestamp.fraction()
                        : column.type() instanceof LogicalType.Time time ? time.fraction() : 0;
        return digits == 6 ? "" : "(" + digits + ")";
    }

    private String computed(Expression expression) throws Untranslatable {
        Family from = writer.families().of(expression);
        if (from == Family.NULL) {
            return writer.value(expression);
        }
        boolean native1 = column.nativeType().toLowerCase(Locale.ROOT).startsWith("char");
        return switch (family) {
            case BOOL -> {
                if (expression instanceof Expression.ConditionAsNumber number) {
                    yield writer.condition(number.condition());
                }
                yield from == Family.BOOL ? writer.value(expression) : writer.condition(expression);
            }
            case INT, DECIMAL, REAL -> types.number(expression);
            case TEXT -> from == Family.UUID && native1 ? writer.value(expression) + "::text" : types.text(expression);
            case DATE -> {
                requireMoment(from);
                yield from == Family.DATE ? writer.value(expression) : "(" + writer.value(expression) + ")::date";
            }
            case TIMESTAMP, INSTANT -> {
                requireMoment(from);
                if (from != family && (from == Family.INSTANT || family == Family.INSTANT)) {
                    writer.requirePassing("a timestamp in a time zone");
                }
                yield writer.value(expression);
            }
            case ENUM, BYTES, BITS, TIME, UUID, JSON, OTHER, NULL -> {
                if (from != family) {
                    throw new Untranslatable("it makes " + from.words() + " a " + column.nativeType());
                }
                yield writer.value(expression);
            }
        };
    }

    private void requireMoment(Family from) throws Untranslatable {
        if (!from.isMoment()) {
            throw new Untranslatable("it makes " + from.words() + " a " + column.nativeType());
        }
    }
}
