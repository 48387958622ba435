package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.EveryKind;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.View;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that has every kind of object, and what the reader tells of it; made anew for each class of tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EveryKindRead {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    final Engine engine;
    TestDatabase database;
    TestDatabase other;
    Schema schema;
    Login clerk;

    EveryKindRead(Engine engine) {
        this.engine = engine;
    }

    @BeforeAll
    void make() throws SQLException {
        database = DATABASES.create(engine);
        other = DATABASES.create(engine);
        database.executeAsAdministrator(
                EveryKind.statements(engine, other.name()).toArray(String[]::new));
        clerk = database.createUser(
                "GRANT SELECT, INSERT ON customers TO %s",
                "GRANT SELECT (id), UPDATE (customer) ON orders TO %s",
                "GRANT EXECUTE ON FUNCTION doubled TO %s WITH GRANT OPTION");
        schema = read(database.administrator());
    }

    Schema read(Login login) throws SQLException {
        try (Connection connection = database.connect(login)) {
            return new MySqlSchemaReader().read(connection, List.of(database.name()));
        }
    }

    TableName name(String relation) {
        return new TableName(database.name(), relation);
    }

    TableDefinition table(String table) {
        return schema.tables().stream()
                .filter(found -> found.name().name().equals(table))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No table " + table));
    }

    ColumnDefinition column(String table, String column) {
        return table(table).columns().stream()
                .filter(found -> found.column().name().equals(column))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No column " + column));
    }

    View view(String view) {
        return schema.views().stream()
                .filter(found -> found.name().name().equals(view))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No view " + view));
    }

    static Index index(TableDefinition table, String index) {
        return table.indexes().stream()
                .filter(found -> found.name().equals(index))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No index " + index));
    }
}
