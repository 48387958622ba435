package dev.sterna.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.embedded.workload.ShopTables;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.FollowRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.model.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** What comes before the cutovers of a rehearsal: users, tables, the copy, and each gate shown to refuse. */
final class RehearsalStage {
    /** Parents with their children: a wave leaves no foreign key open. */
    private static final List<String> WAVES =
            List.of("item,pair", "parent,child,grandchild", "note," + MovingWriter.TABLE);

    private static final String[] CUT_OVER = {"cutover", "--deletes", "--execute"};
    private static final int MOST_TRIES = 10;
    private static final long MILLIS_BETWEEN_TRIES = 2000;
    private static final long MILLIS_OF_PATIENCE = 600_000;
    private static final long MILLIS_BETWEEN_LOOKS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Strategy strategy;
    private final Server source;
    private final Server target;
    private final Login shopper;
    private final Path acknowledged;
    private final Sterna sterna;
    private final List<Check> checks = new ArrayList<>();

    RehearsalStage(Strategy strategy, Server source, Server target, Login shopper, Path directory, Sterna sterna) {
        this.strategy = strategy;
        this.source = source;
        this.target = target;
        this.shopper = shopper;
        this.acknowledged = directory.resolve("acknowledged.conf");
        this.sterna = sterna;
    }

    /** What was seen of the gates. */
    List<Check> checks() {
        return List.copyOf(checks);
    }

    /** Makes the tables, and the user of the application. */
    void build(ShopTables tables) throws IOException, SQLException {
        Files.writeString(acknowledged, "");
        source.execute(tables.statements());
        source.execute(
                MovingWriter.STATEMENT,
                // Something for a person.
                source.engine() == Engine.POSTGRESQL
                        ? "CREATE PROCEDURE greet() LANGUAGE sql AS 'SELECT 1'"
                        : "CREATE PROCEDURE greet() SELECT 1");
        for (Server server : List.of(source, target)) {
            server.asAdministrator()
                    .execute(
                            server.engine() == Engine.POSTGRESQL
                                    ? "CREATE ROLE " + shopper.user() + " LOGIN PASSWORD '" + shopper.password() + "'"
                                    : "CREATE USER '" + shopper.user() + "'@'%' IDENTIFIED BY '" + shopper.password()
                                            + "'");
        }
        allowToWrite(source);
        String user = source.login().user();
        if (source.engine() == Engine.POSTGRESQL) {
            source.asAdministrator().execute("ALTER ROLE \"" + user + "\" REPLICATION");
        }
        if (target.engine() != Engine.POSTGRESQL) {
            target.asAdministrator()
                    .execute("GRANT ALL ON `sterna\\_drill\\_%`.* TO '"
                            + target.login().user() + "'@'%'");
        }
    }

