package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sterna.config.Endpoint;
import dev.sterna.embedded.Login;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Side;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What the failures of servers become: a category, the engine's words, and a remedy that one can type. */
final class ExplainContract {
    private static final String PASSWORD = "hunter2-not-this-one";

    private final Fixture fixture;

    ExplainContract(Fixture fixture) {
        this.fixture = fixture;
    }

    void wrongPassword() {
        Problem problem = connecting(fixture.database.jdbcUrl(), fixture.database.user());
        assertThat(problem.remedy()).contains("sterna.target.password").contains("ALTER");
    }

    void unknownUser() {
        Problem problem = connecting(fixture.database.jdbcUrl(), "nobody_knows_me");
        assertThat(problem.remedy()).contains("sterna.target.user");
    }

    void unknownDatabase() {
        String url = fixture.database.jdbcUrl().replace(fixture.database.name(), fixture.database.name() + "_not");
        Problem problem = explain(
                failureOf(() -> open(Fixture.endpoint(
                                url,
                                fixture.database.administrator().user(),
                                fixture.database.administrator().password()))
                        .close()),
                "connect");
        assertThat(problem.remedy()).contains("CREATE DATABASE").contains(fixture.database.name() + "_not");
    }

    void serverDown() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String url = fixture.database.jdbcUrl().replaceFirst("//[^/]*/", "//127.0.0.1:" + port + "/");
        assertThat(connecting(url, "any").remedy()).contains("sterna.target.url");
    }

    void missingCreate() throws SQLException {
        Login reader = fixture.database.createUser();
        fixture.database.executeAsAdministrator();
        try (Connection connection = openOrGranted(reader);
                Statement statement = connection.createStatement()) {
            Problem problem = explain(
                    failureOf(() -> statement.execute("CREATE TABLE " + fixture.quoted("refused") + " (id int)")),
                    "create table refused");
            assertThat(problem.remedy()).contains("GRANT").contains("CREATE").contains(reader.user());
            assertThat(problem.message()).contains("Cannot create table refused");
        }
    }

    /** Where a user without any right cannot even connect to the database, one that may read it can. */
    private Connection openOrGranted(Login login) throws SQLException {
        try {
            return open(Fixture.endpoint(fixture.database.jdbcUrl(), login.user(), login.password()));
        } catch (SQLException refused) {
            fixture.database.executeAsAdministrator(
                    "GRANT SELECT ON `" + fixture.database.name() + "`.* TO '" + login.user() + "'@'%'");
            return open(Fixture.endpoint(fixture.database.jdbcUrl(), login.user(), login.password()));
        }
    }

    void unknownTable() {
        SQLException failure = failureOf(() -> fixture.value("SELECT 1 FROM " + fixture.quoted("no_such_table")));
        assertThat(fixture.dialect.isMissingTable(failure)).isTrue();
        Problem problem = explain(failure, "read no_such_table");
        assertThat(problem.message()).contains("no_such_table");
        assertThat(problem.remedy()).isNotBlank();
    }

    void anythingElseKeepsTheServersWords() {
        SQLException failure = failureOf(() -> fixture.value("SELECT no_such_function(1)"));
        assertThat(fixture.dialect.isMissingTable(failure)).isFalse();
        Problem problem = explain(failure, "try");
        assertThat(problem.message()).contains("no_such_function");
        assertThat(problem.remedy()).isNotBlank();
    }

    private Problem connecting(String url, String user) {
        return explain(
                failureOf(() -> open(Fixture.endpoint(url, user, PASSWORD)).close()), "connect");
    }

    private Connection open(Endpoint endpoint) throws SQLException {
        return fixture.dialect.connector(endpoint, Side.TARGET).open();
    }

    private Problem explain(SQLException failure, String doing) {
        SternaException explained = fixture.dialect.explain(failure, Side.TARGET, doing, null);
        assertThat(explained.category()).isEqualTo(Category.TARGET);
        assertThat(explained.getCause()).isSameAs(failure);
        assertThat(explained.problems()).hasSize(1);
        Problem problem = explained.problems().get(0);
        assertThat(problem.message() + problem.remedy()).doesNotContain(PASSWORD);
        return problem;
    }

    private static SQLException failureOf(Action action) {
        SQLException failure = catchThrowableOfType(SQLException.class, action::run);
        assertThat((Throwable) failure).isNotNull();
        return failure;
    }

    @FunctionalInterface
    private interface Action {
        void run() throws SQLException;
    }
}
