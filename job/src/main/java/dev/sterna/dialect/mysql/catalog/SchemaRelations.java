package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.ObjectKind;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything of a schema that has a table's name: base tables, views and sequences. */
final class SchemaRelations {
    private static final int OPENED_AT_ONCE = 2000;

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
        if (!session.isMariaDb()) {
            relations.openCounters(session, schema);
        }
        return relations;
    }

    /**
     * Reads counters again whose tables MySQL does not have open: of those its catalogue knows no counter, or one that has not
     * begun. A table is open once a statement names it.
     */
    private void openCounters(CatalogSession session, String schema) throws SQLException {
        List<String> closed = new ArrayList<>();
        String literal = MySqlLiterals.text(schema);
        session.query(
                "SELECT DISTINCT table_name AS table_name FROM information_schema.columns WHERE table_schema = "
                        + literal + " AND extra LIKE '%auto_increment%'",
                row -> {
                    Relation relation = byName.get(row.getString("table_name"));
                    if (relation != null && relation.isTable() && relation.engine != null && !relation.hasBegun()) {
                        closed.add("(SELECT 1 FROM " + MySqlLiterals.quote(schema) + "."
                                + MySqlLiterals.quote(relation.name) + " LIMIT 0)");
                    }
                });
        for (int from = 0; from < closed.size(); from += OPENED_AT_ONCE) {
            open(session, closed.subList(from, Math.min(closed.size(), from + OPENED_AT_ONCE)));
        }
        if (!closed.isEmpty()) {
            session.query(
                    "SELECT table_name AS table_name, auto_increment AS next_number FROM information_schema.tables"
                            + " WHERE table_schema = " + literal + " AND auto_increment > 1",
                    row -> {
                        BigInteger next = new BigInteger(row.getString("next_number"));
                        byName.computeIfPresent(
                                row.getString("table_name"), (name, relation) -> relation.withNext(next));
                    });
        }
    }

    private static void open(CatalogSession session, List<String> queries) throws SQLException {
        try {
            session.query(String.join(" UNION ALL ", queries), row -> {});
        } catch (SQLException failure) {
            if (queries.size() == 1) {
                // Who may not read a table is told so where its rows are read.
                return;
            }
            for (String one : queries) {
                open(session, List.of(one));
            }
        }
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

        boolean hasBegun() {
            return nextNumber != null && nextNumber.compareTo(BigInteger.ONE) > 0;
        }

        Relation withNext(BigInteger next) {
            return new Relation(name, type, engine, rowFormat, rows, bytes, next, collation, options, comment);
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
