package dev.sterna.dialect.postgres.sql;

import dev.sterna.model.LogicalType;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Family;
import dev.sterna.sql.SqlWriter;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;

/** Brings values to types that PostgreSQL takes beside each other, where other engines convert by themselves. */
final class OperandCasts {
    private final SqlWriter writer;

    OperandCasts(SqlWriter writer) {
        this.writer = writer;
    }

    /** For a comparison. */
    List<String> compared(List<Expression> values) throws Untranslatable {
        Family wanted = wantedOf(values);
        if (wanted == Family.JSON || wanted == Family.OTHER) {
            throw new Untranslatable("it compares " + wanted.words());
        }
        int bits = values.stream().mapToInt(OperandCasts::bits).max().orElse(0);
        List<String> written = new ArrayList<>();
        for (Expression value : values) {
            written.add(
                    value instanceof Expression.Constant constant
                            ? ConstantCasts.as(constant, wanted, bits)
                            : compared(value, writer.families().of(value), wanted));
        }
        return written;
    }

    /** What the values that are no constants are; of constants alone what they are. */
    private Family wantedOf(List<Expression> values) throws Untranslatable {
        Family wanted = Family.NULL;
        boolean number = false;
        for (Expression value : values) {
            if (!(value instanceof Expression.Constant)) {
                wanted = together(wanted, writer.families().of(value));
            } else if (value instanceof Expression.Number constant
                    && !constant.digits().matches("[01]")) {
                number = true;
            }
        }
        if (wanted == Family.BOOL && number) {
            return Family.INT;
        }
        if (wanted != Family.NULL) {
            return wanted;
        }
        for (Expression value : values) {
            Family family = writer.families().of(value);
            wanted = wanted == Family.NULL || wanted == Family.TEXT && family != Family.NULL ? family : wanted;
        }
        return wanted;
    }

    private static Family together(Family one, Family other) throws Untranslatable {
        if (one == Family.NULL || one == other) {
            return other;
        }
        if (other == Family.NULL) {
            return one;
        }
        if (one.isNumber() && other.isNumber() || one.isMoment() && other.isMoment()) {
            return one.compareTo(other) > 0 ? one : other;
        }
        if (one == Family.BOOL && other.isNumber() || other == Family.BOOL && one.isNumber()) {
            return one == Family.BOOL ? other : one;
        }
        if (one == Family.ENUM && other == Family.TEXT || one == Family.TEXT && other == Family.ENUM) {
            return Family.TEXT;
        }
        throw new Untranslatable("it compares " + one.words() + " with " + other.words());
    }

    private String compared(Expression value, Family family, Family wanted) throws Untranslatable {
        String sql = writer.value(value);
        if (family == Family.BOOL && wanted.isNumber()) {
            return "(" + sql + ")::integer";
        }
        if (family == Family.ENUM && wanted == Family.TEXT) {
            return "(" + sql + ")::text";
        }
        if (family != wanted && (family == Family.INSTANT || wanted == Family.INSTANT) && family.isMoment()) {
            writer.requirePassing("comparing a timestamp with one in a time zone");
        }
        return sql;
    }

    /** For a result that is one of them. */
    List<String> unified(List<Expression> values) throws Untranslatable {
        Family wanted = writer.families().common(values);
        int bits = values.stream().mapToInt(OperandCasts::bits).max().orElse(0);
        List<String> written = new ArrayList<>();
        for (Expression value : values) {
            Family family = writer.families().of(value);
            if (wanted == Family.TEXT) {
                written.add(text(value));
            } else if (value instanceof Expression.Constant constant) {
                written.add(ConstantCasts.as(constant, wanted, bits));
            } else if (family == Family.BOOL && wanted.isNumber()) {
                written.add("(" + writer.value(value) + ")::integer");
            } else if (family != wanted && wanted == Family.INSTANT && family.isMoment()) {
                writer.requirePassing("taking a timestamp for one in a time zone");
                written.add(writer.value(value));
            } else if (family == wanted
                    || family == Family.NULL
                    || family.isNumber() && wanted.isNumber()
                    || family.isMoment() && wanted.isMoment()) {
                written.add(writer.value(value));
            } else {
                throw new Untranslatable("it mixes " + family.words() + " and " + wanted.words());
            }
        }
        return written;
    }

    /** A value as the text that the other engine makes of it. */
    String text(Expression value) throws Untranslatable {
        if (value instanceof Expression.Constant constant) {
            return value instanceof Expression.Number number && number.digits().matches("-?\\d+(\\.\\d+)?")
                    ? Literals.string(number.digits())
                    : ConstantCasts.as(constant, Family.TEXT, 0);
        }
        String sql = writer.value(value);
        Family family = writer.families().of(value);
        return switch (family) {
            case TEXT, NULL -> sql;
            case INT, DECIMAL, UUID -> "(" + sql + ")::text";
            case BOOL -> "((" + sql + ")::integer)::text";
            case ENUM -> {
                writer.requirePassing("the text of an enum");
                yield "(" + sql + ")::text";
            }
            case DATE -> {
                writer.requirePassing("the text of a date");
                yield "(" + sql + ")::text";
            }
            case TIMESTAMP, TIME -> {
                writer.requirePassing("the text of a time");
                yield "(" + sql + ")::text";
            }
            case JSON -> {
                writer.requirePassing("the text of a JSON document");
                yield "(" + sql + ")::text";
            }
            case REAL, BYTES, BITS, INSTANT, OTHER ->
                throw new Untranslatable("it makes " + family.words() + " a text");
        };
    }

    /** A value that one can calculate with. */
    String number(Expression value) throws Untranslatable {
        Family family = writer.families().of(value);
        if (value instanceof Expression.Constant constant) {
            return ConstantCasts.as(constant, Family.DECIMAL, 0);
        }
        if (family == Family.BOOL) {
            return "(" + writer.value(value) + ")::integer";
        }
        if (family.isNumber() || family == Family.NULL) {
            return writer.value(value);
        }
        throw new Untranslatable("it calculates with " + family.words());
    }

    /** The length of a column of bits, 0 for anything else. */
    static int bits(Expression expression) {
        return expression instanceof Expression.ColumnValue column
                        && column.pair().target().type() instanceof LogicalType.Bit type
                ? type.length()
                : 0;
    }
}
