package dev.sterna.dialect.mysql.catalog;

import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.UniqueConstraint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The indexes of a schema. Both products make no difference between a unique constraint and a unique index: what a
 * constraint of the standard could be, whole columns in a visible B-tree, is one here, and all else an index.
 */
final class SchemaIndexes {
    private static final String PRIMARY = "PRIMARY";
    private static final String BTREE = "btree";

    private final Map<String, Map<String, Index>> byTable = new LinkedHashMap<>();

    private SchemaIndexes() {}

    static SchemaIndexes read(CatalogSession session, String schema) throws SQLException {
        SchemaIndexes indexes = new SchemaIndexes();
        session.forEach("schema-indexes.sql", schema, row -> indexes.add(session, row));
        return indexes;
    }

    /** Tables with a full-text index, whose parser only SHOW CREATE TABLE tells. */
    List<String> withFullText() {
        return byTable.entrySet().stream()
                .filter(table -> table.getValue().values().stream()
                        .anyMatch(index -> index.method().equals("fulltext")))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Null when there is none. */
    UniqueConstraint primaryKey(String table) {
        Index primary = of(table).get(PRIMARY);
        return primary == null ? null : constraint(primary);
    }

    /** How the primary key finds its rows, or null without one. */
    String primaryKeyMethod(String table) {
        Index primary = of(table).get(PRIMARY);
        return primary == null ? null : primary.method();
    }

    List<UniqueConstraint> uniques(String table) {
        return of(table).values().stream()
                .filter(index -> !index.name().equals(PRIMARY) && isConstraint(index))
                .map(SchemaIndexes::constraint)
                .toList();
    }

    List<Index> indexes(String table) {
        return of(table).values().stream()
                .filter(index -> !index.name().equals(PRIMARY) && !isConstraint(index))
                .toList();
    }

    private Map<String, Index> of(String table) {
        return byTable.getOrDefault(table, Map.of());
    }

    private void add(CatalogSession session, ResultSet row) throws SQLException {
        String name = row.getString("index_name");
        String method = row.getString("index_type").toLowerCase(Locale.ROOT);
        // The server counts the octets of a bounding box as a prefix, and does not take one back.
        int prefix = method.equals("spatial") || method.equals("fulltext") ? 0 : row.getInt("prefix_length");
        Index.Part part = new Index.Part(
                row.getString("column_name"),
                session.expression(row.getString("expression")),
                "D".equals(row.getString("direction")),
                null,
                prefix,
                null,
                null);
        Map<String, Index> indexes =
                byTable.computeIfAbsent(row.getString("table_name"), table -> new LinkedHashMap<>());
        Index before = indexes.get(name);
        List<Index.Part> parts = new ArrayList<>(before == null ? List.of() : before.parts());
        parts.add(part);
        indexes.put(
                name,
                new Index(
                        name,
                        row.getInt("non_unique") == 0,
                        method,
                        parts,
                        List.of(),
                        null,
                        false,
                        row.getInt("visible") == 1,
                        null,
                        CatalogSession.textOrNull(row, "comment")));
    }

    private static boolean isConstraint(Index index) {
        return index.unique()
                && index.visible()
                && index.method().equals(BTREE)
                && index.parts().stream()
                        .allMatch(part -> part.column() != null && part.prefix() == 0 && !part.descending());
    }

    private static UniqueConstraint constraint(Index index) {
        return new UniqueConstraint(
                index.name(), index.parts(), List.of(), Deferral.NOT_DEFERRABLE, false, index.comment());
    }
}
