package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.rows.NumberText;
import dev.sterna.dialect.rows.RealText;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;

/** Texts in which keys travel, of values that come as the server's own text, in a session whose settings are Sterna's. */
final class KeyText {
    private KeyText() {}

    static String of(Column column, String text) {
        LogicalType type = column.type();
        return switch (type.kind()) {
            case BOOL -> text.equals("t") ? "1" : "0";
            case REAL ->
                RealText.of(
                        ((LogicalType.Real) type).bits() == 32
                                ? (double) Float.parseFloat(text)
                                : Double.parseDouble(text));
            case CHAR -> text.replaceFirst(" +$", "");
            case BYTES -> text.substring("\\x".length());
            case INSTANT -> withoutZone(text);
            // A number without a bound keeps the zeros that it was written with, and is the same without them.
            case NUMERIC -> NumberText.withoutLastZeros(text);
            case INT, DECIMAL, TEXT, BIT, DATE, TIME, TIMESTAMP, UUID, JSON, ENUM, SET -> text;
            // Money is shown with a sign of its own and groups of digits, in the session's locale.
            case OPAQUE ->
                ((LogicalType.Opaque) type).nativeType().equals("money")
                        ? text.replace("$", "").replace(",", "")
                        : text;
        };
    }

    /** Always the same one. */
    private static String withoutZone(String text) {
        if (text.endsWith("+00 BC")) {
            return text.substring(0, text.length() - "+00 BC".length()) + " BC";
        }
        return text.endsWith("+00") ? text.substring(0, text.length() - "+00".length()) : text;
    }
}
