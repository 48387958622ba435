package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.ContractEngine;
import dev.sterna.dialect.Fixture;
import dev.sterna.dialect.MySqlContract;
import dev.sterna.dialect.SplitContract;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that are small enough to be stepped through, cut as if they were not. */
class KeyBisectionIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void splitsByEstimatesAlone(Engine engine) throws SQLException {
        ContractEngine contract = new MySqlContract(engine);
        try (Fixture fixture = new Fixture(DATABASES.create(engine))) {
            SplitContract splits = new SplitContract(fixture, contract, new MySqlSplitter(0));
            splits.integers();
            splits.texts();
            splits.otherTypes();
            splits.compositeKeys();
            splits.nullableKey();
            splits.onlyNulls();
            splits.manyNulls();
        }
    }
}
