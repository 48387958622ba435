package dev.sterna.dialect.postgres.catalog;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.UserType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Domains, enumerations, composite and range types. */
final class TypeReader {
    private static final List<ObjectKind> KINDS =
            List.of(ObjectKind.DOMAIN, ObjectKind.ENUM, ObjectKind.COMPOSITE, ObjectKind.RANGE);

    private TypeReader() {}

    static List<UserType> read(CatalogueQueries queries) throws SQLException {
        List<UserType> types = new ArrayList<>();
        queries.each("types.sql", KINDS, row -> types.add(type(row)));
        return types;
    }

    private static UserType type(ResultSet row) throws SQLException {
        TableName name = CatalogueQueries.name(row);
        String comment = row.getString("comment");
        return switch (row.getString("kind")) {
            case "e" -> new UserType.Enumeration(name, CatalogueQueries.strings(row, "labels"), comment);
            case "d" ->
                new UserType.Domain(
                        name,
                        row.getString("base"),
                        row.getString("collation"),
                        row.getBoolean("not_null"),
                        row.getString("default_value"),
                        checks(row),
                        comment);
            case "r" -> new UserType.Range(name, row.getString("subtype"), row.getString("range_definition"), comment);
            default -> new UserType.Composite(name, attributes(row), comment);
        };
    }

    private static List<Check> checks(ResultSet row) throws SQLException {
        List<String> names = CatalogueQueries.strings(row, "check_names");
        List<String> conditions = CatalogueQueries.strings(row, "check_conditions");
        List<String> validated = CatalogueQueries.strings(row, "check_validated");
        List<String> comments = CatalogueQueries.strings(row, "check_comments");
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            checks.add(new Check(
                    names.get(i),
                    conditions.get(i),
                    true,
                    Boolean.parseBoolean(validated.get(i)),
                    false,
                    comments.get(i)));
        }
        return checks;
    }

    private static List<UserType.Composite.Attribute> attributes(ResultSet row) throws SQLException {
        List<String> names = CatalogueQueries.strings(row, "attribute_names");
        List<String> types = CatalogueQueries.strings(row, "attribute_types");
        List<String> collations = CatalogueQueries.strings(row, "attribute_collations");
        List<UserType.Composite.Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            attributes.add(new UserType.Composite.Attribute(names.get(i), types.get(i), collations.get(i)));
        }
        return attributes;
    }
}
