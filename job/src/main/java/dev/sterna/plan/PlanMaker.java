package dev.sterna.plan;

import dev.sterna.compare.DigestMethod;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Migration;
import dev.sterna.migration.TableConversions;
import dev.sterna.model.Chunk;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
        TableConversions conversions = TableConversions.of(migration, only);
        if (!conversions.refused().isEmpty()) {
            throw new SternaException(Category.REFUSED, conversions.refused(), null);
        }
        List<Problem> keys = new KeyLosses(migration).refused(conversions);
        if (!keys.isEmpty()) {
            throw new SternaException(Category.REFUSED, keys, null);
        }
        warnings.addAll(conversions.warnings());
        List<Table> chosen = conversions.sources();
        List<Table> targets = conversions.targets();
        Splitting splitting = new Splitting(migration);
        Map<Table, List<Chunk>> chunks = splitting.split(chosen);
        List<TablePlan> tables = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            tables.add(plan(
                    splitting,
                    chosen.get(i),
                    targets.get(i),
                    conversions.losses().get(i),
                    chunks.get(chosen.get(i))));
        }
        tables.sort(LARGEST_FIRST);
        return new Plan(
                1,
                runId,
                "",
                migration.source().server().label(),
                migration.target().server().label(),
                hash,
                tables);
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
                source, target, splitting.where(source), Fingerprint.of(source), losses, comparison, buckets, chunks);
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
