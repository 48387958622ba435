package dev.sterna.dialect.postgres;

import dev.sterna.dialect.CanonicalColumn;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Framing;
import java.util.ArrayList;
import java.util.List;

/**
 * A column's frame in the canonical text of a row. What a frame uses more than once and what is dear to compute is
 * named in a subquery below ({@link #below}), once.
 */
final class Frames {
    /** concat() takes at most 100 arguments. */
    private static final int ARGUMENTS = 96;

    private final List<CanonicalColumn> columns;
    private final List<String> below = new ArrayList<>();
    private final List<String> unframed = new ArrayList<>();
    private final List<List<String>> frames = new ArrayList<>();

    private final boolean inline;

    private Frames(List<CanonicalColumn> columns, boolean inline) {
        this.columns = columns;
        this.inline = inline;
        for (int i = 0; i < columns.size(); i++) {
            add(columns.get(i), "c" + i);
        }
    }

    /** Frames over a subquery that yields {@link #below}. */
    static Frames over(List<CanonicalColumn> columns) {
        return new Frames(columns, false);
    }

    /** Frames over the table itself. */
    static Frames inline(List<CanonicalColumn> columns) {
        return new Frames(columns, true);
    }

    /** Select items, aliased, for the subquery that the other expressions are over. */
    List<String> below() {
        return below;
    }

    /** Unframed canonical text of each column; octets and md5 for bytes and long text. */
    List<String> unframed() {
        return unframed;
    }

    /** The canonical text of a row. */
    String row() {
        List<String> arguments = new ArrayList<>();
        frames.forEach(arguments::addAll);
        return concat(arguments);
    }

    /** The canonical text of some columns, in this order. */
    String of(List<String> names) {
        List<String> arguments = new ArrayList<>();
        for (String name : names) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).column().name().equals(name)) {
                    arguments.addAll(frames.get(i));
                }
            }
        }
        return concat(arguments);
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
        String value = Literals.identifier(column.name());
        boolean nullable = column.nullable();
        if (as.framing() == Framing.HASH) {
            String hashed = hashed(named(value, name));
            unframed.add(hashed);
            frames.add(List.of(hashed, "','"));
            return;
        }
        if (column.type() instanceof LogicalType.Real && as instanceof LogicalType.Real) {
            String wide = value + "::float8";
            String text = RealText.of(named(wide, name), named(RealText.bits(wide), name + "b"));
            unframed.add(text);
            frames.add(List.of(text, "','"));
            return;
        }
        String alias = named(CanonicalText.of(value, column, as), name);
        switch (as.framing()) {
            case PLAIN -> {
                unframed.add(alias);
                frames.add(List.of(alias, "','"));
            }
            case LENGTH -> {
                unframed.add(alias);
                frames.add(
                        nullable
                                ? List.of(octets(alias) + " || ':'", alias, "','")
                                : List.of(octets(alias), "':'", alias, "','"));
            }
            case LENGTH_OR_HASH -> {
                String isLong = octets(alias) + " > " + Framing.INLINE_OCTETS;
                unframed.add("CASE WHEN " + isLong + " THEN " + hashed(utf8(alias)) + " ELSE " + alias + " END");
                frames.add(List.of(
                        octets(alias),
                        "CASE WHEN " + isLong + " THEN '#' || md5(" + utf8(alias) + ") ELSE ':' || " + alias + " END",
                        "','"));
            }
            case HASH -> throw new IllegalStateException("Framed above: " + column.name());
        }
    }

    private static String hashed(String octets) {
        return "octet_length(" + octets + ") || '#' || md5(" + octets + ")";
    }

    private static String octets(String text) {
        return "octet_length(" + utf8(text) + ")";
    }

    /** The octets in UTF-8, whatever the server's own encoding is. */
    private static String utf8(String text) {
        return "convert_to(" + text + ", 'UTF8')";
    }

    private static String concat(List<String> arguments) {
        List<String> level = arguments;
        while (level.size() > ARGUMENTS) {
            List<String> next = new ArrayList<>();
            for (int i = 0; i < level.size(); i += ARGUMENTS) {
                next.add("concat(" + String.join(", ", level.subList(i, Math.min(level.size(), i + ARGUMENTS))) + ")");
            }
            level = next;
        }
        return "concat(" + String.join(", ", level) + ")";
    }
}
