package dev.sterna.dialect.postgres.catalog;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Partition;
import dev.sterna.model.schema.Partitioning;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Tables and views without what belongs to them. */
final class RelationReader {
    private static final List<ObjectKind> KINDS =
            List.of(ObjectKind.TABLE, ObjectKind.PARTITIONING, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    private RelationReader() {}

    static List<Relation> read(CatalogueQueries queries) throws SQLException {
        List<Relation> relations = new ArrayList<>();
        queries.each("relations.sql", KINDS, row -> relations.add(relation(row)));
        return relations;
    }

    private static Relation relation(ResultSet row) throws SQLException {
        List<TableName> parents = new ArrayList<>();
        List<String> schemas = CatalogueQueries.strings(row, "parent_schemas");
        List<String> names = CatalogueQueries.strings(row, "parent_names");
        for (int i = 0; i < names.size(); i++) {
            parents.add(new TableName(schemas.get(i), names.get(i)));
        }
        String bound = row.getString("bound");
        return new Relation(
                CatalogueQueries.name(row),
                row.getString("kind"),
                row.getString("owner"),
                row.getString("comment"),
                row.getLong("rows"),
                row.getLong("bytes"),
                options(row, "options", ""),
                storage(row),
                row.getBoolean("populated"),
                row.getBoolean("row_security"),
                row.getBoolean("forced"),
                partitioning(row),
                bound == null ? null : new Partition(parents.get(0), bound),
                bound == null ? parents : List.of(),
                query(row));
    }

    private static Map<String, String> storage(ResultSet row) throws SQLException {
        Map<String, String> storage = new TreeMap<>(options(row, "options", ""));
        storage.putAll(options(row, "toast_options", "toast."));
        if (row.getBoolean("unlogged")) {
            storage.put("UNLOGGED", "true");
        }
        if (row.getString("tablespace") != null) {
            storage.put("TABLESPACE", row.getString("tablespace"));
        }
        if (row.getString("access_method") != null) {
            storage.put("USING", row.getString("access_method"));
        }
        return storage;
    }

    private static Map<String, String> options(ResultSet row, String column, String prefix) throws SQLException {
        Map<String, String> options = new TreeMap<>();
        for (String pair : CatalogueQueries.strings(row, column)) {
            int equals = pair.indexOf('=');
            options.put(prefix + pair.substring(0, equals), pair.substring(equals + 1));
        }
        return options;
    }

    private static Partitioning partitioning(ResultSet row) throws SQLException {
        String clause = row.getString("partition_key");
        if (clause == null) {
            return null;
        }
        List<String> columns = CatalogueQueries.strings(row, "partition_columns");
        boolean plain = columns.stream().allMatch(Objects::nonNull);
        int open = clause.indexOf('(');
        return new Partitioning(
                clause.substring(0, open).strip().toLowerCase(Locale.ROOT),
                plain ? columns : List.of(),
                plain ? null : clause.substring(open + 1, clause.length() - 1),
                List.of(),
                null,
                clause);
    }

    private static String query(ResultSet row) throws SQLException {
        String query = row.getString("query");
        if (query == null) {
            return null;
        }
        String stripped = query.strip();
        return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }

    /**
     * A row of pg_class.
     *
     * @param kind r and p are tables, v views, m materialized views
     * @param options as the relation itself has them
     * @param storage the options with those of the out-of-line store, and where and how it is kept
     */
    record Relation(
            TableName name,
            String kind,
            String owner,
            String comment,
            long rows,
            long bytes,
            Map<String, String> options,
            Map<String, String> storage,
            boolean populated,
            boolean rowSecurity,
            boolean forcedRowSecurity,
            Partitioning partitioning,
            Partition partition,
            List<TableName> parents,
            String query) {
        boolean isTable() {
            return kind.equals("r") || kind.equals("p");
        }

        boolean isMaterialized() {
            return kind.equals("m");
        }
    }
}
