package dev.sterna.validate;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** A value of a query's answer as a text that is the same for the same value, whatever the engine and the driver. */
final class ValueText {
    private static final Pattern ZERO_ZONE = Pattern.compile("(?:Z|[+]00(?::?00)?)$");
    private static final Pattern FRACTION_ZEROS = Pattern.compile("(\\.\\d*?)0+$");

    private ValueText() {}

    /** What a column's values are, as far as engines agree on it. */
    enum Kind {
        NUMBER,
        REAL,
        TEXT,
        BINARY,
        DATE,
        TIME,
        TIMESTAMP,
        /** Of a column that has no type of its own. */
        ANY;

        static Kind of(ResultSetMetaData columns, int index) throws SQLException {
            return switch (columns.getColumnType(index)) {
                case Types.BIT, Types.BOOLEAN, Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> NUMBER;
                case Types.NUMERIC, Types.DECIMAL -> NUMBER;
                case Types.REAL, Types.FLOAT, Types.DOUBLE -> REAL;
                case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BINARY;
                case Types.DATE -> DATE;
                case Types.TIME, Types.TIME_WITH_TIMEZONE -> TIME;
                case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> TIMESTAMP;
                case Types.NULL -> ANY;
                default -> TEXT;
            };
        }

        boolean fits(Kind other) {
            return this == other || this == ANY || other == ANY;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The value, or null. */
    static String of(ResultSet row, ResultSetMetaData columns, int index) throws SQLException {
        int type = columns.getColumnType(index);
        return switch (Kind.of(columns, index)) {
            case BINARY -> {
                byte[] octets = row.getBytes(index);
                yield octets == null ? null : HexFormat.of().formatHex(octets);
            }
            case REAL -> {
                String text = type == Types.REAL
                        ? Float.toString(row.getFloat(index))
                        : Double.toString(row.getDouble(index));
                yield row.wasNull() ? null : number(text);
            }
            case NUMBER -> {
                String text = row.getString(index);
                yield text == null ? null : number(text);
            }
            case TIME, TIMESTAMP -> {
                String text = row.getString(index);
                yield text == null ? null : time(text);
            }
            case TEXT, DATE, ANY -> {
                String text = row.getString(index);
                yield text == null || type != Types.CHAR ? text : text.replaceFirst(" +$", "");
            }
        };
    }

    /** Without zeros that mean nothing; truth is 1 and 0. */
    static String number(String text) {
        switch (text) {
            case "t", "true" -> {
                return "1";
            }
            case "f", "false" -> {
                return "0";
            }
            default -> {
                // a number, or one of the words that stand for none
            }
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException word) {
            return text;
        }
    }

    /** In universal time, without a fraction of zeros. */
    static String time(String text) {
        String plain = ZERO_ZONE.matcher(text.replace('T', ' ')).replaceFirst("");
        String cut = FRACTION_ZEROS.matcher(plain).replaceFirst("$1");
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
