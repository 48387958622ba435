package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Partitioning;
import dev.sterna.sql.Untranslatable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Partitions of a MySQL or MariaDB table as native ones. */
final class PartitionsFromMySql {
    /** TO_DAYS('1970-01-01'). */
    private static final long DAYS_BEFORE_EPOCH = 719_528;

    /** TO_DAYS('0001-01-01'). */
    private static final long FIRST_DAY = 366;

    private static final Pattern COLUMN = Pattern.compile("`((?:[^`]|``)+)`|(\\w+)");
    private static final Pattern CALL = Pattern.compile(
            "(year|to_days|unix_timestamp)\\s*\\(\\s*(?:`((?:[^`]|``)+)`|(\\w+))\\s*\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LITERAL = Pattern.compile(
            "\\s*(?:(NULL|MAXVALUE)|(-?\\d+(?:\\.\\d+)?)|(?:_\\w+\\s*)?('(?:[^'\\\\]|'')*'))\\s*(,|$)",
            Pattern.CASE_INSENSITIVE);

    private final ConversionDraft draft;

    PartitionsFromMySql(ConversionDraft draft) {
        this.draft = draft;
    }

    /**
     * How a table is divided in PostgreSQL.
     *
     * @param method {@code RANGE}, {@code LIST} or {@code HASH}
     * @param parts in their order
     * @param sub how each part is divided again, or null
     */
    record Divided(String method, List<String> columns, List<Part> parts, Divided sub) {
        String clause() {
            return columns.stream().map(Literals::identifier).collect(Collectors.joining(", ", method + " (", ")"));
        }
    }

    /**
     * A part.
     *
     * @param bound as it stands behind PARTITION OF
     */
    record Part(String name, String bound) {}

    /** Null when the table is not divided, or becomes one without parts. */
    Divided divided(ConvertedTable table) {
        Partitioning source = table.source().partitioning();
        if (source == null) {
            return null;
        }
        ObjectName object =
                ConversionDraft.of(ObjectKind.PARTITIONING, table.source().name(), source.method());
        try {
            Divided divided = divide(table, source, false);
            boolean hashed = divided.method().equals("HASH");
            draft.say((hashed ? PostgresRule.PARTITIONS_REHASHED : PostgresRule.PARTITIONS_KEPT)
                    .verdict(object, "PARTITION BY " + divided.clause()));
            return divided;
        } catch (Untranslatable reason) {
            draft.say(PostgresRule.PARTITIONS_DROPPED.verdict(object, null, reason.getMessage(), source.definition()));
            return null;
        }
    }

    private Divided divide(ConvertedTable table, Partitioning source, boolean sub) throws Untranslatable {
        String method = source.method().toLowerCase(Locale.ROOT);
        Function function = Function.NONE;
        List<String> columns = source.columns();
        if (source.expression() != null) {
            Matcher column = COLUMN.matcher(source.expression().strip());
            Matcher call = CALL.matcher(source.expression().strip());
            if (column.matches()) {
                columns = List.of(name(column.group(1), column.group(2)));
            } else if (call.matches() && method.equals("range")) {
                function = Function.valueOf(call.group(1).toUpperCase(Locale.ROOT));
                columns = List.of(name(call.group(2), call.group(3)));
            } else {
                throw new Untranslatable("it is by the expression " + source.expression());
            }
        }
        if (columns.isEmpty() && method.contains("key") && table.source().primaryKey() != null) {
            columns = table.source().primaryKey().columns().stream()
                    .map(Index.Part::column)
                    .toList();
        }
        List<String> mapped = mapped(table, columns);
        requireLikeOrder(table, columns, method);
        boolean nullable =
                columns.stream().anyMatch(name -> table.columns().get(name).nullable());
        Divided below = below(table, source);
        return switch (method) {
            case "range", "range columns" ->
                new Divided("RANGE", mapped, ranges(source, function, columns.size(), nullable), below);
            case "list", "list columns" -> {
                if (columns.size() > 1) {
                    throw new Untranslatable("PostgreSQL lists values of one column only");
                }
                yield new Divided("LIST", mapped, lists(source), below);
            }
            case "hash", "linear hash", "key", "linear key" -> new Divided("HASH", mapped, hashes(source, sub), below);
            default -> throw new Untranslatable("PostgreSQL has no partitions by " + source.method());
        };
    }

    /** A row must find its part by the same comparisons; hashes are the server's own anyway. */
    private static void requireLikeOrder(ConvertedTable table, List<String> columns, String method)
            throws Untranslatable {
        for (ColumnDefinition column : table.source().columns()) {
            Column itself = column.column();
            boolean text = itself.collation() != null;
            boolean exact = text && ColumnsFromMySql.isExact(itself.collation());
            if (columns.contains(itself.name())
                    && text
                    && (method.startsWith("range") || method.startsWith("list") && !exact)) {
                throw new Untranslatable("the two engines do not compare the texts of " + itself.name() + " alike");
            }
        }
    }

    /** Null where there is none, or none that PostgreSQL has: the parts then stay whole. */
    private Divided below(ConvertedTable table, Partitioning source) {
        if (source.sub() == null) {
            return null;
        }
        try {
            return divide(table, withParts(source), true);
        } catch (Untranslatable reason) {
            draft.say(PostgresRule.SUBPARTITIONS_DROPPED.verdict(
                    ConversionDraft.of(
                            ObjectKind.PARTITIONING,
                            table.source().name(),
                            source.sub().method()),
                    null,
                    reason.getMessage(),
                    source.definition()));
            return null;
        }
    }