    private void allowToWrite(Server server) throws SQLException {
        if (server.engine() == Engine.POSTGRESQL) {
            server.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + shopper.user());
        } else {
            server.asAdministrator()
                    .execute("GRANT SELECT, INSERT, UPDATE, DELETE ON " + server.database() + ".* TO '" + shopper.user()
                            + "'@'%'");
        }
    }

    /** Whoever migrates may keep others from writing, on either side. */
    private void allowToFreeze() throws SQLException {
        for (Server server : List.of(source, target)) {
            String user = server.login().user();
            server.asAdministrator()
                    .execute(
                            server.engine() == Engine.POSTGRESQL
                                    ? "GRANT pg_signal_backend, pg_read_all_stats TO \"" + user + "\""
                                    : "GRANT READ_ONLY ADMIN, CONNECTION ADMIN ON *.* TO '" + user + "'@'%'");
        }
    }

    /** Makes the target's tables, and shows that this is not all that it takes. */
    void prepare() throws IOException, InterruptedException {
        done("prepare", "--execute");
        refused("nothing is loaded, validated, drilled or acknowledged", "loaded", "validated", "drilled", "by-hand");
    }

    /** Whether a backup may show a source that is written to as it was at one moment: no foreign key is broken in it then. */
    boolean isOfOneMoment() {
        return source.engine() == Engine.POSTGRESQL;
    }

    /** Copies as the strategy does. */
    void copy() throws IOException, InterruptedException {
        Console.say("copying");
        for (String wave : strategy == Strategy.PHASED ? WAVES : List.of("")) {
            done(chosen("backup", wave));
            done(chosen("load", wave));
        }
    }

    /** What comes until nothing is lacking for a cutover; at every gate one is tried before. */
    void finish() throws IOException, SQLException, InterruptedException {
        done("prepare", "--after-load", "--execute");
        allowToWrite(target);
        refused("everything is loaded, and not validated, drilled or acknowledged", "validated", "drilled", "by-hand");
        done("drill", "--execute");
        // Rows are compared anew once the source is frozen: of one that is written to the gates of rows say nothing.
        give("validate");
        refused("objects by hand are not acknowledged", "by-hand");
        acknowledge();
        refusedByWhoeverWorks();
        refusedBy("the user may not freeze the source", Set.of("cannot-freeze"));
        allowToFreeze();
    }

    /** Somebody else who has the run's lock, and somebody who has followed and is gone. */
    private void refusedByWhoeverWorks() throws IOException, InterruptedException {
        Ledger ledger = Database.reach(
                        new Endpoint(
                                target.jdbcUrl(),
                                target.login().user(),
                                new Secret(target.login().password()),
                                List.of(),
                                2,
                                Map.of()),
                        Side.TARGET)
                .ledger();
        try (Ledger.Lock lock = ledger.lock(SternaCommands.RUN_ID)) {
            lock.hold();
            refused("another process works on the run", "lock");
        }
        ledger.follow().begin(SternaCommands.RUN_ID, FollowRow.FOLLOWING, List.of(MovingWriter.TABLE), "", List.of());
        refused("whoever followed the log is gone", "lag");
        ledger.follow().forget(SternaCommands.RUN_ID);
    }

    /** Cuts over; somebody who is behind by too much is waited for, as a person would. */
    Sterna.Answer cutOver() throws IOException, InterruptedException {
        Sterna.Answer answer = give(CUT_OVER);
        for (int tries = 1; tries < MOST_TRIES && codes(answer).equals(Set.of("cutover-lag")); tries++) {
            Console.say(answer.why());
            Thread.sleep(MILLIS_BETWEEN_TRIES);
            answer = give(CUT_OVER);
        }
        return requireDone(answer, String.join(" ", CUT_OVER));
    }

    private static String[] chosen(String command, String wave) {
        return Stream.concat(
                        Stream.of(command, "--execute"), wave.isEmpty() ? Stream.of() : Stream.of("--tables", wave))
                .toArray(String[]::new);
    }

    /** By the names that the run has left. */
    private void acknowledge() throws IOException {
        JsonNode objects = JSON.readTree(
                Files.readAllBytes(sterna.runDirectory().resolve("by-hand").resolve("objects.json")));
        List<String> names = new ArrayList<>();
        objects.forEach(object -> names.add(SternaCommands.quoted(object.asText())));
        Files.writeString(acknowledged, "sterna.cutover.acknowledged = [" + String.join(", ", names) + "]\n");
    }

    private void refused(String when, String... requirements) throws IOException, InterruptedException {
        refusedBy(
                when,
                new TreeSet<>(Stream.of(requirements)
                        .map(requirement -> "cutover-" + requirement)
                        .toList()));
    }

    /** Tries a cutover that must not begin. */
    private void refusedBy(String when, Set<String> codes) throws IOException, InterruptedException {
        Sterna.Answer answer = give("cutover", "--execute");
        Set<String> found = codes(answer);
        checks.add(Check.of(
                "refused where " + when,
                answer.exitCode() == Category.REFUSED.exitCode() && found.equals(codes),
                "exit code " + answer.exitCode() + ", " + String.join(", ", found)));
    }

    private static Set<String> codes(Sterna.Answer answer) {
        Set<String> found = new TreeSet<>();
        answer.result().path("problems").forEach(problem -> {
            if (problem.path("severity").asText().equals("error")) {
                found.add(problem.path("code").asText());
            }
        });
        return found;
    }

    private Sterna.Answer give(String... words) throws IOException, InterruptedException {
        return sterna.give(Stream.concat(Stream.of(words), Stream.of("--config", acknowledged.toString()))
                .toArray(String[]::new));
    }

    /** Gives a command that has to end well. */
    Sterna.Answer done(String... words) throws IOException, InterruptedException {
        return requireDone(give(words), String.join(" ", words));
    }

    static Sterna.Answer requireDone(Sterna.Answer answer, String what) {
        if (answer.exitCode() != 0) {
            throw SternaException.of(
                    Category.INTERNAL,
                    "cannot-rehearse",
                    null,
                    "Cannot rehearse: " + what + " ended with " + answer.why(),
                    "Look at its log with --keep-data DIR");
        }
        return answer;
    }

    /** Somebody who follows the log, all rows of whom are compared once. */
    CompletableFuture<Sterna.Answer> followed() throws IOException, InterruptedException {
        String began = Instant.now().toString();
        CompletableFuture<Sterna.Answer> follower = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return give("sync", "--follow", "--deletes", "--execute");
                    } catch (IOException | InterruptedException failure) {
                        throw new CompletionException(failure);
                    }
                },
                Background.named("follower"));
        long end = System.nanoTime() + MILLIS_OF_PATIENCE * 1_000_000;
        while (!isProven(began)) {
            if (follower.isDone() || System.nanoTime() > end) {
                throw SternaException.of(
                        Category.INTERNAL,
                        "cannot-follow",
                        null,
                        "Cannot follow the source: "
                                + (follower.isDone() ? follower.join().why() : "it does not come to compare all rows"),
                        "Look at its log with --keep-data DIR");
            }
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
        return follower;
    }

    /** Whether somebody has said since that all rows have been compared. */
    private boolean isProven(String since) throws IOException {
        for (String line : Files.readAllLines(sterna.runDirectory().resolve("events.jsonl"))) {
            // One that is being written is there whole the next time.
            if (line.contains("\"follow-lag\"") && line.endsWith("}")) {
                JsonNode event = JSON.readTree(line);
                if (event.path("time").asText().compareTo(since) > 0
                        && event.path("proof").asDouble() >= 1) {
                    return true;
                }
            }
        }
        return false;
    }
}
