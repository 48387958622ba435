package dev.sterna.dialect.postgres.catalog;

import dev.sterna.model.schema.Extension;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What belongs to no table: extensions, privileges, order, and all kinds without a record of their own. */
final class SchemaObjectReader {
    private final CatalogueQueries queries;

    SchemaObjectReader(CatalogueQueries queries) {
        this.queries = queries;
    }

    List<Extension> extensions() throws SQLException {
        List<Extension> extensions = new ArrayList<>();
        queries.each(
                "extensions.sql",
                List.of(ObjectKind.EXTENSION),
                row -> extensions.add(
                        new Extension(row.getString("name"), row.getString("version"), row.getString("schema"))));
        return extensions;
    }

    List<Grant> grants() throws SQLException {
        List<Grant> grants = new ArrayList<>();
        queries.each(
                "grants.sql",
                List.of(ObjectKind.GRANT),
                row -> grants.add(new Grant(
                        object(row, ""),
                        row.getString("grantee"),
                        CatalogueQueries.strings(row, "privileges"),
                        row.getBoolean("grantable"))));
        return grants;
    }

    List<Schema.Dependency> dependencies() throws SQLException {
        List<Schema.Dependency> dependencies = new ArrayList<>();
        queries.each(
                "dependencies.sql",
                List.of(ObjectKind.VIEW),
                row -> dependencies.add(new Schema.Dependency(object(row, ""), object(row, "on_"))));
        return dependencies;
    }

    List<OtherObject> others() throws SQLException {
        List<OtherObject> others = new ArrayList<>();
        for (String resource : List.of("others.sql", "database.sql")) {
            queries.each(
                    resource,
                    List.of(ObjectKind.OTHER),
                    row -> others.add(new OtherObject(
                            new ObjectName(
                                    ObjectKind.OTHER,
                                    row.getString("schema"),
                                    row.getString("table"),
                                    row.getString("name")),
                            row.getString("what"),
                            row.getString("definition"))));
        }
        for (String resource : List.of("settings.sql", "descriptions.sql")) {
            queries.each(
                    resource,
                    List.of(ObjectKind.OWNER, ObjectKind.COMMENT, ObjectKind.SETTING, ObjectKind.OTHER),
                    row -> others.add(
                            new OtherObject(object(row, ""), row.getString("what"), row.getString("definition"))));
        }
        return others;
    }

    private static ObjectName object(ResultSet row, String prefix) throws SQLException {
        return new ObjectName(
                ObjectKind.valueOf(row.getString(prefix + "kind")),
                row.getString(prefix + "schema"),
                row.getString(prefix + "table"),
                row.getString(prefix + "name"));
    }
}
