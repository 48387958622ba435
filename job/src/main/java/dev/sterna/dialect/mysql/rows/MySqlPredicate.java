package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.sql.MySqlHash;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions for the rows of a slice. */
final class MySqlPredicate {
    private MySqlPredicate() {}

    static String of(Table table, Slice slice) {
        return switch (slice.kind()) {
            case WHOLE -> "1 = 1";
            case KEY_RANGE -> range(table, (Slice.KeyRange) slice);
            case NULL_KEY ->
                ((Slice.NullKey) slice)
                        .columns().stream()
                                .map(name -> MySqlLiterals.quote(name) + " IS NULL")
                                .collect(Collectors.joining(" OR ", "(", ")"));
            case HASH_BUCKET -> bucket(table, (Slice.HashBucket) slice);
            case KEYS -> keys(table, (Slice.Keys) slice);
            case PAGE_RANGE -> throw new IllegalArgumentException("MySQL and MariaDB have no page ranges");
        };
    }

    /**
     * Not a row comparison, {@code (a, b) >= (x, y)}: MySQL and MariaDB use no index for it. The expanded form they
     * turn into ranges over the whole key; the bound on the leading column alone says the same again in the form that
     * every version understands.
     */
    private static String range(Table table, Slice.KeyRange range) {
        List<String> conditions = new ArrayList<>();
        List<Column> columns = range.columns().stream().map(table::column).toList();
        if (!range.lower().isEmpty()) {
            conditions.add(bound(columns, range.lower(), ">", ">="));
        }
        if (!range.upper().isEmpty()) {
            conditions.add(bound(columns, range.upper(), "<", "<"));
        }
        for (Column column : columns) {
            if (column.nullable()) {
                conditions.add(MySqlLiterals.quote(column.name()) + " IS NOT NULL");
            }
        }
        return conditions.isEmpty() ? "1 = 1" : String.join(" AND ", conditions);
    }

    private static String bound(List<Column> columns, List<String> values, String strict, String last) {
        String leading = MySqlLiterals.quote(columns.get(0).name());
        String first = literal(columns.get(0), values.get(0));
        if (values.size() == 1) {
            return leading + " " + last + " " + first;
        }
        List<String> alternatives = new ArrayList<>();
        StringBuilder equal = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            String name = MySqlLiterals.quote(columns.get(i).name());
            String value = literal(columns.get(i), values.get(i));
            String operator = i == values.size() - 1 ? last : strict;
            alternatives.add("(" + equal + name + " " + operator + " " + value + ")");
            equal.append(name).append(" = ").append(value).append(" AND ");
        }
        return leading + " " + strict.charAt(0) + "= " + first + " AND (" + String.join(" OR ", alternatives) + ")";
    }

    /** An ENUM is ordered by the numbers of its values, but compared with a text as a text; with a number it is not. */
    static String literal(Column column, String canonical) {
        if (column.type() instanceof LogicalType.Enumeration enumeration) {
            return Integer.toString(enumeration.values().indexOf(canonical) + 1);
        }
        if (column.type() instanceof LogicalType.SetOf set) {
            long bits = 0;
            for (String member : canonical.isEmpty() ? new String[0] : canonical.split(",", -1)) {
                bits |= 1L << set.values().indexOf(member);
            }
            return Long.toUnsignedString(bits);
        }
        return MySqlLiterals.literal(column.type(), canonical);
    }

    private static String keys(Table table, Slice.Keys keys) {
        if (keys.keys().isEmpty()) {
            return "1 = 0";
        }
        List<Column> columns = keys.columns().stream().map(table::column).toList();
        String names = columns.stream()
                .map(column -> MySqlLiterals.quote(column.name()))
                .collect(Collectors.joining(", "));
        String values = keys.keys().stream().map(key -> key(columns, key)).collect(Collectors.joining(", ", "(", ")"));
        return (columns.size() == 1 ? names : "(" + names + ")") + " IN " + values;
    }

    private static String key(List<Column> columns, List<String> key) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(literal(columns.get(i), key.get(i)));
        }
        return values.size() == 1 ? values.get(0) : "(" + String.join(", ", values) + ")";
    }

    private static String bucket(Table table, Slice.HashBucket bucket) {
        List<Column> columns = bucket.columns().isEmpty()
                ? table.storedColumns()
                : bucket.columns().stream().map(table::column).toList();
        String text = columns.stream()
                .map(column -> MySqlCanonical.frame(column, column.type(), ValueConversions.NONE))
                .collect(Collectors.joining(", ", "CONCAT(", ")"));
        return bucket(MySqlHash.expression(RowHash.MD5_60, text, "bucket"), bucket);
    }

    static String bucket(String hash, Slice.HashBucket bucket) {
        return "(" + hash + ") % " + bucket.buckets() + " = " + bucket.index();
    }
}
