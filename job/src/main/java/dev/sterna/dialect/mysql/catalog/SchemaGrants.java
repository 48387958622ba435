package dev.sterna.dialect.mysql.catalog;

import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who may do what with a schema and what is in it; privileges on the whole server belong to no schema. */
final class SchemaGrants {
    private SchemaGrants() {}

    static List<Grant> read(CatalogSession session, String schema, SchemaRelations relations) throws SQLException {
        Map<Key, Set<String>> found = new LinkedHashMap<>();
        session.forEach("schema-grants.sql", schema, row -> {
            // USAGE is the word for none.
            if (!row.getString("privilege").equals("USAGE")) {
                found.computeIfAbsent(
                                new Key(
                                        on(
                                                schema,
                                                relations,
                                                row.getString("table_name"),
                                                row.getString("column_name")),
                                        row.getString("grantee"),
                                        row.getString("grantable").equals("YES")),
                                key -> new TreeSet<>())
                        .add(row.getString("privilege"));
            }
        });
        if (session.privileges().onTable("SELECT", "mysql", "procs_priv")) {
            session.forEach("schema-routine-grants.sql", schema, row -> {
                Set<String> privileges = new TreeSet<>(Arrays.asList(
                        row.getString("privileges").toUpperCase(Locale.ROOT).split(",")));
                boolean grantable = privileges.remove("GRANT");
                String grantee = quoted(row.getString("user_name")) + "@" + quoted(row.getString("host_name"));
                String type = row.getString("routine_type");
                found.computeIfAbsent(
                                new Key(
                                        new ObjectName(ObjectKind.ROUTINE, schema, type, row.getString("routine_name")),
                                        grantee,
                                        grantable),
                                key -> new TreeSet<>())
                        .addAll(privileges);
            });
        }
        List<Grant> grants = new ArrayList<>();
        found.forEach((key, privileges) ->
                grants.add(new Grant(key.on, key.grantee, List.copyOf(privileges), key.grantable)));
        return grants;
    }

    private static ObjectName on(String schema, SchemaRelations relations, String table, String column) {
        if (table == null) {
            return new ObjectName(ObjectKind.SCHEMA, schema, null, schema);
        }
        if (column != null) {
            return new ObjectName(ObjectKind.COLUMN, schema, table, column);
        }
        SchemaRelations.Relation relation = relations.of(table);
        ObjectKind kind = relation == null || relation.isTable()
                ? ObjectKind.TABLE
                : relation.type().equals("SEQUENCE") ? ObjectKind.SEQUENCE : ObjectKind.VIEW;
        return new ObjectName(kind, schema, null, table);
    }

    /** As the catalogue quotes a grantee. */
    private static String quoted(String name) {
        return "'" + name + "'";
    }

    private record Key(ObjectName on, String grantee, boolean grantable) {}
}
