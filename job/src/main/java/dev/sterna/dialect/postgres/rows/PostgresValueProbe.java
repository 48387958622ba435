package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.OrphanCondition;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.postgres.sql.PostgresTypes;
import dev.sterna.dialect.rows.TypeLimits;
import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TextFolding;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.sql.Family;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What PostgreSQL takes, and how it looks for what others do not. */
public final class PostgresValueProbe implements ValueProbe {
    private static final int OCTETS_A_CHARACTER = 4;

    private static final Pattern DETERMINISTIC =
            Pattern.compile("(?:pg_catalog\\.)?\"?(?:C|POSIX|default|ucs_basic|pg_c_utf8|pg_unicode_fast)\"?");

    /** BTMaxItemSize of the eight kilobytes of a page. */
    private static final long MOST_OF_ENTRY = 2704;

    /** MAXSTRPOS of tsearch. */
    private static final long MOST_OF_WORDS = (1 << 20) - 1;

    @Override
    public List<ValueLimit> limits(Column source, Column target) {
        LogicalType type = PostgresTypes.logical(target.nativeType());
        List<ValueLimit> limits = new ArrayList<>(TypeLimits.of(source.type(), type));
        switch (source.type().kind()) {
            case CHAR, TEXT -> {
                limits.add(ValueLimit.of(ValueLimit.Kind.NO_NUL));
                limits.add(ValueLimit.of(ValueLimit.Kind.VALID_TEXT));
                written(type, limits);
            }
            case JSON -> limits.add(ValueLimit.of(ValueLimit.Kind.VALID_TEXT));
            case ENUM ->
                limits.add(ValueLimit.of(
                        type instanceof LogicalType.Opaque ? ValueLimit.Kind.LABEL : ValueLimit.Kind.MEMBER));
            case DATE, TIMESTAMP, INSTANT -> {
                if (Family.of(type).isMoment()) {
                    limits.add(ValueLimit.of(ValueLimit.Kind.NO_ZERO_DATE));
                    limits.add(ValueLimit.of(ValueLimit.Kind.CALENDAR_DATE));
                }
            }
            case TIME -> {
                if (type instanceof LogicalType.Time) {
                    limits.add(ValueLimit.of(ValueLimit.Kind.TIME_OF_DAY));
                }
            }
            case DECIMAL, NUMERIC, REAL -> {
                if (type instanceof LogicalType.Int) {
                    limits.add(ValueLimit.of(ValueLimit.Kind.FINITE));
                }
            }
            case OPAQUE -> {
                if (type instanceof LogicalType.Bytes) {
                    limits.add(ValueLimit.of(ValueLimit.Kind.NO_SRID));
                }
            }
            case INT, BOOL, BYTES, BIT, UUID, SET -> {
                // All that there is to say of them follows from the types.
            }
        }
        // As text an escaped NUL is six harmless letters; jsonb makes the character of it.
        if (target.nativeType().strip().equalsIgnoreCase("jsonb")
                && !source.nativeType().equalsIgnoreCase("jsonb")) {
            limits.add(ValueLimit.of(ValueLimit.Kind.JSON_ESCAPES));
        }
        return limits;
    }

    /** What a text must be that a type reads. */
    private static void written(LogicalType type, List<ValueLimit> limits) {
        if (type instanceof LogicalType.Json) {
            limits.add(ValueLimit.of(ValueLimit.Kind.JSON));
        } else if (type instanceof LogicalType.Uuid) {
            limits.add(ValueLimit.of(ValueLimit.Kind.UUID));
        }
    }

    /** A third of a page for an entry of a tree; a megabyte for the words of a text. */
    @Override
    public ValueLimit indexed(Index source, Column column) {
        long most = most(column);
        boolean words = source.method().equals("fulltext");
        long bound = words ? MOST_OF_WORDS : MOST_OF_ENTRY;
        if (most > 0 && most <= bound) {
            return null;
        }
        return words
                ? ValueLimit.atMost(ValueLimit.Kind.INDEX_WORDS, bound)
                : source.method().equals("btree") ? ValueLimit.atMost(ValueLimit.Kind.INDEX_ENTRY, bound) : null;
    }

    @Override
    public Long indexedTogether(Index source, List<Column> columns) {
        long most = 0;
        for (Column column : columns) {
            long one = most(column);
            most = one == 0 ? Long.MAX_VALUE : most > Long.MAX_VALUE - one ? most : most + one;
        }
        return source.method().equals("btree") && columns.size() > 1 && most > MOST_OF_ENTRY ? MOST_OF_ENTRY : null;
    }

    /** The octets of the longest value; 0 where there is no bound. */
    private static long most(Column column) {
        return switch (column.type().kind()) {
            case TEXT -> ((LogicalType.Text) column.type()).maxCharacters() * OCTETS_A_CHARACTER;
            case CHAR -> (long) ((LogicalType.Char) column.type()).length() * OCTETS_A_CHARACTER;
            case BYTES -> ((LogicalType.Bytes) column.type()).maxLength();
            default -> 1;
        };
    }

