package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.server.DatabaseIdentity;
import dev.sterna.embedded.Engine;
import dev.sterna.model.Side;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** How databases are told apart. */
final class IdentityContract {
    private final Fixture fixture;
    private final Databases databases;

    IdentityContract(Fixture fixture, Databases databases) {
        this.fixture = fixture;
        this.databases = databases;
    }

    /** Whatever its URL says. */
    void oneDatabaseIsOne() throws SQLException {
        DatabaseIdentity identity = identity(fixture.endpoint.url());
        assertThat(identity.isSameDatabase(identity)).isTrue();

        String other = fixture.endpoint.url().replace("127.0.0.1", "localhost");

        assertThat(other).isNotEqualTo(fixture.endpoint.url());
        assertThat(identity(other).isSameDatabase(identity)).isTrue();
        assertThat(identity.isSameDatabase(identity(other))).isTrue();
    }

    /** Where a schema is a database, a qualified name means the same in both. */
    void databasesOfOneServerAreTwo() throws SQLException {
        TestDatabase other = databases.create(fixture.database.engine());

        DatabaseIdentity here = identity(fixture.endpoint.url());
        DatabaseIdentity there = identity(other.jdbcUrl());

        assertThat(here.isSameServer(there)).isTrue();
        assertThat(here.isSameDatabase(there)).isEqualTo(other.engine() != Engine.POSTGRESQL);
    }

    void serversAreTwo() throws SQLException {
        Engine engine = fixture.database.engine() == Engine.POSTGRESQL ? Engine.MARIADB : Engine.POSTGRESQL;
        try (Fixture other = new Fixture(databases.create(engine))) {
            DatabaseIdentity there =
                    other.dialect.probe(other.source, other.endpoint).identity();

            assertThat(identity(fixture.endpoint.url()).isSameServer(there)).isFalse();
        }
    }

    private DatabaseIdentity identity(String url) throws SQLException {
        var endpoint = Fixture.endpoint(url, fixture.database.user(), fixture.database.password());
        try (Connection connection =
                fixture.dialect.connector(endpoint, Side.SOURCE).open()) {
            return fixture.dialect.probe(connection, endpoint).identity();
        }
    }
}
