package dev.sterna.dialect.postgres.catalog;

import dev.sterna.model.schema.OutsideNeed;
import dev.sterna.model.schema.SchemaContent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** How much each schema of a database holds, and what some need of others. */
final class SchemaContents {
    private SchemaContents() {}

    /** Without the server's own, those of extensions, and the ledger. */
    static List<SchemaContent> read(Connection connection) throws SQLException {
        List<SchemaContent> contents = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CatalogueQueries.resource("contents.sql"))) {
            while (row.next()) {
                contents.add(new SchemaContent(row.getString(1), row.getLong(2), row.getLong(3)));
            }
        }
        return contents;
    }

    static List<OutsideNeed> needs(Connection connection, List<String> schemas) throws SQLException {
        List<OutsideNeed> needs = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CatalogueQueries.resource("outside.sql"))) {
            statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    needs.add(new OutsideNeed(row.getString(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return needs;
    }
}
