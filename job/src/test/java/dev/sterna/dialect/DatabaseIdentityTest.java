package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.server.DatabaseIdentity;
import dev.sterna.model.TableName;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseIdentityTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static DatabaseIdentity of(String server, Instant started, String database) {
        return new DatabaseIdentity("engine", server, started, Duration.ofSeconds(2), database, false);
    }

    @Test
    void aCopyOfAServersFilesIsAnotherServer() {
        assertThat(of("a", NOON, "1").isSameServer(of("a", NOON.plusSeconds(2), "1")))
                .isTrue();
        assertThat(of("a", NOON, "1").isSameServer(of("a", NOON.plusSeconds(3), "1")))
                .isFalse();
        assertThat(of("a", NOON, "1").isSameServer(of("b", NOON, "1"))).isFalse();
    }

    @Test
    void whoHasTheRowsOfAnotherIsTheSame() {
        assertThat(of("a", NOON, "1").isSameDatabase(of("a", null, "1"))).isTrue();
        assertThat(of("a", null, "1").isSameDatabase(of("a", null, "1"))).isTrue();
        assertThat(of("a", null, "1").isSameDatabase(of("a", null, "2"))).isFalse();
    }

    @Test
    void whereTheServerMayNotBeAskedItsStartStandsForIt() {
        assertThat(of(null, NOON, "1").isSameServer(of("a", NOON, "1"))).isTrue();
        assertThat(of("a", NOON, "1").isSameServer(of(null, NOON.plusSeconds(3), "1")))
                .isFalse();
        assertThat(of(null, null, "1").isSameServer(of("a", NOON, "1"))).isFalse();
    }

    @Test
    void enginesAreNeverTheSame() {
        var other = new DatabaseIdentity("other", null, NOON, Duration.ZERO, "1", false);

        assertThat(other.isSameServer(of(null, NOON, "1"))).isFalse();
    }

    @Test
    void namesAreFoldedWhereTheServerDoes() {
        var folding = new DatabaseIdentity("engine", "a", NOON, Duration.ZERO, "", true);

        assertThat(folding.folded(new TableName("Shop", "Orders"))).isEqualTo(new TableName("shop", "orders"));
        assertThat(of("a", NOON, "").folded(new TableName("Shop", "Orders")))
                .isEqualTo(new TableName("Shop", "Orders"));
    }
}
