package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.sql.MySqlTypes;
import dev.sterna.dialect.rows.TypeLimits;
import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a column of MySQL or MariaDB asks of values, by its type as it is declared. */
final class ColumnLimits {
    private static final Pattern TYPE =
            Pattern.compile("\\s*([a-z]+)\\s*(?:\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\))?.*", Pattern.DOTALL);

    private ColumnLimits() {}

    static List<ValueLimit> of(Column source, Column target) {
        String declared = target.nativeType().toLowerCase(Locale.ROOT);
        LogicalType type = logical(declared);
        List<ValueLimit> limits = new ArrayList<>(TypeLimits.of(source.type(), type));
        octets(source, declared, limits);
        switch (source.type().kind()) {
            case CHAR, TEXT, JSON -> limits.add(ValueLimit.of(ValueLimit.Kind.VALID_TEXT));
            case DATE, TIMESTAMP, INSTANT -> dates(source, type, declared, limits);
            case NUMERIC, DECIMAL, REAL -> {
                if (isNumber(type)) {
                    limits.add(ValueLimit.of(ValueLimit.Kind.FINITE));
                }
            }
            case INT, BOOL, BYTES, BIT, TIME, UUID, ENUM, SET, OPAQUE -> {
                // All that there is to say of them follows from the types. The empty value of an enumeration, of what
                // is not
                // in its list, is taken as it is.
            }
        }
        return limits;
    }

    private static boolean isNumber(LogicalType type) {
        return switch (type.kind()) {
            case INT, BOOL, DECIMAL, NUMERIC, REAL, BIT -> true;
            default -> false;
        };
    }

    private static void dates(Column source, LogicalType type, String declared, List<ValueLimit> limits) {
        switch (type.kind()) {
            case DATE, TIMESTAMP -> {
                limits.add(ValueLimit.of(ValueLimit.Kind.FINITE));
                // Our sessions are without ALLOW_INVALID_DATES.
                limits.add(new ValueLimit(ValueLimit.Kind.CALENDAR_DATE, "0", null));
                boolean timed = type instanceof LogicalType.Timestamp;
                limits.add(new ValueLimit(
                        ValueLimit.Kind.DATES, "0001-01-01", timed ? "9999-12-31 23:59:59.999999" : "9999-12-31"));
            }
            case INSTANT -> {
                limits.add(ValueLimit.of(ValueLimit.Kind.FINITE));
                if (declared.startsWith("timestamp") && !isOwn(source, declared)) {
                    limits.add(
                            new ValueLimit(ValueLimit.Kind.DATES, "1970-01-01 00:00:01", "2038-01-19 03:14:07.999999"));
                }
            }
            default -> {
                // A text or a number takes what it is given.
            }
        }
    }

    /** The long types have bounds of their own, in octets. */
    private static void octets(Column source, String declared, List<ValueLimit> limits) {
        long most = switch (declared.replaceFirst("[^a-z].*$", "")) {
            case "tinytext", "tinyblob" -> 255;
            case "text", "blob" -> 65_535;
            case "mediumtext", "mediumblob" -> 16_777_215;
            default -> 0;
        };
        boolean open = switch (source.type().kind()) {
            case TEXT -> unbounded(((LogicalType.Text) source.type()).maxCharacters() * 4, most);
            case BYTES -> unbounded(((LogicalType.Bytes) source.type()).maxLength(), most);
            case JSON, OPAQUE -> true;
            default -> false;
        };
        if (most > 0
                && open
                && !isOwn(source, declared)
                && limits.stream().noneMatch(limit -> limit.kind() == ValueLimit.Kind.OCTETS)) {
            limits.removeIf(limit -> limit.kind() == ValueLimit.Kind.CHARACTERS);
            limits.add(ValueLimit.atMost(ValueLimit.Kind.OCTETS, most));
        }
    }

    /** Whether the source is a column of this engine with that very type; others have a type called text too. */
    private static boolean isOwn(Column source, String declared) {
        boolean hasCharset = source.charset() != null || !(source.type() instanceof LogicalType.Text);
        return hasCharset && source.nativeType().equalsIgnoreCase(declared);
    }

    private static boolean unbounded(long own, long most) {
        return own == 0 || own > most;
    }

    private static LogicalType logical(String declared) {
        Matcher parts = TYPE.matcher(declared);
        if (!parts.matches()) {
            return new LogicalType.Opaque(declared);
        }
        int first = parts.group(2) == null ? -1 : Integer.parseInt(parts.group(2));
        int second = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        boolean fixed = List.of("char", "binary").contains(parts.group(1));
        return MySqlTypes.logical(new MySqlTypes.Declared(
                parts.group(1),
                declared,
                first < 0 ? (fixed ? 1 : 0) : first,
                first < 0 ? 10 : first,
                second,
                Math.max(0, first)));
    }
}
