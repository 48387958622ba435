package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.log.ChangeFeed;
import dev.sterna.embedded.Engine;
import dev.sterna.model.Table;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What becomes of a followed log when the network goes without a word. */
final class SilenceContract {
    private final Fixture fixture;

    SilenceContract(Fixture fixture) {
        this.fixture = fixture;
    }

    /** A network that has gone without a word is a lost connection; and nobody waits for it who has done. */
    void check() throws Exception {
        Table table = fixture.create(
                "silent",
                "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, v "
                        + (fixture.database.engine() == Engine.POSTGRESQL ? "text" : "longtext") + " NULL)");
        String t = fixture.quoted("silent");
        Matcher url = Pattern.compile("(.*//)([^:/]+):([0-9]+)(/.*)").matcher(fixture.endpoint.url());
        assertThat(url.matches()).isTrue();
        if (fixture.database.engine() == Engine.POSTGRESQL) {
            // It keeps a slot for a reader that is gone for as long as it has not noticed.
            fixture.database.executeAsAdministrator(
                    "ALTER ROLE \"" + fixture.database.user() + "\" SET wal_sender_timeout = '3s'");
        }
        try (LogRig rig = new LogRig(fixture, table);
                SilentLink link = new SilentLink(url.group(2), Integer.parseInt(url.group(3)))) {
            rig.begun.close();
            Endpoint hasty = through(
                    link, url, Map.of("socketTimeout", fixture.database.engine() == Engine.POSTGRESQL ? "2" : "2000"));
            try (ChangeFeed feed = opened(rig, hasty)) {
                fixture.database.execute("INSERT INTO " + t + " VALUES (1, 'a')");
                awaitKey(feed, table, "1");
                // A server that has nothing to say is not gone.
                assertThat(feed.poll(Duration.ofMillis(2_200)).filter(piece -> !piece.isEmpty()))
                        .isEmpty();
                link.silenceAfter(0);
                assertThatThrownBy(() -> awaitKey(feed, table, "none"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                lost -> assertThat(fixture.dialect.isTransient(lost))
                                        .as(lost.toString())
                                        .isTrue());
            }
            link.silenceAfter(Long.MAX_VALUE);
            ChangeFeed feed;
            Set<Thread> mine;
            synchronized (SilenceContract.class) {
                Set<Thread> others = readers();
                feed = rig.log.open(through(link, url, Map.of()), rig.following, rig.from());
                mine = readers();
                mine.removeAll(others);
            }
            assertThat(mine).isNotEmpty();
            awaitKey(feed, table, "1");
            link.silenceAfter(100_000);
            fixture.database.execute("INSERT INTO " + t + " VALUES (2, REPEAT('x', 1000000))");
            await().until(link::isSilent);
            long began = System.nanoTime();
            feed.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            assertThat(readers()).doesNotContainAnyElementsOf(mine);
        } finally {
            if (fixture.database.engine() == Engine.POSTGRESQL) {
                fixture.database.executeAsAdministrator(
                        "ALTER ROLE \"" + fixture.database.user() + "\" RESET wal_sender_timeout");
            }
        }
    }

    /** One at a time, so that it can be told whose reader is whose. */
    private static ChangeFeed opened(LogRig rig, Endpoint endpoint) throws SQLException {
        synchronized (SilenceContract.class) {
            return rig.log.open(endpoint, rig.following, rig.from());
        }
    }

    private static Set<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sterna-log"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Endpoint through(SilentLink link, Matcher url, Map<String, String> properties) {
        return new Endpoint(
                url.group(1) + "127.0.0.1:" + link.port() + url.group(4),
                fixture.endpoint.user(),
                fixture.endpoint.password(),
                List.of(),
                4,
                properties);
    }

    private static void awaitKey(ChangeFeed feed, Table table, String id) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < deadline) {
            if (feed.poll(Duration.ofMillis(200))
                    .filter(piece -> piece.keysOf(table.name()).contains(List.of(id)))
                    .isPresent()) {
                return;
            }
        }
        throw new AssertionError("The log does not tell of " + id);
    }
}
