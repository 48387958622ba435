package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.ValueConversion.Becomes;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Framing;
import java.util.ArrayList;
import java.util.List;

/**
 * A column's frame in the canonical text of a row. What a frame uses more than once and what is dear to compute is
 * named in a subquery below ({@link #below}), once.
 */
final class CanonicalFrames {
    /** A function takes at most 100 arguments, the pattern among them. */
    private static final int ARGUMENTS = 96;

    private final List<CanonicalColumn> columns;
    private final List<String> below = new ArrayList<>();
    private final List<String> unframed = new ArrayList<>();
    private final List<String> whole = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();

    private final ValueConversions conversions;
    private final boolean inline;

    private CanonicalFrames(List<CanonicalColumn> columns, ValueConversions conversions, boolean inline) {
        this.columns = columns;
        this.conversions = conversions;
        this.inline = inline;
        for (int i = 0; i < columns.size(); i++) {
            add(columns.get(i), "c" + i);
        }
    }

    /** Frames over a subquery that yields {@link #below}. */
    static CanonicalFrames over(List<CanonicalColumn> columns, ValueConversions conversions) {
        return new CanonicalFrames(columns, conversions, false);
    }

    /** Frames over the table itself. */
    static CanonicalFrames inline(List<CanonicalColumn> columns, ValueConversions conversions) {
        return new CanonicalFrames(columns, conversions, true);
    }

    /** Select items, aliased, for the subquery that the other expressions are over. */
    List<String> below() {
        return below;
    }

    /** Unframed canonical text of each column; octets and md5 for bytes and long text that is no JSON. */
    List<String> unframed() {
        return unframed;
    }

    /** As {@link #unframed}, but of the named columns whole, bytes as hexadecimal. */
    List<String> unframed(List<String> wholeNames) {
        List<String> items = new ArrayList<>(unframed);
        for (int i = 0; i < items.size(); i++) {
            if (wholeNames.contains(columns.get(i).column().name())) {
                items.set(i, whole.get(i));
            }
        }
        return items;
    }

    /** The canonical text of a row. */
    String row() {
        return format(frames);
    }

    /** The canonical text of some columns, in this order. */
    String of(List<String> names) {
        List<Frame> wanted = new ArrayList<>();
        for (String name : names) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).column().name().equals(name)) {
                    wanted.add(frames.get(i));
                }
            }
        }
        return format(wanted);
    }

    /** What stands for an expression in a frame. */
    private String named(String expression, String alias) {
        if (inline) {
            return "(" + expression + ")";
        }
        below.add(expression + " AS " + alias);
        return alias;
    }

    private void add(CanonicalColumn canonical, String name) {
        Column column = canonical.column();
        LogicalType as = canonical.as();
        String value = ValueSql.converted(column, conversions);
        if (as.framing() == Framing.HASH) {
            String octets = named(CanonicalText.bytes(value, column), name);
            String hashed = hashed(octets);
            unframed.add(hashed);
            whole.add("encode(" + octets + ", 'hex')");
            frames.add(new Frame("%s,", hashed));
            return;
        }
        if (column.type() instanceof LogicalType.Real && as instanceof LogicalType.Real) {
            String wide = value + "::float8";
            String text = RealSql.text(named(wide, name), named(RealSql.bits(wide), name + "b"));
            unframed.add(text);
            whole.add(text);
            frames.add(new Frame("%s,", text));
            return;
        }
        boolean own = CanonicalText.isOwnText(column, as);
        String alias = named(own ? value : CanonicalText.of(value, column, as), name);
        switch (as.framing()) {
            case PLAIN -> {
                unframed.add(own ? alias + "::text" : alias);
                whole.add(own ? alias + "::text" : alias);
                frames.add(new Frame("%s,", alias));
            }
            case LENGTH -> {
                unframed.add(alias);
                whole.add(alias);
                frames.add(
                        column.nullable() || conversions.make(Becomes.NULL, column)
                                ? new Frame("%s%s,", octets(alias) + " || ':'", alias)
                                : new Frame("%s:%s,", octets(alias), alias));
            }
            case LENGTH_OR_HASH -> {
                String isLong = octets(alias) + " > " + Framing.INLINE_OCTETS;
                whole.add(alias);
                // JSON is shown as it is, since its meaning is not in a hash.
                unframed.add(
                        as instanceof LogicalType.Json
                                ? alias
                                : "CASE WHEN " + isLong + " THEN " + hashed(utf8(alias)) + " ELSE " + alias + " END");
                frames.add(new Frame(
                        "%s%s,",
                        octets(alias),
                        "CASE WHEN " + isLong + " THEN '#' || md5(" + utf8(alias) + ") ELSE ':' || " + alias + " END"));
            }
            case HASH -> throw new IllegalStateException("Framed above: " + column.name());
        }
    }

    private static String hashed(String octets) {
        return "octet_length(" + octets + ") || '#' || md5(" + octets + ")";
    }

    /** Octets in UTF-8; converting would copy the text to no end where it is in UTF-8 already. */
    private static String octets(String text) {
        return "CASE WHEN getdatabaseencoding() = 'UTF8' THEN octet_length(" + text + ") ELSE octet_length("
                + utf8(text) + ") END";
    }

    /** The octets in UTF-8, whatever the server's own encoding is. */
    private static String utf8(String text) {
        return "pg_catalog.convert_to(" + text + ", 'UTF8'::name)";
    }

    /**
     * One text of all frames. Of PostgreSQL's ways to join texts format() is the cheapest by a third: it writes numbers
     * and dates into the result without a text of their own. NULL is nothing, as a frame wants it.
     */
    private static String format(List<Frame> frames) {
        if (frames.isEmpty()) {
            return "''::text";
        }
        List<String> calls = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        List<String> arguments = new ArrayList<>();
        for (Frame frame : frames) {
            if (arguments.size() + frame.arguments.size() > ARGUMENTS) {
                calls.add("format('" + pattern + "', " + String.join(", ", arguments) + ")");
                pattern.setLength(0);
                arguments.clear();
            }
            pattern.append(frame.pattern);
            arguments.addAll(frame.arguments);
        }
        calls.add("format('" + pattern + "', " + String.join(", ", arguments) + ")");
        return String.join(" || ", calls);
    }

    /** A piece of a pattern for format(), and what goes into it. */
    private record Frame(String pattern, List<String> arguments) {
        Frame(String pattern, String... arguments) {
            this(pattern, List.of(arguments));
        }
    }
}
