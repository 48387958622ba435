package dev.sterna.dialect.mysql.sql;

import dev.sterna.model.schema.Partitioning;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The clause that divides a table. */
public final class PartitionText {
    private PartitionText() {}

    /** The server's own clause where it gave one: that alone tells all of system time. */
    public static String of(Partitioning division) {
        return division.definition() != null && division.definition().startsWith("PARTITION BY ")
                ? division.definition()
                : clause(division);
    }

    public static String clause(Partitioning division) {
        boolean counted = isCounted(division);
        String sub = division.sub() == null ? "" : "\nSUBPARTITION BY " + by(division.sub()) + subParts(division);
        return "PARTITION BY " + by(division) + sub
                + (counted
                        ? "\nPARTITIONS " + division.parts().size()
                        : division.parts().stream()
                                .map(part -> part(division, part))
                                .collect(Collectors.joining(",\n ", "\n(", ")")));
    }

    /** Whether the parts are called as the server calls them, and a number says all of them. */
    private static boolean isCounted(Partitioning division) {
        return (division.method().contains("hash") || division.method().contains("key"))
                && IntStream.range(0, division.parts().size()).allMatch(i -> {
                    Partitioning.Part part = division.parts().get(i);
                    return part.name().equals("p" + i)
                            && part.comment() == null
                            && part.subParts().isEmpty();
                });
    }

    private static boolean areSubPartsCounted(Partitioning division) {
        return division.parts().stream()
                .allMatch(part -> IntStream.range(0, part.subParts().size())
                        .allMatch(i -> part.subParts().get(i).equals(part.name() + "sp" + i)));
    }

    private static String subParts(Partitioning division) {
        int count = division.parts().isEmpty()
                ? 0
                : division.parts().get(0).subParts().size();
        return count > 0 && areSubPartsCounted(division) ? "\nSUBPARTITIONS " + count : "";
    }

    private static String by(Partitioning division) {
        String over = division.expression() != null
                ? division.expression()
                : division.columns().stream().map(MySqlLiterals::quote).collect(Collectors.joining(", "));
        return division.method().toUpperCase(Locale.ROOT) + " (" + over + ")";
    }

    private static String part(Partitioning division, Partitioning.Part part) {
        StringBuilder sql = new StringBuilder("PARTITION ").append(MySqlLiterals.quote(part.name()));
        if (part.bound() != null && division.method().startsWith("range")) {
            sql.append(" VALUES LESS THAN (").append(part.bound()).append(")");
        } else if (part.bound() != null && division.method().startsWith("list")) {
            sql.append(part.bound().equals("DEFAULT") ? " DEFAULT" : " VALUES IN (" + part.bound() + ")");
        }
        if (part.comment() != null) {
            sql.append(" COMMENT = ").append(MySqlLiterals.text(part.comment()));
        }
        if (!areSubPartsCounted(division)) {
            sql.append(part.subParts().stream()
                    .map(sub -> "SUBPARTITION " + MySqlLiterals.quote(sub))
                    .collect(Collectors.joining(", ", " (", ")")));
        }
        return sql.toString();
    }
}
