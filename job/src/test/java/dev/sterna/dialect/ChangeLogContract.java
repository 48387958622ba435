package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.server.Snapshots;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The log of changes goes forward with every change, and its positions survive being written down. */
final class ChangeLogContract {
    private final Fixture fixture;

    ChangeLogContract(Fixture fixture) {
        this.fixture = fixture;
    }

    private LogPosition position() throws SQLException {
        try (Connection connection = fixture.connector(Side.SOURCE).open()) {
            Optional<LogPosition> position = fixture.dialect.changeLog().position(connection);
            assertThat(position).isPresent();
            return position.get();
        }
    }

    /** A server that keeps none says so. */
    void thereIsNoLog() throws SQLException {
        try (Connection connection = fixture.connector(Side.SOURCE).open()) {
            assertThat(fixture.dialect.changeLog().position(connection)).isEmpty();
        }
        try (Snapshots.Snapshot view = fixture.dialect.snapshots().open(fixture.connector(Side.SOURCE))) {
            assertThat(view.position()).isEmpty();
        }
    }

    void positionsGoForward() throws SQLException {
        fixture.database.execute("CREATE TABLE t (id int NOT NULL PRIMARY KEY)");
        LogPosition before = position();
        fixture.database.execute("INSERT INTO t VALUES (1)");
        LogPosition after = position();
        assertThat(after.isAtOrAfter(before)).isTrue();
        assertThat(before.isAtOrAfter(after)).isFalse();
        assertThat(after.isAtOrAfter(after)).isTrue();
        assertThat(LogPosition.of(after.text())).isEqualTo(after);
    }

    void aViewKnowsWhereItWasOpened() throws SQLException {
        fixture.database.execute("CREATE TABLE v (id int NOT NULL PRIMARY KEY)");
        LogPosition before = position();
        try (Snapshots.Snapshot view = fixture.dialect.snapshots().open(fixture.connector(Side.SOURCE))) {
            LogPosition opened = view.position().orElseThrow();
            assertThat(opened.isAtOrAfter(before)).isTrue();
            fixture.database.execute("INSERT INTO v VALUES (1)");
            assertThat(opened.isAtOrAfter(position())).isFalse();
        }
    }
}
