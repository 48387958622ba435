package dev.sterna.dialect.mysql.sql;

import dev.sterna.dialect.rows.RealText;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import java.util.HexFormat;

/** Names and values as SQL. The only place where a value becomes part of a statement. */
public final class MySqlLiterals {
    private MySqlLiterals() {}

    public static String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    public static String quote(TableName table) {
        return quote(table.schema()) + "." + quote(table.name());
    }

    /** An account as a statement names it; the catalogue gives {@code user@host}, and a user may have an @ himself. */
    public static String account(String account) {
        int host = account.lastIndexOf('@');
        return host < 0 ? quote(account) : quote(account.substring(0, host)) + "@" + quote(account.substring(host + 1));
    }

    /**
     * A text literal. Backslash escapes are on in every session of ours, and the connection is utf8mb4, so that no
     * multi-byte character can hide a quote.
     */
    public static String text(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16).append('\'');
        for (int i = 0; i < value.length(); i++) {
            char at = value.charAt(i);
            switch (at) {
                case '\0' -> out.append("\\0");
                case '\'' -> out.append("\\'");
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\u001a' -> out.append("\\Z");
                default -> out.append(at);
            }
        }
        return out.append('\'').toString();
    }

    public static String bytes(byte[] value) {
        return "x'" + HexFormat.of().formatHex(value) + "'";
    }

    /** See {@link dev.sterna.dialect.SqlText#literal}; bytes are given as their hexadecimal digits. */
    public static String literal(LogicalType type, String canonical) {
        return switch (type.kind()) {
            case INT, BOOL, DECIMAL, NUMERIC -> number(canonical);
            case REAL -> real(canonical);
            case BYTES -> bytes(HexFormat.of().parseHex(canonical));
            case BIT -> bits(canonical);
            case CHAR, TEXT, DATE, TIME, TIMESTAMP, INSTANT, UUID, JSON, ENUM, SET -> text(canonical);
            case OPAQUE ->
                MySqlTypes.isShownInHex(((LogicalType.Opaque) type).nativeType())
                        ? bytes(HexFormat.of().parseHex(canonical))
                        : text(canonical);
        };
    }

    private static String number(String canonical) {
        if (!canonical.matches("-?[0-9]+(\\.[0-9]+)?")) {
            throw new IllegalArgumentException("Cannot write a number that is none, of length " + canonical.length());
        }
        return canonical;
    }

    /** With an exponent, because MySQL takes a number without one for an exact decimal. */
    private static String real(String canonical) {
        double value = RealText.parse(canonical);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("MySQL and MariaDB have no " + canonical);
        }
        String digits = Double.toString(value);
        return digits.indexOf('E') >= 0 ? digits : digits + "E0";
    }

    private static String bits(String canonical) {
        if (!canonical.matches("[01]+")) {
            throw new IllegalArgumentException("Cannot write bits that are none, of length " + canonical.length());
        }
        return "b'" + canonical + "'";
    }
}
