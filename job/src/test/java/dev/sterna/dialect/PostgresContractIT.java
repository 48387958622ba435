package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sterna.embedded.Login;
import dev.sterna.model.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresContractIT extends DialectContract {
    PostgresContractIT() {
        super(new PostgresContract());
    }

    @Test
    void aVanishedWriterIsGivenUp() throws SQLException {
        try (Connection connection = fixture().connector(Side.TARGET).open();
                Statement statement = connection.createStatement();
                var settings = statement.executeQuery("SELECT current_setting('tcp_keepalives_idle')::int"
                        + " + current_setting('tcp_keepalives_interval')::int"
                        + " * current_setting('tcp_keepalives_count')::int,"
                        + " (SELECT setting::int / 1000 FROM pg_settings WHERE name = 'tcp_user_timeout')")) {
            assertThat(settings.next()).isTrue();
            assertThat(settings.getInt(1)).isBetween(60, 900);
            assertThat(settings.getInt(2)).isBetween(60, 900);
        }
    }

    /** PostgreSQL does not tell whom it refuses, so the remedy names the setting that does. */
    @Override
    @Test
    void missingCreate() throws SQLException {
        Login reader = fixture().database.createUser("GRANT USAGE ON SCHEMA public TO %s");
        try (Connection connection = fixture()
                        .dialect
                        .connector(
                                Fixture.endpoint(fixture().database.jdbcUrl(), reader.user(), reader.password()),
                                Side.TARGET)
                        .open();
                Statement statement = connection.createStatement()) {
            SQLException failure = catchThrowableOfType(
                    SQLException.class,
                    () -> statement.execute("CREATE TABLE " + fixture().quoted("refused") + " (id int)"));
            assertThat(fixture()
                            .dialect
                            .explain(failure, Side.TARGET, "create table refused", null)
                            .problems())
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.message())
                                .isEqualTo("Cannot create table refused (target): permission denied for schema public"
                                        + " [42501]");
                        assertThat(problem.remedy())
                                .isEqualTo("GRANT USAGE, CREATE ON SCHEMA \"public\" TO <sterna.target.user>;");
                    });
        }
    }
}
