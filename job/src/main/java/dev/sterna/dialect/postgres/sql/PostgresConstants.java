package dev.sterna.dialect.postgres.sql;

import dev.sterna.model.LogicalType;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Family;
import dev.sterna.sql.Untranslatable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constants of another engine as constants of a type that PostgreSQL takes beside a value of that type. */
final class PostgresConstants {
    private static final Pattern NUMBER =
            Pattern.compile("\\s*([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*");
    private static final Pattern MOMENT =
            Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[ T](\\d\\d?:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?))?");

    private PostgresConstants() {}

    static boolean isConstant(Expression expression) {
        return expression instanceof Expression.Null
                || expression instanceof Expression.Bool
                || expression instanceof Expression.Number
                || expression instanceof Expression.Text
                || expression instanceof Expression.Bytes
                || expression instanceof Expression.Bits
                || expression instanceof Expression.Moment;
    }

    /** As it stands alone. */
    static String plain(Expression constant) throws Untranslatable {
        if (constant instanceof Expression.Null) {
            return "NULL";
        }
        if (constant instanceof Expression.Bool truth) {
            return truth.value() ? "true" : "false";
        }
        if (constant instanceof Expression.Number number) {
            boolean real = number.digits().toLowerCase(Locale.ROOT).indexOf('e') >= 0;
            String digits = number.digits().startsWith(".") ? "0" + number.digits() : number.digits();
            return real
                    ? Literals.string(digits) + "::double precision"
                    : digits.startsWith("-") ? "(" + digits + ")" : digits;
        }
        if (constant instanceof Expression.Text text) {
            return string(text.value());
        }
        if (constant instanceof Expression.Bytes bytes) {
            return Literals.string("\\x" + bytes.hex()) + "::bytea";
        }
        if (constant instanceof Expression.Bits bits) {
            return "B" + Literals.string(bits.bits());
        }
        if (constant instanceof Expression.Moment moment) {
            String type = switch (moment.family()) {
                case DATE -> "date";
                case TIME -> "time";
                case INSTANT -> "timestamptz";
                default -> "timestamp";
            };
            return Literals.string(moment(moment.text(), moment.family())) + "::" + type;
        }
        throw new Untranslatable("it has a constant that is not understood");
    }

    private static String string(String text) throws Untranslatable {
        if (text.indexOf('\0') >= 0) {
            throw new Untranslatable("PostgreSQL has no NUL character in texts");
        }
        return Literals.string(text);
    }

    /**
     * Beside a value of the family.
     *
     * @param bits how long a string of bits is
     */
    static String as(Expression constant, Family family, int bits) throws Untranslatable {
        if (constant instanceof Expression.Null) {
            return "NULL";
        }
        return switch (family) {
            case BOOL -> truth(constant) ? "true" : "false";
            case INT, DECIMAL, REAL -> number(constant);
            case TEXT, ENUM -> string(textOf(constant));
            case BYTES -> bytes(constant);
            case BITS -> "B" + Literals.string(bits(constant, bits));
            case DATE, TIMESTAMP, INSTANT -> Literals.string(moment(textOnly(constant, family), family));
            case TIME -> time(textOnly(constant, family));
            case UUID -> uuid(textOnly(constant, family));
            case JSON, OTHER -> throw other(constant, family);
            case NULL -> plain(constant);
        };
    }

    private static Untranslatable other(Expression constant, Family family) {
        String words = constant instanceof Expression.Number || constant instanceof Expression.Bits
                ? "a number"
                : constant instanceof Expression.Text ? "a text" : "another constant";
        return new Untranslatable(
                "PostgreSQL takes " + words + " for no " + family.words().replaceFirst("^an? ", ""));
    }

    private static boolean truth(Expression constant) throws Untranslatable {
        if (constant instanceof Expression.Bool truth) {
            return truth.value();
        }
        String text = constant instanceof Expression.Number number
                ? number.digits()
                : constant instanceof Expression.Text value
                        ? value.value()
                        : constant instanceof Expression.Bits bits ? new BigInteger(bits.bits(), 2).toString() : "";
        return switch (text) {
            case "0" -> false;
            case "1" -> true;
            default -> throw new Untranslatable("it takes something else than 0 or 1 for a boolean");
        };
    }

    private static String number(Expression constant) throws Untranslatable {
        if (constant instanceof Expression.Number) {
            return plain(constant);
        }
        if (constant instanceof Expression.Bool truth) {
            return truth.value() ? "1" : "0";
        }
        if (constant instanceof Expression.Bits bits && bits.bits().matches("[01]+")) {
            return new BigInteger(bits.bits(), 2).toString();
        }
        if (constant instanceof Expression.Bytes bytes && bytes.hex().matches("[0-9a-f]{1,15}")) {
            return new BigInteger(bytes.hex(), 16).toString();
        }
        if (constant instanceof Expression.Text text) {
            Matcher number = NUMBER.matcher(text.value());
            if (number.matches()) {
                return plain(new Expression.Number(number.group(1).replace("+", "")));
            }
        }
        throw other(constant, Family.INT);
    }

    private static String textOf(Expression constant) throws Untranslatable {
        if (constant instanceof Expression.Text text) {
            return text.value();
        }
        if (constant instanceof Expression.Moment moment) {
            return moment.text();
        }
        if (constant instanceof Expression.Bytes bytes) {
            byte[] octets = HexFormat.of().parseHex(bytes.hex());
            String text = new String(octets, StandardCharsets.UTF_8);
            if (java.util.Arrays.equals(octets, text.getBytes(StandardCharsets.UTF_8))) {
                return text;
            }
        }
        throw other(constant, Family.TEXT);
    }

    private static String bytes(Expression constant) throws Untranslatable {
        if (constant instanceof Expression.Text text) {
            return Literals.string("\\x" + HexFormat.of().formatHex(text.value().getBytes(StandardCharsets.UTF_8)))
                    + "::bytea";
        }
        if (constant instanceof Expression.Bytes) {
            return plain(constant);
        }
        throw other(constant, Family.BYTES);
    }

    private static String bits(Expression constant, int length) throws Untranslatable {
        BigInteger value =
                constant instanceof Expression.Bits bits && !bits.bits().isEmpty()
                        ? new BigInteger(bits.bits(), 2)
                        : constant instanceof Expression.Number number
                                        && number.digits().matches("\\d+")
                                ? new BigInteger(number.digits())
                                : constant instanceof Expression.Bytes bytes
                                                && !bytes.hex().isEmpty()
                                        ? new BigInteger(bytes.hex(), 16)
                                        : null;
        if (value == null || length < 1 || value.bitLength() > length) {
            throw other(constant, Family.BITS);
        }
        String digits = value.toString(2);
        return "0".repeat(length - digits.length()) + digits;
    }

    private static String textOnly(Expression constant, Family family) throws Untranslatable {
        if (constant instanceof Expression.Text text) {
            return text.value();
        }
        if (constant instanceof Expression.Moment moment) {
            return moment.text();
        }
        throw other(constant, family);
    }

    /** A date that exists, in ISO's form; of an instant in UTC. */
    static String moment(String text, Family family) throws Untranslatable {
        Matcher moment = MOMENT.matcher(text);
        if (!moment.matches()) {
            throw new Untranslatable("it has a date or time that PostgreSQL may not understand: " + text);
        }
        try {
            LocalDate date = LocalDate.of(
                    Integer.parseInt(moment.group(1)),
                    Integer.parseInt(moment.group(2)),
                    Integer.parseInt(moment.group(3)));
            if (date.getYear() == 0) {
                throw new Untranslatable("PostgreSQL has no year 0");
            }
            String time = moment.group(4) == null ? "" : " " + moment.group(4);
            if (family == Family.DATE && !time.isEmpty() && !time.matches(" 0?0:00(:00(\\.0+)?)?")) {
                throw new Untranslatable("it compares a date with a time");
            }
            return date
                    + (family == Family.DATE ? "" : time.isEmpty() ? " 00:00:00" : time)
                    + (family == Family.INSTANT ? "+00" : "");
        } catch (DateTimeException none) {
            throw new Untranslatable("PostgreSQL has no date " + text);
        }
    }

    private static String time(String text) throws Untranslatable {
        if (!text.matches("([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?")) {
            throw new Untranslatable("PostgreSQL has no time of day " + text);
        }
        return Literals.string(text);
    }

    private static String uuid(String text) throws Untranslatable {
        if (!text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw new Untranslatable("it takes a text for a uuid that is none");
        }
        return Literals.string(text);
    }

    /** The length of a column of bits, 0 for anything else. */
    static int bits(Expression expression) {
        return expression instanceof Expression.ColumnValue column
                        && column.pair().target().type() instanceof LogicalType.Bit type
                ? type.length()
                : 0;
    }
}
