package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sterna.dialect.server.LedgerSql;
import dev.sterna.dialect.server.Snapshots;
import dev.sterna.embedded.Engine;
import dev.sterna.model.Lsn;
import dev.sterna.model.Side;
import dev.sterna.testing.Databases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What sessions of PostgreSQL share: a snapshot, a lock, and their settings. */
class PostgresSnapshotIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private Fixture fixture;

    @BeforeEach
    void connect() throws SQLException {
        fixture = new Fixture(DATABASES.create(Engine.POSTGRESQL));
    }

    @AfterEach
    void disconnect() throws SQLException {
        fixture.close();
    }

    private String count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM public.t")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void everyConnectionSeesTheSnapshot() throws SQLException {
        fixture.database.execute("CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)");
        try (Snapshots.Snapshot snapshot = fixture.dialect.snapshots().open(fixture.connector(Side.SOURCE))) {
            assertThat(snapshot.shared()).isTrue();
            assertThat(snapshot.position().orElseThrow()).isInstanceOf(Lsn.class);
            fixture.database.execute("INSERT INTO t VALUES (2)");
            for (int i = 0; i < 2; i++) {
                try (Connection reader = fixture.connector(Side.SOURCE).open()) {
                    reader.setAutoCommit(false);
                    try (Statement statement = reader.createStatement()) {
                        for (String sql : snapshot.join()) {
                            statement.execute(sql);
                        }
                    }
                    assertThat(count(reader)).isEqualTo("1");
                    reader.rollback();
                    assertThat(count(reader)).isEqualTo("2");
                }
            }
        }
    }

    @Test
    void lockIsHeldByOne() throws SQLException {
        LedgerSql ledger = fixture.dialect.ledger();
        try (Connection first = fixture.connector(Side.TARGET).open()) {
            assertThat(ledger.tryLock(first, "a run")).isTrue();
            assertThat(ledger.tryLock(fixture.target, "a run")).isFalse();
            assertThat(ledger.tryLock(fixture.target, "another run")).isTrue();
        }
        // The server lets go of a lock only once it has noticed that the connection is gone.
        await().until(() -> ledger.tryLock(fixture.target, "a run"));
    }

    @Test
    void ledgerIsMadeOnce() throws SQLException {
        for (int i = 0; i < 2; i++) {
            try (Statement statement = fixture.target.createStatement()) {
                for (String sql : fixture.dialect.ledger().create(fixture.target)) {
                    statement.execute(sql);
                }
            }
        }
        assertThat(fixture.value("SELECT count(*) FROM sterna.chunk")).isEqualTo("0");
    }

    /** Whatever a role's own settings are. */
    @Test
    void sessionsDoNotDependOnDefaults() throws SQLException {
        fixture.database.executeAsAdministrator(
                "ALTER DATABASE " + fixture.database.name() + " SET DateStyle = 'SQL, DMY'",
                "ALTER DATABASE " + fixture.database.name() + " SET TimeZone = 'Asia/Tokyo'",
                "ALTER DATABASE " + fixture.database.name() + " SET extra_float_digits = 0",
                "ALTER DATABASE " + fixture.database.name() + " SET bytea_output = 'escape'",
                "ALTER DATABASE " + fixture.database.name() + " SET statement_timeout = '1s'",
                "ALTER DATABASE " + fixture.database.name() + " SET idle_in_transaction_session_timeout = '1s'",
                "ALTER DATABASE " + fixture.database.name() + " SET standard_conforming_strings = off");
        try (Connection fresh = fixture.connector(Side.SOURCE).open();
                Statement statement = fresh.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT '2024-02-29 12:00:00+00'::timestamptz::text, 0.1::real::float8::text, '\\x00'::bytea::text,"
                                + " current_setting('statement_timeout'),"
                                + " current_setting('idle_in_transaction_session_timeout')")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("2024-02-29 12:00:00+00");
            assertThat(row.getString(2)).isEqualTo("0.10000000149011612");
            assertThat(row.getString(3)).isEqualTo("\\x00");
            assertThat(row.getString(4)).isEqualTo("0");
            assertThat(row.getString(5)).isEqualTo("0");
        }
    }
}
