package dev.sterna.dialect;

import dev.sterna.dialect.ContractEngine.TypeCase;
import dev.sterna.dialect.ContractEngine.Value;
import dev.sterna.embedded.Engine;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.testing.Databases;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Zero dates in columns that are NOT NULL: of those, IS NULL may be true. */
class ZeroDateKeysIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void rowsAreChangedByThem(Engine engine) throws SQLException {
        try (Fixture fixture = new Fixture(DATABASES.create(engine))) {
            RowChangesContract changes = new RowChangesContract(fixture, new MySqlContract(engine));
            changes.isAKey(new TypeCase(
                    "date",
                    new LogicalType.Date(),
                    Value.quoted("0000-00-00"),
                    Value.quoted("2024-00-00"),
                    Value.quoted("2024-02-29")));
            changes.isAKey(new TypeCase(
                    "datetime(3)",
                    new LogicalType.Timestamp(3),
                    Value.quoted("0000-00-00 00:00:00"),
                    Value.quoted("2024-02-29 10:20:30")));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void chunksHoldThemOnce(Engine engine) throws SQLException {
        try (Fixture fixture = new Fixture(DATABASES.create(engine))) {
            Table table = fixture.create(
                    "zero", "CREATE TABLE %s (a int NULL, d date NOT NULL, t datetime NOT NULL, UNIQUE (a, d, t))");
            fixture.database.execute(
                    "SET sql_mode = ''",
                    "INSERT INTO zero VALUES (1, '0000-00-00', '2024-02-29'), (2, '2024-02-29', '0000-00-00'),"
                            + " (3, '0000-00-00', '0000-00-00'), (4, '2024-02-29', '2024-02-29'),"
                            + " (NULL, '0000-00-00', '0000-00-00'), (NULL, '2024-02-29', '2024-02-29')");
            new SplitContract(fixture, new MySqlContract(engine), fixture.dialect.splitter())
                    .everyRowIsInOneChunk(table);
        }
    }
}
