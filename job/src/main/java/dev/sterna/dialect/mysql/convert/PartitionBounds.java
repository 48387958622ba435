package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.sql.Untranslatable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The bounds of partitions that are tables: {@code FOR VALUES FROM (...) TO (...)} or {@code IN (...)}. */
final class PartitionBounds {
    private static final String FROM = "FOR VALUES FROM ";
    private static final String IN = "FOR VALUES IN ";
    private static final String LEAST = "MINVALUE";
    private static final String GREATEST = "MAXVALUE";

    private final List<Column> columns;
    private final List<TableDefinition> parts;
    private final TableDefinition rest;
    private String widened;

    /** @param columns by which the table is divided */
    PartitionBounds(List<Column> columns, List<TableDefinition> children) {
        this.columns = columns;
        this.parts = PartitionsFromPostgres.byDefault(children).get(false);
        this.rest = PartitionsFromPostgres.byDefault(children).get(true).stream()
                .findFirst()
                .orElse(null);
    }

    /** One partition, and what stands in the parentheses of its clause. */
    record Bound(TableDefinition table, String sql) {}

    private record Range(TableDefinition table, List<String> from, List<String> to) {}

    /** What a partition takes that it did not take before, or null. */
    String widened() {
        return widened;
    }

    /** In ascending order, without gaps. */
    List<Bound> ranges() throws Untranslatable {
        for (Column column : columns) {
            requireOrdered(column);
        }
        List<Range> ranges = new ArrayList<>();
        for (TableDefinition part : parts) {
            String bound = part.partition().bound();
            List<String> from = values(bound, FROM.length());
            List<String> to =
                    values(bound, bound.indexOf(" TO (", FROM.length() - 1 + written(bound)) + " TO ".length());
            if (to.contains(LEAST)) {
                throw new Untranslatable("the bound of " + part.name() + " ends at MINVALUE");
            }
            ranges.add(new Range(part, from, to));
        }
        ranges.sort(Comparator.comparing(Range::to, this::compare));
        List<Bound> bounds = new ArrayList<>();
        List<String> last = columns.stream().map(column -> LEAST).toList();
        for (Range range : ranges) {
            if (compare(range.from(), last) > 0) {
                widened = "the one of " + range.table().name() + " takes what is before it too";
            }
            last = range.to();
            bounds.add(new Bound(range.table(), sql(range.to())));
        }
        if (rest != null) {
            widened = "the default partition " + rest.name() + " takes what is behind all others only";
            if (!last.get(0).equals(GREATEST)) {
                bounds.add(
                        new Bound(rest, columns.stream().map(column -> GREATEST).collect(Collectors.joining(","))));
            }
        }
        if (bounds.isEmpty()) {
            throw new Untranslatable("there are none yet");
        }
        return bounds;
    }

    /** How far the first list reaches: a quoted value may hold anything. */
    private static int written(String bound) {
        boolean quoted = false;
        for (int i = FROM.length(); i < bound.length(); i++) {
            if (bound.charAt(i) == '\'') {
                quoted = !quoted;
            } else if (!quoted && bound.charAt(i) == ')') {
                return i + 1 - FROM.length();
            }
        }
        return 0;
    }

    /** @param hasDefault whether the server has a partition for what is in no list */
    List<Bound> lists(boolean hasDefault) throws Untranslatable {
        Column column = columns.get(0);
        boolean listed = switch (column.type().kind()) {
            case INT, BOOL, CHAR, TEXT, DATE, TIMESTAMP, UUID -> isDivisible(column);
            case DECIMAL, NUMERIC, REAL, BYTES, BIT, TIME, INSTANT, JSON, ENUM, SET, OPAQUE -> false;
        };
        if (!listed) {
            throw new Untranslatable("column " + column.name() + " is " + column.nativeType());
        }
        if (rest != null && !hasDefault) {
            throw new Untranslatable("MySQL has no default partition");
        }
        List<Bound> bounds = new ArrayList<>();
        for (TableDefinition part : parts) {
            List<String> values = new ArrayList<>();
            for (String value : raw(part.partition().bound(), IN.length())) {
                values.add(value.equals("NULL") ? value : literal(column, plain(value)));
            }
            bounds.add(new Bound(part, String.join(",", values)));
        }
        if (bounds.isEmpty()) {
            throw new Untranslatable("there is a default one only");
        }
        if (rest != null) {
            bounds.add(new Bound(rest, "DEFAULT"));
        }
        return bounds;
    }

    /** The user may have chosen another type; both products divide by few. */
    private static boolean isDivisible(Column column) {
        return column.nativeType()
                .toLowerCase(Locale.ROOT)
                .matches("(?:(?:tiny|small|medium|big)?int|(?:var)?char|date(?:time)?)\\b.*");
    }

    /** Only where both engines order the values alike. */
    private static void requireOrdered(Column column) throws Untranslatable {
        boolean ordered = switch (column.type().kind()) {
            case INT, DATE, TIMESTAMP, INSTANT, UUID -> isDivisible(column);
            case BOOL, DECIMAL, NUMERIC, REAL, CHAR, TEXT, BYTES, BIT, TIME, JSON, ENUM, SET, OPAQUE -> false;
        };
        if (!ordered) {
            throw new Untranslatable("column " + column.name() + " is " + column.nativeType()
                    + ", of which the two engines do not order all values alike");
        }
    }

    private static List<String> raw(String bound, int open) throws Untranslatable {
        if (bound.length() <= open || bound.charAt(open) != '(') {
            throw new Untranslatable("their bounds are of an unknown form");
        }
        return PostgresText.list(bound, open);
    }

    private static List<String> values(String bound, int open) throws Untranslatable {
        List<String> values = new ArrayList<>();
        for (String value : raw(bound, open)) {
            values.add(plain(value));
        }
        return values;
    }

    private static String plain(String value) throws Untranslatable {
        String text = value.startsWith("'") || value.startsWith("E'")
                ? PostgresText.literal(value).orElseThrow(() -> new Untranslatable("a bound is of an unknown form"))
                : value;
        if (text.matches("\\d{4,}-\\d\\d-\\d\\d .*[+-]\\d\\d(:\\d\\d)*") && !text.endsWith("+00")) {
            throw new Untranslatable("a bound is not in UTC");
        }
        if (text.contains("infinity") || text.endsWith(" BC")) {
            throw new Untranslatable("MySQL has no date " + text);
        }
        return text.replaceFirst("^(\\d{4,}-\\d\\d-\\d\\d .*)\\+00$", "$1");
    }

    private String sql(List<String> bound) {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            literals.add(bound.get(i).equals(GREATEST) ? GREATEST : literal(columns.get(i), bound.get(i)));
        }
        return String.join(",", literals);
    }

    private static String literal(Column column, String value) {
        return switch (column.type().kind()) {
            case INT -> new BigInteger(value).toString();
            case BOOL -> value.equals("true") ? "1" : "0";
            case DECIMAL,
                    NUMERIC,
                    REAL,
                    CHAR,
                    TEXT,
                    BYTES,
                    BIT,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    INSTANT,
                    UUID,
                    JSON,
                    ENUM,
                    SET,
                    OPAQUE -> MySqlLiterals.text(value);
        };
    }

    private int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            int compared = compare(columns.get(i), one.get(i), other.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private static int compare(Column column, String one, String other) {
        if (one.equals(other)) {
            return 0;
        }
        if (one.equals(LEAST) || other.equals(GREATEST)) {
            return -1;
        }
        if (one.equals(GREATEST) || other.equals(LEAST)) {
            return 1;
        }
        return column.type() instanceof LogicalType.Int
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareTo(other);
    }
}
