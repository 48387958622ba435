package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.rows.JsonEscapes;
import dev.sterna.dialect.rows.ValueConversion;
import dev.sterna.dialect.rows.ValueConversion.Becomes;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.sql.Family;

/** Conditions of values that another engine, or a narrower type, does not take. */
final class ValueSql {
    private static final String ENCODING = "current_setting('server_encoding')";

    /** Whether every text is characters, and not octets that nobody looked at. */
    static final String IN_UTF8 = ENCODING + " <> 'SQL_ASCII'";

    static final String IN_UTF8_ITSELF = ENCODING + " = 'UTF8'";

    /** Well-formed UTF-8 in hexadecimal digits. */
    private static final String WELL_FORMED = "^([0-7].|(c[2-9a-f]|d.)[89ab].|e0[ab].[89ab].|(e[1-9abcef]|ed(?=[89]))"
            + "[89ab].[89ab].|f0[9ab].[89ab].[89ab].|f[123][89ab].[89ab].[89ab].|f48.[89ab].[89ab].)*$";

    /** As the type reads them: with or without hyphens and braces. */
    private static final String UUID_TEXT = "^\\{?([0-9a-f]{4}-?){7}[0-9a-f]{4}\\}?$";

    private static final String NOT_FINITE = "('NaN', 'Infinity', '-Infinity')";

    private ValueSql() {}

    /** A column's value with what its conversions make of it; without any the bare name. */
    static String converted(Column column, ValueConversions conversions) {
        String name = Literals.identifier(column.name());
        StringBuilder cases = new StringBuilder();
        for (ValueConversion conversion : conversions.of(column)) {
            String condition = breaks(column, conversion.limit());
            // No text here has a character that could be stripped.
            if (condition != null && conversion.becomes() != Becomes.STRIPPED) {
                cases.append(" WHEN ").append(condition).append(" THEN ");
                cases.append(
                        switch (conversion.becomes()) {
                            case NULL -> "NULL";
                            // There a character is an octet.
                            case REPLACED, STRIPPED -> "regexp_replace(" + name + "::text, '[^\\x01-\\x7f]', '?', 'g')";
                            case OCTETS -> "'\\x' || " + octets(name);
                            case ROUNDED -> became(name, column.type(), conversion.limit());
                            case WITHOUT_SRID -> name;
                        });
            }
        }
        return cases.isEmpty() ? name : "(CASE" + cases + " ELSE " + name + " END)";
    }

    /** Rounded, in the column's own type and with as many digits as its text has. */
    private static String became(String value, LogicalType type, ValueLimit limit) {
        return switch (type.kind()) {
            case DECIMAL -> "round(" + rounded(value, type, limit) + ", " + ((LogicalType.Decimal) type).scale() + ")";
            case REAL ->
                rounded(value, type, limit) + (((LogicalType.Real) type).bits() == 32 ? "::float4" : "::float8");
            case TIME, TIMESTAMP, INSTANT -> cut(value, type, limit);
            default -> rounded(value, type, limit);
        };
    }

    private static String rounded(String value, LogicalType type, ValueLimit limit) {
        return "round(" + exact(value, type) + ", " + limit.greatest() + ")";
    }

    /** The number that a double is written as: the cast alone keeps but 15 digits of it. */
    private static String exact(String value, LogicalType type) {
        return value + (type instanceof LogicalType.Real ? "::text::numeric" : "::numeric");
    }

    private static String cut(String value, LogicalType type, ValueLimit limit) {
        String name = switch (type.kind()) {
            case TIME -> "time";
            case INSTANT -> "timestamptz";
            default -> "timestamp";
        };
        return value + "::" + name + "(" + limit.greatest() + ")";
    }

    private static boolean isTimed(LogicalType type) {
        return type instanceof LogicalType.Time
                || type instanceof LogicalType.Timestamp
                || type instanceof LogicalType.Instant;
    }

    /** The octets of a text in hexadecimal digits, whatever they are. */
    static String octets(String text) {
        return "encode(pg_catalog.convert_to(" + text + "::text, " + ENCODING + "), 'hex')";
    }

