package dev.sterna.plan;

import dev.sterna.digest.RowHash;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Chunk;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan.Comparison;
import dev.sterna.step.RunContext;
import java.sql.Connection;
import java.sql.SQLException;
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

    private final RunContext run;
    private final List<Problem> warnings = new ArrayList<>();

    PlanMaker(RunContext run) {
        this.run = run;
    }

    /** The plan, without a hash. */
    Plan make() {
        RowHash hash = sharedHash();
        List<String> sourceSchemas =
                Catalogs.schemas(run.source(), Side.SOURCE, run.settings().source());
        List<Table> existing = withoutLedger(
                run, Catalogs.read(run.source(), Side.SOURCE, sourceSchemas).tables());
        List<Table> chosen = Selection.select(
                existing, run.settings().tables(), run.only(), "schemas " + String.join(", ", sourceSchemas));
        Map<TableName, TableName> names = TargetNames.of(
                chosen,
                run.settings().tables().rename(),
                Catalogs.schemas(run.target(), Side.TARGET, run.settings().target()));
        List<Table> targets = convert(chosen, names);
        Splitting splitting = new Splitting(run);
        Map<Table, List<Chunk>> chunks = splitting.split(chosen);
        List<TablePlan> tables = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            tables.add(plan(splitting, chosen.get(i), targets.get(i), chunks.get(chosen.get(i))));
        }
        tables.sort(LARGEST_FIRST);
        return new Plan(
                1,
                run.runId(),
                "",
                run.source().server().label(),
                run.target().server().label(),
                hash,
                run.settings().types(),
                tables);
    }

    /** What the user should know about the plan that was made. */
    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    private RowHash sharedHash() {
        Set<RowHash> source = run.source().server().hashes();
        Set<RowHash> target = run.target().server().hashes();
        return Arrays.stream(RowHash.values())
                .filter(hash -> source.contains(hash) && target.contains(hash))
                .findFirst()
                .orElseThrow(() -> SternaException.of(
                        Category.REFUSED,
                        "no-shared-hash",
                        null,
                        "Cannot compare rows: " + run.source().server().label() + " computes " + source + ", "
                                + run.target().server().label() + " computes " + target,
                        "Let the user run md5() on both servers, or move from a server version that has it"));
    }

    /** A source that was a target once has a ledger of its own, which is nobody's data. */
    /** The tables of the source but for Sterna's own, which are there when it was a target once. */
    static List<Table> withoutLedger(RunContext run, List<Table> tables) {
        try (Connection connection = run.source().connector().open()) {
            var ledger = run.source().dialect().ledger();
            Set<TableName> own = Set.of(ledger.table(connection, "run"), ledger.table(connection, "chunk"));
            return tables.stream().filter(table -> !own.contains(table.name())).toList();
        } catch (SQLException failure) {
            throw run.source().dialect().explain(failure, Side.SOURCE, "find the ledger", null);
        }
    }

    private List<Table> convert(List<Table> tables, Map<TableName, TableName> names) {
        TypeOverrides overrides = new TypeOverrides(run.settings().typeMap());
        List<Problem> problems = new ArrayList<>();
        List<Table> converted = new ArrayList<>();
        for (Table table : tables) {
            try {
                Table target = run.target()
                        .dialect()
                        .ddl()
                        .convert(table, run.source().dialect(), names.get(table.name()), overrides.of(table));
                if (target.storedColumns().size() != table.storedColumns().size()) {
                    throw new IllegalStateException("The converted " + table.name() + " has other columns");
                }
                converted.add(ZeroDates.admitted(
                        table,
                        target,
                        run.source()
                                .dialect()
                                .losses()
                                .possible(table, run.settings().types()),
                        warnings));
            } catch (SternaException refused) {
                if (refused.category() != Category.REFUSED) {
                    throw refused;
                }
                problems.addAll(refused.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new SternaException(Category.REFUSED, problems, null);
        }
        warnings.addAll(overrides.unused());
        return converted;
    }

    private TablePlan plan(Splitting splitting, Table source, Table target, List<Chunk> chunks) {
        long chunkRows = splitting.goal(source).rowsFor(source);
        Comparison comparison = Comparing.choose(
                source, target, chunks, chunkRows, run.settings().types());
        int buckets = comparison == Comparison.RANGES ? 1 : Comparing.buckets(rows(source, chunks), chunkRows);
        if (source.primaryKey() == null && source.uniqueKeys().isEmpty()) {
            warnings.add(Problem.warning(
                    "no-key",
                    source.name().toString(),
                    source.name() + " has no key: equal rows can be counted but not told apart",
                    "Give the source table a primary key if its rows are meant to be different"));
        }
        return new TablePlan(
                source, target, splitting.where(source), Fingerprint.of(source), comparison, buckets, chunks);
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
