package dev.sterna.dialect.mysql.sql;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Families;
import dev.sterna.sql.Family;
import dev.sterna.sql.Function;
import dev.sterna.sql.SqlWriter;
import dev.sterna.sql.Untranslatable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Values for columns. A default that is no plain constant stands in parentheses, as MySQL 8 wants it, and so does any of
 * a long text or binary column.
 */
final class MySqlDefaults {
    private final SqlWriter writer;
    private final Column column;
    private final String type;

    MySqlDefaults(SqlWriter writer, Column column) {
        this.writer = writer;
        this.column = column;
        this.type = column.nativeType().toLowerCase(Locale.ROOT).replaceFirst("[^a-z].*$", "");
    }

    /** What stands after DEFAULT. */
    String value(Expression expression) throws Untranslatable {
        if (expression instanceof Expression.Null) {
            return "NULL";
        }
        if (expression instanceof Expression.Constant) {
            String constant = constant(expression);
            return isLong() ? "(" + constant + ")" : constant;
        }
        if (expression instanceof Expression.Call call && isClock(call.function())) {
            return clock(call);
        }
        requireFit(writer.families().of(expression));
        boolean utc = type.equals("datetime") && column.type() instanceof LogicalType.Instant;
        return "("
                + writer.value(
                        utc && ClockFunctions.isClock(expression) ? ClockFunctions.inUtc(expression) : expression)
                + ")";
    }

    /** What a column is computed by. */
    String computed(Expression expression) throws Untranslatable {
        if (expression instanceof Expression.Constant && !(expression instanceof Expression.Null)) {
            return constant(expression);
        }
        requireFit(writer.families().of(expression));
        return writer.value(expression);
    }

    private boolean isLong() {
        return type.endsWith("text") || type.endsWith("blob") || type.equals("json") || isSpatial();
    }

    private boolean isSpatial() {
        return MySqlTypes.isShownInHex(type);
    }

    private void requireFit(Family from) throws Untranslatable {
        Family to = family();
        boolean fit = from == to
                || from == Family.NULL
                || from.isNumber() && (to.isNumber() || to == Family.BOOL)
                || from == Family.BOOL && to.isNumber()
                || from.isMoment() && to.isMoment()
                || to == Family.TEXT && (from == Family.UUID || from == Family.ENUM || from == Family.JSON)
                || from == Family.TEXT && (to == Family.ENUM || to == Family.UUID || to == Family.JSON);
        if (!fit) {
            throw new Untranslatable("it makes " + from.words() + " a " + column.nativeType());
        }
    }

    private Family family() {
        return Families.column(column);
    }

    private String constant(Expression constant) throws Untranslatable {
        return switch (type) {
            case "tinyint",
                    "smallint",
                    "mediumint",
                    "int",
                    "integer",
                    "bigint",
                    "decimal",
                    "numeric",
                    "float",
                    "double",
                    "real",
                    "year" -> number(constant);
            case "bit" -> bits(constant);
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set", "json", "uuid" ->
                MySqlLiterals.text(text(constant));
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> bytes(constant);
            case "date" -> moment(constant, "\\d{4}-\\d\\d-\\d\\d");
            case "datetime", "timestamp" ->
                moment(constant, "\\d{4}-\\d\\d-\\d\\d( \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?)?");
            case "time" -> moment(constant, "\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?");
            default -> throw new Untranslatable("no default is known for a column of " + column.nativeType());
        };
    }

    private Untranslatable unfit() {
        return new Untranslatable("it is no value of " + column.nativeType());
    }

    private String number(Expression constant) throws Untranslatable {
        if (constant instanceof Expression.Bool truth) {
            return truth.value() ? "1" : "0";
        }
        if (constant instanceof Expression.Number number) {
            return type.matches("float|double|real") ? number.digits() : MySqlConstants.digits(number);
        }
        if (constant instanceof Expression.Text text && text.value().matches("-?\\d+(\\.\\d+)?")) {
            return text.value();
        }
        throw unfit();
    }

    private String bits(Expression constant) throws Untranslatable {
        if (constant instanceof Expression.Bool truth) {
            return truth.value() ? "b'1'" : "b'0'";
        }
        if (constant instanceof Expression.Text text && text.value().matches("[01]+")) {
            return new MySqlConstants().bits(text.value());
        }
        if (constant instanceof Expression.Number number && number.digits().matches("\\d+")) {
            return new MySqlConstants().bits(new BigInteger(number.digits()).toString(2));
        }
        if (constant instanceof Expression.Bits bits) {
            return new MySqlConstants().bits(bits.bits());
        }
        throw unfit();
    }

    private String text(Expression constant) throws Untranslatable {
        if (constant instanceof Expression.Text text) {
            return text.value();
        }
        if (constant instanceof Expression.Number number) {
            return MySqlConstants.digits(number);
        }
        if (constant instanceof Expression.Bits bits) {
            return bits.bits();
        }
        if (constant instanceof Expression.Moment moment) {
            return moment.text();
        }
        throw unfit();
    }

    private String bytes(Expression constant) throws Untranslatable {
        if (constant instanceof Expression.Bytes bytes) {
            return "x'" + bytes.hex() + "'";
        }
        if (constant instanceof Expression.Text text) {
            return "x'" + HexFormat.of().formatHex(text.value().getBytes(StandardCharsets.UTF_8)) + "'";
        }
        throw unfit();
    }

    private String moment(Expression constant, String form) throws Untranslatable {
        String text = constant instanceof Expression.Moment moment
                ? moment.text()
                : constant instanceof Expression.Text value ? value.value() : "";
        if (!text.matches(form)) {
            throw unfit();
        }
        return MySqlLiterals.text(text);
    }

    private static boolean isClock(Function function) {
        return function == Function.NOW || function == Function.NOW_IN_UTC || function == Function.TODAY;
    }

    /** CURRENT_TIMESTAMP must have as many digits as the column; other clocks are expressions. */
    private String clock(Expression.Call call) throws Untranslatable {
        writer.requirePassing("the clock");
        boolean today = call.function() == Function.TODAY;
        boolean utc = call.function() == Function.NOW_IN_UTC;
        return switch (type) {
            case "datetime", "timestamp" -> {
                if (today) {
                    yield "(curdate())";
                }
                boolean inUtc = utc || type.equals("datetime") && column.type() instanceof LogicalType.Instant;
                yield inUtc
                        ? "(utc_timestamp(" + digits() + "))"
                        : "CURRENT_TIMESTAMP" + (digits() > 0 ? "(" + digits() + ")" : "");
            }
            case "date" -> utc ? "(utc_date())" : "(curdate())";
            case "time" -> {
                if (today) {
                    throw unfit();
                }
                yield "(" + (utc ? "utc_time(" : "curtime(") + digits() + "))";
            }
            default -> throw unfit();
        };
    }

    private int digits() {
        String name = column.nativeType();
        int open = name.indexOf('(');
        return open < 0 ? 0 : Integer.parseInt(name.substring(open + 1, name.indexOf(')', open)));
    }
}
