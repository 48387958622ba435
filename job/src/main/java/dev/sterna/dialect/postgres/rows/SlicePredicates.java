package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.model.Column;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions for the rows of a slice. */
final class SlicePredicates {
    static final String ALL = "TRUE";

    private SlicePredicates() {}

    /** By the table's own types. */
    static String of(Table table, Slice slice) {
        return of(
                table,
                slice,
                table.storedColumns().stream()
                        .map(column -> new CanonicalColumn(column, column.type()))
                        .toList(),
                ValueConversions.NONE);
    }

    /**
     * @param columns as which types the columns are seen, for slices by hash
     * @param conversions what they are seen as, likewise
     */
    static String of(Table table, Slice slice, List<CanonicalColumn> columns, ValueConversions conversions) {
        return switch (slice.kind()) {
            case WHOLE -> ALL;
            case KEY_RANGE -> keyRange(table, (Slice.KeyRange) slice);
            case NULL_KEY -> nullKey((Slice.NullKey) slice);
            case PAGE_RANGE -> pages((Slice.PageRange) slice);
            case HASH_BUCKET -> bucket((Slice.HashBucket) slice, columns, conversions);
            case KEYS -> keys(table, (Slice.Keys) slice);
        };
    }

    private static String keyRange(Table table, Slice.KeyRange range) {
        List<String> conditions = new ArrayList<>();
        // Comparing rows, PostgreSQL may decide before it comes to a NULL.
        for (String name : range.columns()) {
            if (table.column(name).nullable()) {
                conditions.add(Literals.identifier(name) + " IS NOT NULL");
            }
        }
        if (!range.lower().isEmpty()) {
            conditions.add(compare(table, range.columns(), ">=", range.lower()));
        }
        if (!range.upper().isEmpty()) {
            conditions.add(compare(table, range.columns(), "<", range.upper()));
        }
        return conditions.isEmpty() ? ALL : String.join(" AND ", conditions);
    }

    /** A bound shorter than the key is below every key that begins with it, so only that many columns are compared. */
    private static String compare(Table table, List<String> columns, String operator, List<String> bound) {
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            Column column = table.column(columns.get(i));
            left.add(Literals.identifier(column.name()));
            right.add(Literals.typed(column.type(), bound.get(i)));
        }
        if (bound.size() == 1) {
            return left.get(0) + " " + operator + " " + right.get(0);
        }
        // The first column alone adds nothing but what the planner needs: it does not see that two comparisons of rows
        // are the ends of a range, takes it for a quarter of the table and reads all of it.
        String first = left.get(0) + " " + (operator.equals("<") ? "<=" : operator) + " " + right.get(0);
        return first + " AND (" + String.join(", ", left) + ") " + operator + " (" + String.join(", ", right) + ")";
    }

    private static String nullKey(Slice.NullKey slice) {
        return slice.columns().stream()
                .map(name -> Literals.identifier(name) + " IS NULL")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** Arrays, because a long list of constants takes the planner longer, and a join with VALUES the executor. */
    private static String keys(Table table, Slice.Keys keys) {
        List<Column> columns = keys.columns().stream().map(table::column).toList();
        if (keys.keys().isEmpty()) {
            return "FALSE";
        }
        if (columns.stream().anyMatch(column -> column.nativeType().endsWith("]"))) {
            return listed(columns, keys);
        }
        List<String> arrays = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int at = i;
            arrays.add(Literals.array(
                    columns.get(i), keys.keys().stream().map(key -> key.get(at)).toList()));
        }
        String names = columns.stream()
                .map(column -> Literals.identifier(column.name()))
                .collect(Collectors.joining(", "));
        return columns.size() == 1
                ? names + " = ANY (" + arrays.get(0) + ")"
                : "(" + names + ") IN (SELECT * FROM unnest(" + String.join(", ", arrays) + "))";
    }

    /** There is no array of arrays. */
    private static String listed(List<Column> columns, Slice.Keys keys) {
        List<String> values = new ArrayList<>();
        for (List<String> key : keys.keys()) {
            List<String> literals = new ArrayList<>();
            for (int i = 0; i < key.size(); i++) {
                literals.add(Literals.typed(columns.get(i).type(), key.get(i)));
            }
            values.add("(" + String.join(", ", literals) + ")");
        }
        return columns.stream()
                        .map(column -> Literals.identifier(column.name()))
                        .collect(Collectors.joining(", ", "(", ") IN "))
                + "(" + String.join(", ", values) + ")";
    }

    private static String pages(Slice.PageRange range) {
        String from = "ctid >= '(" + range.from() + ",0)'::tid";
        return range.to() < 0 ? from : from + " AND ctid < '(" + range.to() + ",0)'::tid";
    }

    private static String bucket(Slice.HashBucket slice, List<CanonicalColumn> columns, ValueConversions conversions) {
        List<CanonicalColumn> compared = columns.stream()
                .filter(column -> slice.columns().isEmpty()
                        || slice.columns().contains(column.column().name()))
                .toList();
        CanonicalFrames frames = CanonicalFrames.inline(compared, conversions);
        String text = slice.columns().isEmpty() ? frames.row() : frames.of(slice.columns());
        return PostgresDigests.bucket(text, slice.buckets()) + " = " + slice.index();
    }
}
