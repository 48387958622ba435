package dev.sterna.cutover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.dialect.server.FreezeMeans;
import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.dialect.server.Preflight.Severity;
import dev.sterna.dialect.server.WriteFreeze;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps others from writing to one database, and lets them write again; what it changes is known as a text before it does. */
final class Freezer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final List<String> schemas;
    private final List<TableName> tables;
    private final WriteFreeze freeze;

    /** @param tables of the run, by the database's names */
    Freezer(Database database, List<TableName> tables) {
        this.database = database;
        this.schemas = tables.stream().map(TableName::schema).distinct().toList();
        this.tables = List.copyOf(tables);
        this.freeze = database.dialect().writeFreeze();
    }

    private List<FreezeMeans> means() {
        return database.askApart("see how writes can be kept out", connection -> freeze.means(connection, schemas));
    }

    /** The best means that this user has. */
    private FreezeMeans best(List<FreezeMeans> all) {
        return all.stream()
                .filter(FreezeMeans::isAllowed)
                .findFirst()
                .orElseThrow(() -> new SternaException(
                        Category.REFUSED,
                        all.stream()
                                .flatMap(means -> means.findings().stream())
                                .filter(finding -> finding.severity() == Severity.BLOCKS)
                                .map(finding -> Problem.error(
                                        "cannot-freeze",
                                        null,
                                        "Cannot keep writes out of the " + side() + ": " + finding.what(),
                                        finding.remedy()))
                                .toList(),
                        null));
    }

    private String side() {
        return database.side().label();
    }

    /** Says what it would do, and what it would not hold back. */
    void tell(Consumer<String> lines, Consumer<String> statements, Consumer<Problem> warnings) {
        FreezeMeans means = best(means());
        lines.accept("cutover would freeze the " + side() + " (" + means.name() + ", the whole "
                + means.reach().name().toLowerCase(Locale.ROOT) + "):");
        means.statements().forEach(statements);
        warn(means, warnings);
    }

    private void warn(FreezeMeans means, Consumer<Problem> warnings) {
        for (Finding finding : means.findings()) {
            warnings.accept(Problem.warning(finding.code(), null, finding.what(), finding.remedy()));
        }
    }

    /**
     * What would be changed, to be noted before it is.
     *
     * @throws SternaException (REFUSED) with the statements that would give the right to this user, where it has none
     */
    String plan(Consumer<Problem> warnings) {
        FreezeMeans means = best(means());
        warn(means, warnings);
        Frozen planned = database.askApart(
                "plan to keep writes out", connection -> freeze.plan(connection, means.name(), schemas));
        try {
            return JSON.writeValueAsString(planned);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Frozen read(String record) {
        try {
            return JSON.readValue(record, Frozen.class);
        } catch (JsonProcessingException damaged) {
            throw SternaException.of(
                    Category.REFUSED,
                    "freeze-unreadable",
                    null,
                    "Cannot read in the ledger how the freeze is taken back: " + damaged.getOriginalMessage(),
                    "Let the database be written to by hand; then delete the run's row of the ledger's table cutover",
                    damaged);
        }
    }

    /** The changes in words. */
    static String words(String record) {
        return String.join(
                "; ",
                read(record).changes().stream()
                        .flatMap(change -> change.freeze().stream())
                        .toList());
    }

    /** How they are taken back. */
    static String undone(String record) {
        return String.join(
                "; ",
                read(record).changes().stream()
                        .flatMap(change -> change.undo().stream())
                        .toList());
    }

    void act(String record, Duration within) {
        database.askApart("keep writes out", connection -> {
            freeze.act(connection, read(record), within);
            return null;
        });
    }

    void undo(String record, Consumer<Problem> warnings) {
        List<String> left = database.askApart(
                "let the " + side() + " be written to again", connection -> freeze.undo(connection, read(record)));
        left.forEach(words -> warnings.accept(Problem.warning(
                "freeze-not-undone", null, words, "Give these statements yourself if it is to be as it was")));
    }

    /** Whether everything that was changed is so still; a restart of the server, for one, may have taken it back. */
    boolean isStill(String record) {
        Frozen frozen = read(record);
        Map<String, String> now = new HashMap<>();
        database.askApart(
                        "see whether writes are kept out",
                        connection -> freeze.plan(connection, frozen.means(), frozen.schemas()))
                .changes()
                .forEach(change -> now.put(change.what(), change.before()));
        // What is not there any more, as a right that was taken, is nothing that lets somebody write.
        return frozen.changes().stream()
                .allMatch(change -> change.during().equals(now.getOrDefault(change.what(), change.during())));
    }

    /**
     * Tries to write.
     *
     * @throws SternaException (REFUSED) where that is taken
     */
    FreezeProbe requireHolds(String record) {
        FreezeProbe now = probe(record);
        if (now.outcome() == FreezeProbe.Outcome.TAKEN) {
            throw doesNotHold(now);
        }
        return now;
    }

    static SternaException doesNotHold(FreezeProbe now) {
        return SternaException.of(
                Category.REFUSED,
                "freeze-does-not-hold",
                null,
                "The source takes writes although it was frozen: " + now.statement(),
                "See who lets it be written to; then give the same command again");
    }

    /** How a write fares now, in a session of its own. */
    FreezeProbe probe(String record) {
        return database.askApart(
                "try a write that must fail", connection -> freeze.probe(connection, read(record), tables));
    }

    /** The statements after which sessions of this user write all the same; empty where there is no way. */
    Optional<List<String>> ownWrites() {
        return best(means()).ownWrites();
    }

    /**
     * The same of a freeze that was planned before, whatever would be the best means now.
     *
     * @param record null where nothing was planned
     */
    Optional<List<String>> ownWrites(String record) {
        List<FreezeMeans> all = means();
        return (record == null
                        ? Optional.<FreezeMeans>empty()
                        : all.stream()
                                .filter(means ->
                                        means.name().equals(read(record).means()))
                                .findFirst())
                .orElseGet(() -> best(all))
                .ownWrites();
    }

    /** Says whether it could be frozen on the way back. */
    void tellWayBack(Consumer<String> lines, Consumer<Problem> warnings) {
        try {
            lines.accept("cutover: to come back after the switch, the " + side() + " would be frozen: "
                    + best(means()).name());
        } catch (SternaException refused) {
            for (Problem problem : refused.problems()) {
                warnings.accept(Problem.warning(
                        "cannot-come-back",
                        null,
                        "No cutover --rollback after the switch: " + problem.message(),
                        problem.remedy()));
            }
        }
    }
}
