package dev.sterna.launcher.bench;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A column as its server's driver has it.
 *
 * @param type of {@link Types}
 * @param length of a text
 */
record PlainColumn(String name, int type, int length, SourceColumn.Nulls nulls) {

    /** A value that differs from another as little as such values can, in one way or the next. */
    Object otherThan(Object value, int way) {
        if (value == null) {
            return first();
        }
        if (nulls == SourceColumn.Nulls.ALLOWED && way % 2 == 0) {
            return null;
        }
        if (value instanceof LocalDate date) {
            return date.plusDays(1);
        }
        if (value instanceof LocalDateTime time) {
            return time.plusNanos(1000);
        }
        if (value instanceof BigDecimal number) {
            return number.add(number.ulp());
        }
        if (value instanceof Double number) {
            return Math.nextUp(number);
        }
        if (value instanceof Number number) {
            return number.longValue() + 1;
        }
        return otherText((String) value, way);
    }

    private Object first() {
        return switch (type) {
            case Types.TIMESTAMP -> LocalDateTime.of(2020, 2, 29, 12, 0);
            case Types.DOUBLE, Types.FLOAT, Types.REAL -> 0.5;
            default -> "";
        };
    }

    private String otherText(String text, int way) {
        boolean varying = type != Types.CHAR;
        if (varying && way % 3 == 1 && text.length() < length) {
            return text + " ";
        }
        if (varying && way % 3 == 2 && !text.isEmpty()) {
            return "";
        }
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            char other = Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
            if (other != letter) {
                return text.substring(0, i) + other + text.substring(i + 1);
            }
        }
        return text.isEmpty() ? "x" : "x" + text.substring(1);
    }
}