    /** See {@link dev.sterna.dialect.rows.ValueProbe#breaks}. */
    static String breaks(Column column, ValueLimit limit) {
        String value = Literals.identifier(column.name());
        LogicalType type = column.type();
        return switch (limit.kind()) {
            case VALID_TEXT -> ENCODING + " = 'SQL_ASCII' AND " + octets(value) + " !~ " + Literals.string(WELL_FORMED);
            case WRITTEN_OCTETS ->
                breaks(column, ValueLimit.of(ValueLimit.Kind.VALID_TEXT)) + " AND 2 + length(" + octets(value) + ") > "
                        + limit.greatest();
            case DATES ->
                Family.of(type).isMoment() ? "isfinite(" + value + ") AND (" + outside(column, limit) + ")" : null;
            case NUMBERS ->
                Family.of(type).isNumber() ? numeric(value, type, "(" + outside(column, limit) + ")") : null;
            case DIGITS_BEFORE ->
                Family.of(type).isNumber()
                        ? numeric(
                                value,
                                type,
                                "abs(round(" + exact(value, type) + ", " + limit.greatest() + ")) >= '1e"
                                        + limit.least() + "'::numeric")
                        : null;
            case DIGITS_BEHIND ->
                Family.of(type).isNumber() && !(type instanceof LogicalType.Int)
                        ? numeric(value, type, "(" + rounded(value, type, limit) + " <> " + exact(value, type) + ")")
                        : null;
            case FRACTION -> isTimed(type) ? "(" + value + " <> " + cut(value, type, limit) + ")" : null;
            case FINITE ->
                Family.of(type).isMoment()
                        ? "NOT isfinite(" + value + ")"
                        : Family.of(type).isNumber() && !(type instanceof LogicalType.Int)
                                ? value + "::text IN " + NOT_FINITE
                                : null;
            case CHARACTERS -> "char_length(" + value + "::text) > " + limit.greatest();
            case OCTETS -> octets(type, value) + " > " + limit.greatest();
            // No value of PostgreSQL has a NUL or a zero date, an enum has no value but its own, a time is one of a
            // day.
            case NO_NUL, NO_ZERO_DATE, CALENDAR_DATE, TIME_OF_DAY, MEMBER, LABEL -> null;
            case JSON_ESCAPES -> value + "::text ~ " + Literals.string(JsonEscapes.OF_NO_CHARACTER);
            case UUID -> value + "::text !~* " + Literals.string(UUID_TEXT);
            case INDEX_ENTRY, INDEX_WORDS -> octets(type, value) + " > " + limit.greatest();
            // The types of an extension are texts to everyone else.
            case NO_SRID -> null;
            // Only servers from 16 on tell whether a text is JSON.
            case JSON -> null;
        };
    }

    static String octets(LogicalType type, String value) {
        return "octet_length("
                + (type instanceof LogicalType.Bytes
                        ? value
                        : "pg_catalog.convert_to(" + value + "::text, 'UTF8'::name)")
                + ")";
    }

    /** Texts of a database with an encoding of one octet a character whose octets are characters of UTF-8 all the same. */
    static String otherEncoding(Column column) {
        if (!(column.type() instanceof LogicalType.Text || column.type() instanceof LogicalType.Char)) {
            return null;
        }
        String octets = octets(Literals.identifier(column.name()));
        return ENCODING + " ~ '^(LATIN|WIN|ISO_8859|KOI8)' AND " + octets + " ~ '^(..)*[89a-f]' AND " + octets + " ~ "
                + Literals.string(WELL_FORMED);
    }

    private static String outside(Column column, ValueLimit limit) {
        String value = Literals.identifier(column.name());
        String below = limit.least() == null ? "FALSE" : value + " < " + bound(column, limit.least());
        String above = limit.greatest() == null ? "FALSE" : value + " > " + bound(column, limit.greatest());
        return below + " OR " + above;
    }

    private static String bound(Column column, String canonical) {
        return Family.of(column.type()).isNumber()
                ? Literals.string(canonical) + "::numeric"
                        + (column.type() instanceof LogicalType.Real ? "::float8" : "")
                : Literals.typed(column.type(), canonical);
    }

    /** What is not finite is another finding. */
    private static String numeric(String value, LogicalType type, String condition) {
        return type instanceof LogicalType.Int
                ? condition
                : "CASE WHEN " + value + "::text IN " + NOT_FINITE + " THEN FALSE ELSE " + condition + " END";
    }
}
