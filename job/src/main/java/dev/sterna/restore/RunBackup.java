package dev.sterna.restore;

import dev.sterna.backup.KeptSource;
import dev.sterna.backup.Manifest;
import dev.sterna.backup.ManifestStore;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.KeptSchema;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a run's directory has of the source, which may be gone.
 *
 * @param files the run's directory
 * @param source null of a backup that an earlier version has taken
 */
public record RunBackup(Workspace files, Plan plan, Manifest manifest, KeptSource source) {

    /**
     * The backup of a run.
     *
     * @throws SternaException (REFUSED) when there is none, or none of the run's plan
     */
    public static RunBackup of(Workspace files, String runId) {
        Plan plan = new PlanStore(files).load(runId);
        Manifest manifest = ManifestStore.read(files)
                .orElseThrow(() -> SternaException.of(
                        Category.REFUSED,
                        "no-backup",
                        null,
                        "Cannot restore: run " + runId + " has no backup in " + files.uri("backup"),
                        "Take it first: sterna backup --run-id " + runId + " --execute"));
        if (!plan.keepsAny(manifest.planHash())) {
            throw SternaException.of(
                    Category.REFUSED,
                    "backup-of-another-plan",
                    null,
                    "Cannot restore: the backup of run " + runId + " was made with another plan than "
                            + files.uri(Plan.FILE),
                    "Bring back plan.json as it was");
        }
        return new RunBackup(files, plan, manifest, KeptSource.of(files).orElse(null));
    }

    /** What the manifest says of a table, all of whose chunks are in. */
    public Manifest.TableEntry entry(TablePlan table) {
        Optional<Manifest.TableEntry> entry =
                manifest.find(table.name()).filter(found -> plan.keeps(manifest.planHash(), table.name()));
        int chunks = entry.map(found -> found.chunks().size()).orElse(0);
        if (chunks < table.chunks().size()) {
            throw SternaException.of(
                    Category.REFUSED,
                    "backup-incomplete",
                    table.name(),
                    "Cannot restore " + table.name() + ": the backup has " + chunks + " of "
                            + table.chunks().size() + " chunks",
                    "Complete it while the source is there: sterna backup --run-id " + plan.runId()
                            + " --execute; or restore the others by --tables");
        }
        if (source != null && !plan.keeps(source.planHash(), table.name())) {
            throw SternaException.of(
                    Category.REFUSED,
                    "backup-incomplete",
                    table.name(),
                    "Cannot restore " + table.name() + ": " + files.uri(KeptSource.FILE)
                            + " is of an earlier plan, and has it not as it is now",
                    "Complete it while the source is there: sterna backup --run-id " + plan.runId()
                            + " --execute; or restore the others by --tables");
        }
        return entry.orElseThrow();
    }

    /** What is known of the source. */
    public KeptSchema known() {
        List<Table> tables = plan.tables().stream().map(TablePlan::source).toList();
        Set<TableName> planned = tables.stream().map(Table::name).collect(Collectors.toSet());
        if (source == null) {
            List<String> schemas =
                    planned.stream().map(TableName::schema).distinct().sorted().toList();
            return new KeptSchema(schemas, tables, BareSchema.of(product(), schemas, tables));
        }
        Schema schema = source.schema();
        List<TableDefinition> kept = schema.tables().stream()
                .filter(table -> planned.contains(table.name()))
                .toList();
        return new KeptSchema(source.schemas(), tables, schema.withTables(kept));
    }

    /** The product of the source, as its label begins. */
    private String product() {
        return plan.source().substring(0, plan.source().indexOf(' '));
    }

    /** What a backup lacks that an earlier version has taken. */
    public Optional<Problem> lacking() {
        return source != null
                ? Optional.empty()
                : Optional.of(Problem.warning(
                        "schema-not-kept",
                        null,
                        "The backup of run " + plan.runId() + " has no " + KeptSource.FILE
                                + ", since an earlier version has taken it: tables get their columns and keys, and no"
                                + " defaults, computed columns, other indexes, foreign keys, checks, views or programs",
                        "Make those by hand; while the source is there, sterna backup --run-id " + plan.runId()
                                + " --execute keeps what is missing"));
    }

    /** That it shows tables at different moments, as waves bring them. */
    public Optional<Problem> moments() {
        return plan.waves().size() < 2 || manifest.views().size() < 2
                ? Optional.empty()
                : Optional.of(Problem.warning(
                        "waves-at-moments",
                        null,
                        "The backup of run " + plan.runId()
                                + " was taken in waves, and shows the tables of each at its own"
                                + " moment: rows of one may refer to rows of another that were not there yet, or not any more",
                        "Foreign keys that such rows break hold for new rows only, and are named"));
    }

    /** Of tables that are set aside nobody asks. */
    static List<Manifest.TableEntry> entries(RunBackup backup, List<TablePlan> tables) {
        List<Manifest.TableEntry> entries = new ArrayList<>();
        tables.forEach(table -> entries.add(backup.entry(table)));
        return entries;
    }
}
