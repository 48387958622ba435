package dev.sterna.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.embedded.Engine;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Digest;
import dev.sterna.model.Side;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final BigInteger SUM = new BigInteger("-12345678901234567890123456789");

    private Connector connector;
    private Ledger ledger;

    private void open(Engine engine) {
        TestDatabase database = DATABASES.create(engine);
        Endpoint endpoint = new Endpoint(
                database.jdbcUrl(), database.user(), new Secret(database.password()), List.of(), 4, Map.of());
        Dialect dialect = Dialects.forUrl(endpoint.url(), Side.TARGET);
        connector = dialect.connector(endpoint, Side.TARGET);
        ledger = new Ledger(dialect, connector);
        ledger.create();
    }

    @ParameterizedTest
    @EnumSource
    void runsKeepTheirPlan(Engine engine) {
        open(engine);
        ledger.create();
        assertThat(ledger.find("r1")).isEmpty();
        ledger.start("r1", "abc");
        assertThat(ledger.find("r1")).contains(new RunRow("r1", RunRow.RUNNING, "abc", null));
        ledger.finish("r1", "failed", "it's over");
        assertThat(ledger.find("r1")).contains(new RunRow("r1", "failed", "abc", "it's over"));
        ledger.start("r1", "abc");
        assertThat(ledger.find("r1")).contains(new RunRow("r1", RunRow.RUNNING, "abc", null));
        assertThatThrownBy(() -> ledger.start("r1", "def")).isInstanceOfSatisfying(SternaException.class, refused -> {
            assertThat(refused.category()).isEqualTo(Category.REFUSED);
            assertThat(refused).hasMessageContaining("Cannot go on with run r1");
        });
        // Names that differ in case or accents only are different names.
        assertThat(ledger.find("R1")).isEmpty();
    }

    /** Whoever begins to write takes it back, and what else a gate came to stays. */
    @ParameterizedTest
    @EnumSource
    void aProofHoldsUntilSomebodyWritesAgain(Engine engine) {
        open(engine);
        GateLedger gates = ledger.gates();
        gates.note("r1", List.of(passed(GateLedger.PROOF), passed("views")));
        gates.note("r2", List.of(passed(GateLedger.PROOF)));
        ledger.start("r1", "abc");
        assertThat(gates.read("r1")).extracting(GateRow::gate).containsExactly("views");
        assertThat(gates.read("r2")).extracting(GateRow::gate).containsExactly(GateLedger.PROOF);
    }

    private static GateRow passed(String gate) {
        return new GateRow(gate, true, 0, "all", "abc", null, Duration.ZERO);
    }

    @ParameterizedTest
    @EnumSource
    void claimsAreInOnceCommitted(Engine engine) throws SQLException {
        open(engine);
        ChunkLedger chunks = ledger.chunks();
        try (Connection task = begin()) {
            assertThat(chunks.claim(task, "r1", "shop.t", 3, 10, null)).isTrue();
            chunks.settle(task, "r1", "shop.t", 3, 11, SUM);
            // The same values again are no failure.
            chunks.settle(task, "r1", "shop.t", 3, 11, SUM);
            assertThat(ledger.loadedChunks("r1", "shop.t")).isEmpty();
            task.commit();
        }
        assertThat(ledger.loadedChunks("r1", "shop.t")).isEqualTo(Map.of(3, new Digest(11, SUM)));
        assertThat(ledger.loadedChunks("r1", "shop.T")).isEmpty();
        assertThat(ledger.loadedChunks("r2", "shop.t")).isEmpty();
        try (Connection task = begin()) {
            assertThat(chunks.claim(task, "r1", "shop.t", 3, 10, null)).isFalse();
            task.rollback();
            assertThat(chunks.claim(task, "r1", "shop.t", 4, 10, null)).isTrue();
            assertThat(chunks.find(task, "r1", "shop.t", 4)).contains(new Digest(10, null));
            assertThatThrownBy(() -> chunks.settle(task, "r1", "shop.t", 5, 1, null))
                    .hasMessageContaining("Cannot settle chunk 5 of shop.t");
        }
        assertThat(ledger.loadedChunks("r1", "shop.t")).containsOnlyKeys(3);
    }

    @ParameterizedTest
    @EnumSource
    void twinWaitsForTheFirstAndLoses(Engine engine) throws Exception {
        open(engine);
        try (Connection first = begin();
                Connection second = begin()) {
            assertThat(ledger.chunks().claim(first, "r1", "shop.t", 0, 10, null))
                    .isTrue();
            CompletableFuture<Boolean> twin = claimInBackground(second);
            assertThatThrownBy(() -> twin.get(700, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            first.commit();
            assertThat(twin.get(10, TimeUnit.SECONDS)).isFalse();
            second.rollback();
        }
        assertThat(ledger.loadedChunks("r1", "shop.t")).isEqualTo(Map.of(0, new Digest(10, null)));
    }

    @ParameterizedTest
    @EnumSource
    void twinTakesOverWhenTheFirstRollsBack(Engine engine) throws Exception {
        open(engine);
        try (Connection first = begin();
                Connection second = begin()) {
            assertThat(ledger.chunks().claim(first, "r1", "shop.t", 0, 10, null))
                    .isTrue();
            CompletableFuture<Boolean> twin = claimInBackground(second);
            assertThatThrownBy(() -> twin.get(700, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            first.rollback();
            assertThat(twin.get(10, TimeUnit.SECONDS)).isTrue();
            second.commit();
        }
        assertThat(ledger.loadedChunks("r1", "shop.t")).isEqualTo(Map.of(0, new Digest(20, null)));
    }

    @ParameterizedTest
    @EnumSource
    void aClaimOutsideOfATransactionIsABug(Engine engine) throws SQLException {
        open(engine);
        try (Connection connection = connector.open()) {
            assertThatThrownBy(() -> ledger.chunks().claim(connection, "r1", "shop.t", 0, 1, null))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void locksKeepOthersOut(Engine engine) {
        open(engine);
        try (Ledger.Lock held = ledger.lock("r1")) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> ledger.lock("r1").close())
                    .isInstanceOfSatisfying(
                            SternaException.class,
                            locked -> assertThat(locked.category()).isEqualTo(Category.LOCKED));
            ledger.lock("r2").close();
        }
        ledger.lock("r1").close();
    }

    /** MySQL locks gaps for a statement that finds nothing; the second task would wait for the first, or deadlock. */
    @ParameterizedTest
    @EnumSource
    void refusedRowsOfTwoChunksAreNotedAtOnce(Engine engine) throws Exception {
        open(engine);
        RejectLedger rejects = ledger.rejects();
        Digest two = new Digest(2, SUM);
        try (Connection first = begin();
                Connection second = begin()) {
            rejects.note(first, "r1", new ChunkRejects("shop.t", 1, two, "a", "too long", 2));
            CompletableFuture.runAsync(() -> note(second, new ChunkRejects("shop.t", 2, two, "b", "too long", 2)))
                    .get(10, TimeUnit.SECONDS);
            first.commit();
            second.commit();
            ChunkRejects again = new ChunkRejects("shop.t", 1, new Digest(1, SUM), "c", "taken", 1);
            rejects.replace(first, "r1", again);
            rejects.forget(first, "r1", "shop.t", 2);
            first.commit();
            assertThat(ledger.rejects("r1")).containsExactly(again);
            assertThatThrownBy(() -> rejects.replace(first, "r2", again)).hasMessageContaining("chunk 1 of shop.t");
        }
    }

    private void note(Connection connection, ChunkRejects row) {
        try {
            ledger.rejects().note(connection, "r1", row);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Connection begin() throws SQLException {
        Connection connection = connector.open();
        connection.setAutoCommit(false);
        return connection;
    }

    private CompletableFuture<Boolean> claimInBackground(Connection connection) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return ledger.chunks().claim(connection, "r1", "shop.t", 0, 20, null);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }
}
