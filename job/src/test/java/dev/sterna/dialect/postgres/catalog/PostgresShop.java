package dev.sterna.dialect.postgres.catalog;

import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.dialect.postgres.server.PostgresSession;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.View;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shop that uses every kind of object, and what the catalogue reader tells of it; made anew for each class of tests. */
abstract class PostgresShop {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    static final List<String> SCHEMAS = List.of("shop", "Odd \"Schema\"");

    static final List<String> SPACES = List.of("shop", "\"Odd \"\"Schema\"\"\"");

    static TestDatabase database;
    static Login reader;
    static int version;
    static Schema schema;

    @BeforeAll
    static void createAndRead() throws SQLException {
        database = DATABASES.create(Engine.POSTGRESQL);
        reader = database.createUser();
        try (Connection connection = database.connect()) {
            version = PlainCatalogue.version(connection);
        }
        database.executeAsAdministrator(Arrays.stream(PlainCatalogue.script("postgres-shop.sql", version))
                .map(block -> block.replace("${owner}", database.user()).replace("${reader}", reader.user()))
                .toArray(String[]::new));
        schema = read(database, database.administrator(), SCHEMAS);
    }

    static Connection open(TestDatabase database, Login login, Side side) throws SQLException {
        Endpoint endpoint =
                new Endpoint(database.jdbcUrl(), login.user(), new Secret(login.password()), List.of(), 4, Map.of());
        return PostgresSession.connector(endpoint, side).open();
    }

    static Schema read(TestDatabase database, Login login, List<String> schemas) throws SQLException {
        try (Connection connection = open(database, login, Side.SOURCE)) {
            return new PostgresSchemaReader().read(connection, schemas);
        }
    }

    static TableName shop(String name) {
        return new TableName("shop", name);
    }

    static TableDefinition table(String name) {
        return schema.tables().stream()
                .filter(table -> table.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static ColumnDefinition column(String table, String name) {
        return table(table).columns().stream()
                .filter(column -> column.column().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static View view(String name) {
        return schema.views().stream()
                .filter(view -> view.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Index index(String table, String name) {
        return table(table).indexes().stream()
                .filter(index -> index.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Trigger trigger(String name) {
        return schema.triggers().stream()
                .filter(trigger -> trigger.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static List<String> others(String what) {
        return schema.others().stream()
                .filter(other -> other.what().equals(what))
                .map(OtherObject::definition)
                .toList();
    }

    static Sequence sequence(String name) {
        return schema.sequences().stream()
                .filter(sequence -> sequence.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