    @Override
    public String longerTogether(List<Column> columns, long octets) {
        List<String> lengths = columns.stream()
                .map(column -> "coalesce(" + ValueSql.octets(column.type(), own(column.name())) + ", 0)")
                .toList();
        return String.join(" + ", lengths) + " > " + octets + " AND greatest(" + String.join(", ", lengths) + ") <= "
                + octets;
    }

    @Override
    public TextFolding folding(Column column) {
        String type = column.nativeType().toLowerCase(Locale.ROOT);
        boolean caseless = type.matches("(.*\\.)?\"?citext\"?");
        boolean padded = PostgresTypes.logical(column.nativeType()) instanceof LogicalType.Char;
        return new TextFolding(caseless, false, padded);
    }

    /** One that was named may be nondeterministic. */
    @Override
    public boolean mayFold(Column column) {
        return column.collation() != null
                && !DETERMINISTIC.matcher(column.collation()).matches();
    }

    @Override
    public String breaks(Column column, ValueLimit limit) {
        return ValueSql.breaks(column, limit);
    }

    @Override
    public String orphan(Table table, ForeignKey key, Map<String, TextFolding> folded) {
        return OrphanCondition.of(new PostgresSqlText(), table, key, folded, PostgresValueProbe::folded);
    }

    @Override
    public String otherSpelling(Table table, ForeignKey key, Map<String, TextFolding> seen) {
        return OrphanCondition.ofSpelling(
                new PostgresSqlText(),
                table,
                key,
                seen,
                (value, folding) ->
                        folding.equals(TextFolding.NONE) ? value + "::text COLLATE \"C\"" : folded(value, folding));
    }

    @Override
    public String otherEncoding(Column column) {
        return ValueSql.otherEncoding(column);
    }

    private static String own(String column) {
        return Literals.identifier(column);
    }

    @Override
    public Sample sample(Connection connection, Look look, long rows) {
        long estimate = look.table().estimatedRows();
        boolean small = estimate <= rows;
        // Whole pages, spread over the table, the same ones every time.
        String clause = small
                ? ""
                : " TABLESAMPLE SYSTEM (" + String.format(Locale.ROOT, "%.6f", 100.0 * rows / estimate)
                        + ") REPEATABLE (0)";
        return new Sample(List.of(limited(select(look, clause, SlicePredicates.ALL), rows)), small);
    }

    @Override
    public String all(Look look) {
        return select(look, "", look.anySuspicion());
    }

    private static String select(Look look, String sample, String predicate) {
        List<String> outputs = new ArrayList<>();
        look.key().forEach(column -> outputs.add(shown(column)));
        look.suspicions()
                .forEach(suspicion -> outputs.add("CASE WHEN " + suspicion.condition() + " THEN 1 ELSE 0 END"));
        look.suspicions().stream()
                .filter(suspicion -> suspicion.shown() != null)
                .forEach(suspicion -> outputs.add("CASE WHEN " + suspicion.condition() + " THEN left("
                        + shown(suspicion.shown()) + ", 200) END"));
        return "SELECT " + String.join(", ", outputs)
                + PostgresSqlText.from(look.table(), sample, predicate, look.where());
    }

    /** Where octets need not be characters they are shown as digits: the driver would refuse them. */
    private static String shown(Column column) {
        String name = own(column.name());
        return column.type() instanceof LogicalType.Bytes
                ? "encode(" + name + ", 'hex')"
                : "CASE WHEN " + ValueSql.IN_UTF8 + " THEN " + name + "::text ELSE " + ValueSql.octets(name) + " END";
    }

    @Override
    public String collisions(Table table, List<FoldedColumn> columns, String where, long rows) {
        List<String> names =
                columns.stream().map(column -> own(column.column().name())).toList();
        String keyed = names.stream().map(name -> name + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String inner = "SELECT " + String.join(", ", names) + PostgresSqlText.from(table, keyed, where)
                + (rows > 0 ? " LIMIT " + rows : "");
        String ends = columns.stream()
                .map(column -> shown(column.column()))
                .map(text -> "min(" + text + "), max(" + text + ")")
                .collect(Collectors.joining(", "));
        return "SELECT count(*), " + ends + " FROM (" + inner + ") k GROUP BY "
                + columns.stream().map(PostgresValueProbe::folded).collect(Collectors.joining(", "))
                + " HAVING count(*) > 1";
    }

    private static String folded(FoldedColumn key) {
        String text = own(key.column().name());
        return key.folding().equals(TextFolding.NONE) ? text : folded(text, key.folding());
    }

    private static String folded(String value, TextFolding folding) {
        String text = value + "::text";
        if (folding.caseless()) {
            text = "lower(" + text + ")";
        }
        if (folding.accentless()) {
            text = "CASE WHEN " + ValueSql.IN_UTF8_ITSELF + " THEN regexp_replace(normalize(" + text
                    + ", NFD), U&'[\\0300-\\036F]', '', 'g') ELSE " + text + " END";
        }
        return folding.padded() ? "rtrim(" + text + ", ' ')" : text;
    }
}
