package dev.sterna.dialect.postgres.sql;

import dev.sterna.sql.Constants;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Family;
import dev.sterna.sql.Untranslatable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constants of another engine as constants of a type that PostgreSQL takes beside a value of that type. */
final class ConstantCasts {
    private static final Pattern NUMBER =
            Pattern.compile("\\s*([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*");
    private static final Constants ALONE = new PostgresConstants();

    private ConstantCasts() {}

    /**
     * Beside a value of the family.
     *
     * @param bits how long a string of bits is
     */
    static String as(Expression.Constant constant, Family family, int bits) throws Untranslatable {
        if (constant instanceof Expression.Null) {
            return "NULL";
        }
        return switch (family) {
            case BOOL -> ALONE.truth(truth(constant));
            case INT, DECIMAL, REAL -> number(constant);
            case TEXT, ENUM -> ALONE.text(textOf(constant));
            case BYTES -> bytes(constant);
            case BITS -> ALONE.bits(bits(constant, bits));
            case DATE, TIMESTAMP, INSTANT ->
                Literals.string(PostgresConstants.inIso(textOnly(constant, family), family));
            case TIME -> time(textOnly(constant, family));
            case UUID -> uuid(textOnly(constant, family));
            case JSON, OTHER -> throw other(constant, family);
            case NULL -> ALONE.alone(constant);
        };
    }

    private static Untranslatable other(Expression.Constant constant, Family family) {
        String words = constant instanceof Expression.Number || constant instanceof Expression.Bits
                ? "a number"
                : constant instanceof Expression.Text ? "a text" : "another constant";
        return new Untranslatable(
                "PostgreSQL takes " + words + " for no " + family.words().replaceFirst("^an? ", ""));
    }

    private static boolean truth(Expression.Constant constant) throws Untranslatable {
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

    private static String number(Expression.Constant constant) throws Untranslatable {
        if (constant instanceof Expression.Number) {
            return ALONE.alone(constant);
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
                return ALONE.number(number.group(1).replace("+", ""));
            }
        }
        throw other(constant, Family.INT);
    }

    private static String textOf(Expression.Constant constant) throws Untranslatable {
        if (constant instanceof Expression.Text text) {
            return text.value();
        }
        if (constant instanceof Expression.Moment moment) {
            return moment.text();
        }
        if (constant instanceof Expression.Bytes bytes) {
            byte[] octets = HexFormat.of().parseHex(bytes.hex());
            String text = new String(octets, StandardCharsets.UTF_8);
            if (Arrays.equals(octets, text.getBytes(StandardCharsets.UTF_8))) {
                return text;
            }
        }
        throw other(constant, Family.TEXT);
    }

    private static String bytes(Expression.Constant constant) throws Untranslatable {
        if (constant instanceof Expression.Text text) {
            return ALONE.bytes(HexFormat.of().formatHex(text.value().getBytes(StandardCharsets.UTF_8)));
        }
        if (constant instanceof Expression.Bytes) {
            return ALONE.alone(constant);
        }
        throw other(constant, Family.BYTES);
    }

    private static String bits(Expression.Constant constant, int length) throws Untranslatable {
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

    private static String textOnly(Expression.Constant constant, Family family) throws Untranslatable {
        if (constant instanceof Expression.Text text) {
            return text.value();
        }
        if (constant instanceof Expression.Moment moment) {
            return moment.text();
        }
        throw other(constant, family);
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
}