    /** Of the division below, the parts are as many as each part above says. */
    private static Partitioning withParts(Partitioning source) throws Untranslatable {
        List<Integer> counts = source.parts().stream()
                .map(part -> part.subParts().size())
                .distinct()
                .toList();
        if (counts.size() != 1 || counts.get(0) == 0) {
            throw new Untranslatable("its parts are divided unequally");
        }
        List<Partitioning.Part> parts = source.parts().get(0).subParts().stream()
                .map(name -> new Partitioning.Part(name, null, List.of(), null))
                .toList();
        Partitioning sub = source.sub();
        return new Partitioning(sub.method(), sub.columns(), sub.expression(), parts, null, sub.definition());
    }

    private static List<String> mapped(ConvertedTable table, List<String> columns) throws Untranslatable {
        if (columns.isEmpty() || !table.has(columns)) {
            throw new Untranslatable("a column that it is by does not convert");
        }
        for (String name : columns) {
            Column column = table.columns().get(name);
            boolean computed = table.source().columns().stream()
                    .map(definition -> definition.column())
                    .anyMatch(other -> other.name().equals(name) && other.generated() == Generated.COMPUTED);
            if (computed) {
                throw new Untranslatable("PostgreSQL divides by no generated column, which " + column.name() + " is");
            }
        }
        return table.names(columns);
    }

    private static String name(String quoted, String bare) {
        return quoted == null ? bare : quoted.replace("``", "`");
    }

    private static List<Part> ranges(Partitioning source, Function function, int columns, boolean nullable)
            throws Untranslatable {
        List<Part> parts = new ArrayList<>();
        String from = String.join(", ", Collections.nCopies(columns, "MINVALUE"));
        for (Partitioning.Part part : source.parts()) {
            List<String> values = new ArrayList<>();
            for (String value : literals(part.bound())) {
                values.add(value.equals("MAXVALUE") ? value : function.bound(value));
            }
            String to = String.join(", ", values);
            parts.add(new Part(part.name(), "FOR VALUES FROM (" + from + ") TO (" + to + ")"));
            from = to;
        }
        if (nullable) {
            // MySQL puts NULL into the lowest part, PostgreSQL into none but this.
            parts.add(new Part("without_value", "DEFAULT"));
        }
        return parts;
    }

    private static List<Part> lists(Partitioning source) throws Untranslatable {
        List<Part> parts = new ArrayList<>();
        for (Partitioning.Part part : source.parts()) {
            parts.add(new Part(
                    part.name(),
                    "DEFAULT".equals(part.bound())
                            ? "DEFAULT"
                            : "FOR VALUES IN (" + String.join(", ", literals(part.bound())) + ")"));
        }
        return parts;
    }

    private static List<Part> hashes(Partitioning source, boolean sub) {
        List<Part> parts = new ArrayList<>();
        int count = source.parts().size();
        for (int i = 0; i < count; i++) {
            String name = sub ? "s" + i : source.parts().get(i).name();
            parts.add(new Part(name, "FOR VALUES WITH (MODULUS " + count + ", REMAINDER " + i + ")"));
        }
        return parts;
    }

    /** Literals between commas, as PostgreSQL writes them. */
    private static List<String> literals(String bound) throws Untranslatable {
        List<String> literals = new ArrayList<>();
        Matcher literal = LITERAL.matcher(bound == null ? "" : bound);
        int end = 0;
        while (literal.find() && literal.start() == end) {
            end = literal.end();
            literals.add(
                    literal.group(1) != null
                            ? literal.group(1).toUpperCase(Locale.ROOT)
                            : literal.group(2) != null
                                    ? literal.group(2)
                                    : Literals.string(literal.group(3)
                                            .substring(1, literal.group(3).length() - 1)
                                            .replace("''", "'")));
            if (literal.group(4).isEmpty()) {
                break;
            }
        }
        if (literals.isEmpty() || end != bound.length()) {
            throw new Untranslatable("the bound " + bound + " is no list of literals");
        }
        return literals;
    }

    /** Functions of a date by which MySQL divides, and that keep its order. */
    private enum Function {
        NONE,
        YEAR,
        TO_DAYS,
        UNIX_TIMESTAMP;

        private static final DateTimeFormatter SECONDS =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

        /** The least value of the column for which the function gives this. */
        private String bound(String number) throws Untranslatable {
            if (this == NONE) {
                return number;
            }
            if (!number.matches("\\d{1,12}")) {
                throw new Untranslatable("the bound " + number + " is no whole number");
            }
            long value = Long.parseLong(number);
            if (this == YEAR && value < 1 || this == TO_DAYS && value < FIRST_DAY) {
                throw new Untranslatable("the bound " + number + " lies before the year 1");
            }
            return switch (this) {
                case YEAR -> Literals.string(String.format(Locale.ROOT, "%04d-01-01", value));
                case TO_DAYS ->
                    Literals.string(
                            LocalDate.ofEpochDay(value - DAYS_BEFORE_EPOCH).toString());
                case UNIX_TIMESTAMP -> Literals.string(SECONDS.format(Instant.ofEpochSecond(value)) + "+00");
                case NONE -> number;
            };
        }
    }
}
