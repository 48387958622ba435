package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.ObjectKind;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything of a schema that has a table's name: base tables, views and sequences. */
final class SchemaRelations {
    private final Map<String, Relation> byName = new LinkedHashMap<>();

    private SchemaRelations() {}

    static SchemaRelations read(CatalogSession session, String schema) throws SQLException {
        SchemaRelations relations = new SchemaRelations();
        session.forEach("schema-tables.sql", schema, row -> {
            Relation relation = Relation.of(row);
            relations.byName.put(relation.name, relation);
            // What the server cannot open it lists without an engine, and says why where the comment would be.
            if (relation.isTable() && relation.engine == null) {
                session.blind()
                        .add(new Blind(
                                ObjectKind.TABLE,
                                "table " + schema + "." + relation.name + ": " + relation.comment,
                                "CHECK TABLE " + MySqlLiterals.quote(schema) + "."
                                        + MySqlLiterals.quote(relation.name)));
            }
        });
        return relations;
    }

    Set<String> names() {
        return byName.keySet();
    }

    Relation of(String name) {
        return byName.get(name);
    }

    /** Without those that the server cannot open. */
    List<Relation> tables() {
        return listedTables().stream()
                .filter(relation -> relation.engine != null)
                .toList();
    }

    List<Relation> listedTables() {
        return byName.values().stream().filter(Relation::isTable).toList();
    }

    List<Relation> sequences() {
        return byName.values().stream()
                .filter(relation -> relation.type.equals("SEQUENCE"))
                .toList();
    }

    /** What AUTO_INCREMENT gives next, by table. */
    Map<String, BigInteger> nextNumbers() {
        Map<String, BigInteger> next = new LinkedHashMap<>();
        byName.values().stream()
                .filter(relation -> relation.nextNumber != null)
                .forEach(relation -> next.put(relation.name, relation.nextNumber));
        return next;
    }

    /**
     * One of them.
     *
     * @param options as the server gives them back
     */
    record Relation(
            String name,
            String type,
            String engine,
            String rowFormat,
            long rows,
            long bytes,
            BigInteger nextNumber,
            String collation,
            String options,
            String comment) {

        private static Relation of(ResultSet row) throws SQLException {
            String next = row.getString("next_number");
            return new Relation(
                    row.getString("table_name"),
                    row.getString("table_type"),
                    row.getString("engine"),
                    row.getString("row_format"),
                    orUnknown(row, "estimated_rows"),
                    orUnknown(row, "estimated_bytes"),
                    next == null ? null : new BigInteger(next),
                    row.getString("collation_name"),
                    row.getString("create_options"),
                    CatalogSession.textOrNull(row, "comment"));
        }

        private static long orUnknown(ResultSet row, String column) throws SQLException {
            long value = row.getLong(column);
            return row.wasNull() ? -1 : value;
        }

        boolean isTable() {
            return type.equals("BASE TABLE") || isVersioned();
        }

        boolean isVersioned() {
            return type.equals("SYSTEM VERSIONED");
        }
    }
}
