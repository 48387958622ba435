package dev.sterna.plan;

import dev.sterna.assess.ValueForecast;
import dev.sterna.compare.DigestMethod;
import dev.sterna.config.Settings.OnFailure;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.migration.ComputedNames;
import dev.sterna.migration.FailureScope;
import dev.sterna.migration.Migration;
import dev.sterna.migration.TableConversions;
import dev.sterna.model.Chunk;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the plan of a run from what the two servers say now. */
final class PlanMaker {
    private static final Comparator<TablePlan> LARGEST_FIRST = Comparator.<TablePlan>comparingLong(PlanMaker::bytes)
            .reversed()
            .thenComparing(table -> table.source().name());

    private final Migration migration;
    private final List<Problem> warnings = new ArrayList<>();
    private final List<Problem> refused = new ArrayList<>();
    private final Map<String, Plan.LeftOut> leftOut = new LinkedHashMap<>();
    private List<TableDefinition> definitions = List.of();

    PlanMaker(Migration migration) {
        this.migration = migration;
    }

    /**
     * Makes the plan, without a hash.
     *
     * @param only the globs of the command line, empty for all
     */
    Plan make(String runId, List<String> only) {
        RowHash hash = sharedHash();
        TableConversions conversions = SharedSessions.during(() -> TableConversions.of(migration, only));
        definitions = conversions.definitions();
        conversions.refused().forEach(this::leaveOut);
        new KeyLosses(migration).refused(conversions).forEach(this::leaveOut);
        warnings.addAll(conversions.warnings());
        warnings.addAll(ValueForecast.of(migration, conversions));
        Splitting splitting = new Splitting(migration);
        Map<Table, List<Chunk>> chunks = split(splitting, conversions.sources());
        List<TablePlan> tables = new ArrayList<>();
        for (int i = 0; i < conversions.sources().size(); i++) {
            Table source = conversions.sources().get(i);
            if (chunks.containsKey(source)) {
                tables.add(plan(
                        splitting,
                        source,
                        conversions.targets().get(i),
                        conversions.losses().get(i),
                        chunks.get(source)));
            }
        }
        requireGoingOn(tables);
        tables.sort(LARGEST_FIRST);
        return new Plan(
                1,
                runId,
                "",
                migration.source().server().label(),
                migration.target().server().label(),
                hash,
                tables,
                PlanSettings.of(migration.settings()),
                List.copyOf(leftOut.values()),
                List.of(),
                waves(tables));
    }

    private List<Wave> waves(List<TablePlan> tables) {
        if (migration.settings().strategy() != Strategy.PHASED) {
            return List.of();
        }
        Map<TableName, Long> weights = new HashMap<>();
        // Of many empty tables each wave has its share too.
        tables.forEach(table -> weights.put(table.source().name(), bytes(table) + 1));
        return waveChoice().of(weights, warnings);
    }

    /** Who says which table is in which wave, by the tables as they were when the plan was made. */
    WaveChoice waveChoice() {
        return new WaveChoice(migration.settings().waves(), definitions);
    }

    private void leaveOut(Problem problem) {
        leaveOut(problem, Category.REFUSED);
    }

    private void leaveOut(Problem problem, Category category) {
        int dot = problem.table().indexOf('.');
        TableName table =
                new TableName(problem.table().substring(0, dot), problem.table().substring(dot + 1));
        refused.add(problem);
        leftOut.putIfAbsent(problem.table(), Plan.LeftOut.of(table, category, problem));
    }

    /** The chunks of every table that can be planned; one that cannot be looked at is left out, and the others begun again. */
    private Map<Table, List<Chunk>> split(Splitting splitting, List<Table> sources) {
        while (true) {
            List<Table> left = sources.stream()
                    .filter(table -> !leftOut.containsKey(table.name().toString()))
                    .toList();
            if (left.isEmpty()) {
                return Map.of();
            }
            try {
                return splitting.split(left);
            } catch (SternaException failure) {
                Problem problem = failure.problems().get(0);
                boolean known =
                        left.stream().anyMatch(table -> table.name().toString().equals(problem.table()));
                if (!known || !FailureScope.isOwn(failure, List.of(migration.source()))) {
                    throw failure;
                }
                leaveOut(problem, failure.category());
            }
        }
    }

    private void requireGoingOn(List<TablePlan> tables) {
        boolean goesOn = migration.settings().onFailure() == OnFailure.CONTINUE && !tables.isEmpty();
        if (!leftOut.isEmpty() && !goesOn) {
            Category category = leftOut.values().iterator().next().category();
            throw new SternaException(category, refused, null);
        }
    }

    /** What the user should know about the plan that was made. */
    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    private RowHash sharedHash() {
        Set<RowHash> source = migration.source().server().hashes();
        Set<RowHash> target = migration.target().server().hashes();
        return Arrays.stream(RowHash.values())
                .filter(hash -> source.contains(hash) && target.contains(hash))
                .findFirst()
                .orElseThrow(() -> SternaException.of(
                        Category.REFUSED,
                        "no-shared-hash",
                        null,
                        "Cannot compare rows: " + migration.source().server().label() + " computes " + source + ", "
                                + migration.target().server().label() + " computes " + target,
                        "Let the user run md5() on both servers, or move from a server version that has it"));
    }

    private TablePlan plan(
            Splitting splitting, Table source, Table target, ValueConversions losses, List<Chunk> chunks) {
        long chunkRows = splitting.goal(source).rowsFor(source);
        DigestMethod comparison = DigestMethodChoice.choose(source, target, losses, chunks, chunkRows);
        int buckets =
                comparison == DigestMethod.RANGES ? 1 : DigestMethodChoice.buckets(rows(source, chunks), chunkRows);
        if (source.primaryKey() == null && source.uniqueKeys().isEmpty()) {
            warnings.add(Problem.warning(
                    "no-key",
                    source.name().toString(),
                    source.name() + " has no key: equal rows can be counted but not told apart",
                    "Give the source table a primary key if its rows are meant to be different"));
        }
        return new TablePlan(
                source,
                target,
                splitting.where(source),
                Fingerprint.of(source),
                losses,
                comparison,
                buckets,
                chunks,
                new ComputedNames(migration).of(source));
    }

    /** By the chunks where the splitter knew, else by the engine's estimate; -1 when neither did. */
    static long rows(Table source, List<Chunk> chunks) {
        if (chunks.isEmpty() || chunks.stream().anyMatch(chunk -> chunk.estimatedRows() < 0)) {
            return source.estimatedRows();
        }
        return chunks.stream().mapToLong(Chunk::estimatedRows).sum();
    }

    /** Estimated bytes of a table; 0 when nobody knows. */
    static long bytes(TablePlan table) {
        return Math.max(0, rows(table.source(), table.chunks()))
                * table.source().averageRowBytes();
    }
}
