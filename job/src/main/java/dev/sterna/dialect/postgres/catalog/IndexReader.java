package dev.sterna.dialect.postgres.catalog;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Indexes that no constraint made, by their table or materialized view. */
final class IndexReader {
    private static final int DESCENDING = 1;
    private static final int NULLS_FIRST = 2;

    private IndexReader() {}

    static Map<TableName, List<Index>> read(CatalogueQueries queries) throws SQLException {
        Map<TableName, List<Index>> indexes = new HashMap<>();
        queries.each(
                "indexes.sql",
                List.of(ObjectKind.INDEX),
                row -> indexes.computeIfAbsent(CatalogueQueries.table(row), table -> new ArrayList<>())
                        .add(index(row)));
        return indexes;
    }

    private static Index index(ResultSet row) throws SQLException {
        List<String> columns = CatalogueQueries.strings(row, "columns");
        int keys = row.getInt("keys");
        return new Index(
                row.getString("name"),
                row.getBoolean("unique"),
                row.getString("method"),
                parts(row, columns.subList(0, keys)),
                columns.subList(keys, columns.size()),
                row.getString("predicate"),
                row.getBoolean("nulls_not_distinct"),
                row.getBoolean("valid"),
                row.getString("definition"),
                row.getString("comment"));
    }

    private static List<Index.Part> parts(ResultSet row, List<String> columns) throws SQLException {
        List<String> expressions = CatalogueQueries.strings(row, "expressions");
        List<String> classes = CatalogueQueries.strings(row, "classes");
        List<String> collations = CatalogueQueries.strings(row, "collations");
        Integer[] options = (Integer[]) row.getArray("options").getArray();
        List<Index.Part> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            boolean descending = (options[i] & DESCENDING) != 0;
            boolean nullsFirst = (options[i] & NULLS_FIRST) != 0;
            parts.add(new Index.Part(
                    columns.get(i),
                    expressions.get(i),
                    descending,
                    // NULL is the greatest value, so that it comes first where the order is turned round.
                    nullsFirst == descending ? null : Boolean.valueOf(nullsFirst),
                    0,
                    classes.get(i),
                    collations.get(i)));
        }
        return parts;
    }
}
