package dev.sterna.dialect;

import dev.sterna.model.Table;
import dev.sterna.model.TextFolding;
import dev.sterna.model.schema.ForeignKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The condition of rows that refer to a row that is not there. */
public final class OrphanCondition {
    private OrphanCondition() {}

    /**
     * In the SQL of the engine that has the table.
     *
     * @param folded columns of the key that are compared otherwise
     * @param text a value and what is not told apart, as an expression that is equal where it is not
     */
    public static String of(
            SqlText sql,
            Table table,
            ForeignKey key,
            Map<String, TextFolding> folded,
            BiFunction<String, TextFolding, String> text) {
        // In full, because a bare name would mean the other table's column where it has one of that name.
        List<String> own = key.columns().stream()
                .map(column -> sql.quote(table.name()) + "." + sql.quote(column))
                .toList();
        String present = own.stream().map(name -> name + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String same = IntStream.range(0, own.size())
                .mapToObj(i -> {
                    String other = "p." + sql.quote(key.referenced().get(i));
                    TextFolding folding = folded.get(key.columns().get(i));
                    return folding == null
                            ? other + " = " + own.get(i)
                            : text.apply(other, folding) + " = " + text.apply(own.get(i), folding);
                })
                .collect(Collectors.joining(" AND "));
        return present + " AND NOT EXISTS (SELECT 1 FROM " + sql.quote(key.target()) + " p WHERE " + same + ")";
    }

    /**
     * Of rows that refer to one which is there, and not as another engine compares.
     *
     * @param seen columns of the key that are compared otherwise
     * @param text a value and what is not told apart, as an expression that is equal where the other engine takes values for
     *     equal
     */
    public static String ofSpelling(
            SqlText sql,
            Table table,
            ForeignKey key,
            Map<String, TextFolding> seen,
            BiFunction<String, TextFolding, String> text) {
        String from = "SELECT 1 FROM " + sql.quote(key.target()) + " p WHERE ";
        List<String> same = new ArrayList<>();
        List<String> there = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String column = key.columns().get(i);
            String own = sql.quote(table.name()) + "." + sql.quote(column);
            String other = "p." + sql.quote(key.referenced().get(i));
            same.add(other + " = " + own);
            if (seen.containsKey(column)) {
                there.add(text.apply(other, seen.get(column)) + " = " + text.apply(own, seen.get(column)));
            }
        }
        String equal = String.join(" AND ", same);
        return "EXISTS (" + from + equal + ") AND NOT EXISTS (" + from + equal + " AND " + String.join(" AND ", there)
                + ")";
    }
}
