package dev.sterna.dialect;

import dev.sterna.model.Table;
import dev.sterna.model.schema.ForeignKey;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The condition of rows that refer to a row that is not there. */
public final class OrphanCondition {
    private OrphanCondition() {}

    /** In the SQL of the engine that has the table. */
    public static String of(SqlText sql, Table table, ForeignKey key) {
        // In full, because a bare name would mean the other table's column where it has one of that name.
        List<String> own = key.columns().stream()
                .map(column -> sql.quote(table.name()) + "." + sql.quote(column))
                .toList();
        String present = own.stream().map(name -> name + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String same = IntStream.range(0, own.size())
                .mapToObj(i -> "p." + sql.quote(key.referenced().get(i)) + " = " + own.get(i))
                .collect(Collectors.joining(" AND "));
        return present + " AND NOT EXISTS (SELECT 1 FROM " + sql.quote(key.target()) + " p WHERE " + same + ")";
    }
}
