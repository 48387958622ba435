package dev.sterna.dialect;

import dev.sterna.testing.Databases;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every dialect must do, on a real server. A subclass names the engine; the cases are told by topic. */
abstract class DialectContract {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private final ContractEngine engine;
    private Fixture fixture;

    DialectContract(ContractEngine engine) {
        this.engine = engine;
    }

    Fixture fixture() {
        return fixture;
    }

    @BeforeEach
    void connect() throws SQLException {
        fixture = new Fixture(DATABASES.create(engine.engine()));
    }

    @AfterEach
    void disconnect() throws SQLException {
        if (fixture != null) {
            fixture.close();
        }
    }

    private ValuesContract values() {
        return new ValuesContract(fixture, engine);
    }

    @Test
    void literalsComeBack() throws SQLException {
        values().literalsComeBack();
    }

    @Test
    void identifiersAreQuoted() throws SQLException {
        values().identifiersAreQuoted();
    }

    @Test
    void typesAreWhatTheyAre() throws SQLException {
        values().typesAreWhatTheyAre();
    }

    @Test
    void doublesKeepTheirBits() throws SQLException {
        values().doublesKeepTheirBits();
    }

    @Test
    void hashedRowsAndBucketsAgree() throws SQLException {
        values().hashedRowsAndBucketsAgree();
    }

    @Test
    void emptyTableHasAnEmptyDigest() throws SQLException {
        values().emptyTableHasAnEmptyDigest();
    }
}
