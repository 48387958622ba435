package dev.sterna.backup;

import dev.sterna.error.Problem;
import dev.sterna.model.Chunk;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.Plan;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import dev.sterna.transfer.TableJobs;
import dev.sterna.transfer.progress.Progress;
import dev.sterna.transfer.stage.HadoopSettings;
import dev.sterna.transfer.stage.StagedChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Stages every chunk of the plan as Parquet; chunks that the manifest has already are not read again. */
public final class BackupStep implements Step {

    @Override
    public String name() {
        return BackupDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        StepPlan planned = StepPlan.of(run);
        ManifestDraft draft = draft(run, planned.plan());
        long chunks = 0;
        long bytes = 0;
        for (TablePlan table : planned.tables()) {
            List<Chunk> missing = draft.missing(table);
            chunks += missing.size();
            bytes += Math.max(0, table.source().estimatedBytes());
            run.say(String.format(
                    "backup would read %s in %d chunks into %s",
                    table.name(), missing.size(), run.workspace().uri("backup/" + table.directory())));
        }
        run.say(String.format("backup: %d chunks, about %,d MB in the source", chunks, bytes >> 20));
        return StepReport.Previewed.of(name());
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        StepPlan planned = StepPlan.unchanged(run);
        ManifestDraft draft = draft(run, planned.plan());
        keepSource(run, planned.plan());
        List<Problem> problems = new ArrayList<>();
        List<String> again = readAgain(run, planned.tables(), draft, problems);
        Totals moved = new Totals(new AtomicLong(), new AtomicLong());
        Outcome outcome = Outcome.NOTHING_TO_DO;
        if (missing(draft, planned.tables()) == 0) {
            draft.write();
        } else {
            outcome = Outcome.DONE;
            List<Problem> losses = new LossWarnings(run.source(), run.workspace()).of(planned.tables());
            losses.forEach(run.warnings());
            problems.addAll(losses);
            List<Problem> found = stage(run, planned, draft, moved);
            problems.addAll(found);
            if (found.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)) {
                outcome = Outcome.FAILED;
            }
            draft.sweep();
            new RefusedTables(run.workspace()).clear(again);
            draft.severalViews().ifPresent(problems::add);
        }
        return new StepReport.BackedUp(
                StepReport.Ended.since(began, name(), outcome, problems),
                moved.rows().get(),
                moved.bytes().get(),
                reports(planned.tables(), draft.manifest()));
    }

    /** What a restore needs besides rows, as long as the source is there to tell. */
    private static void keepSource(RunContext run, Plan plan) {
        boolean known = KeptSource.of(run.workspace())
                .filter(kept -> kept.planHash().equals(plan.hash()))
                .isPresent();
        if (!known) {
            KeptSource.read(run.source(), plan).write(run.workspace());
        }
    }

    /** What the target has refused may have been corrected at the source since. */
    private static List<String> readAgain(
            RunContext run, List<TablePlan> tables, ManifestDraft draft, List<Problem> problems) {
        Set<String> refused = new RefusedTables(run.workspace()).names();
        List<TablePlan> again =
                tables.stream().filter(table -> refused.contains(table.name())).toList();
        if (again.isEmpty()) {
            return List.of();
        }
        Map<String, Set<Integer>> loaded = run.ledger().loadedChunks(run.runId());
        Map<Boolean, List<String>> read = again.stream()
                .collect(Collectors.partitioningBy(
                        table -> draft.forget(table, loaded.getOrDefault(table.name(), Set.of())),
                        Collectors.mapping(TablePlan::name, Collectors.toList())));
        read.get(false).forEach(table -> problems.add(notReadAgain(run, table)));
        return read.get(true);
    }

    private static Problem notReadAgain(RunContext run, String table) {
        return Problem.warning(
                "not-read-again",
                table,
                "Not read again: " + table
                        + ", of which the target has refused rows. It has no key and was cut by pages,"
                        + " of which some are in, so that what is missing cannot be told any more where rows were written"
                        + " since. The load goes by the rows as they were",
                "Once the rows are corrected, bring the table anew: sterna run --run-id NEW --tables " + table
                        + " --execute -D sterna.existing-rows=truncate; or let the target take the rows of run "
                        + run.runId() + " as they are");
    }

    /** What this execution has staged so far. */
    private record Totals(AtomicLong rows, AtomicLong bytes) {}

    private static ManifestDraft draft(RunContext run, Plan plan) {
        return ManifestDraft.of(run.workspace(), plan, run.source().server().version());
    }

    private static int missing(ManifestDraft draft, List<TablePlan> tables) {
        return tables.stream().mapToInt(table -> draft.missing(table).size()).sum();
    }

    /** Stages what is missing, in one view; returns what there is to say of the tables and of the view. */
    private List<Problem> stage(RunContext run, StepPlan planned, ManifestDraft draft, Totals moved) {
        long expected = planned.tables().stream()
                .mapToLong(table -> Math.max(0, table.source().estimatedRows()))
                .sum();
        try (BackupView view = BackupView.open(run.source());
                Progress progress = run.progress().start(name(), missing(draft, planned.tables()), expected)) {
            planned.tables().forEach(draft::forget);
            int number = draft.openView(view.entry());
            var staging = new TableStaging(
                    run.spark().get(),
                    run.source(),
                    view.join(),
                    planned.plan().rowHash(),
                    run.settings().backup(),
                    run.workspace(),
                    HadoopSettings.of(run.spark().get().sessionState().newHadoopConf()));
            var failed = new FailedTables(planned.tables(), run.aside(), run::isOwn);
            List<TableJobs.Job<Chunk, Void>> jobs = planned.tables().stream()
                    .filter(table -> !draft.missing(table).isEmpty())
                    .map(table -> job(staging, table, draft, taken(run, table, draft, number, moved, progress)))
                    .toList();
            TableJobs.run(run.spark().get(), name(), view.connections().free(), jobs, failed);
            List<Problem> problems = new ArrayList<>(failed.problems());
            planned.requireTablesLeft(run.aside(), problems);
            view.disturbance(planned.tables().stream()
                            .map(table -> table.source().name())
                            .toList())
                    .ifPresent(problems::add);
            return problems;
        } finally {
            draft.write();
        }
    }

    private static TableJobs.Job<Chunk, Void> job(
            TableStaging staging, TablePlan table, ManifestDraft draft, Consumer<StagedChunk> taken) {
        return new TableJobs.Job<>(
                table.name(),
                draft.missing(table),
                chunks -> staging.stage(table, chunks, taken, chunk -> draft.has(table.name(), chunk.index())),
                () -> null);
    }

    /** Notes each chunk whose file is closed. */
    private static Consumer<StagedChunk> taken(
            RunContext run, TablePlan table, ManifestDraft draft, int view, Totals moved, Progress progress) {
        return chunk -> {
            draft.add(table.name(), entry(table, chunk, view));
            moved.rows().addAndGet(chunk.digest().rows());
            moved.bytes().addAndGet(chunk.bytes());
            progress.chunkDone(table.name(), chunk.digest().rows(), chunk.bytes());
            run.events().record("chunk-staged", event(table, chunk));
        };
    }

    private static Manifest.ChunkEntry entry(TablePlan table, StagedChunk done, int view) {
        return new Manifest.ChunkEntry(
                done.index(),
                table.chunks().get(done.index()).slice(),
                done.digest().rows(),
                done.digest().sum(),
                done.bytes(),
                done.file(),
                view);
    }

    private static Map<String, Object> event(TablePlan table, StagedChunk done) {
        return Map.of(
                "table", table.name(),
                "chunk", done.index(),
                "rows", done.digest().rows(),
                "bytes", done.bytes());
    }

    /** Of the tables that are in the backup as a whole: what is there of the others says nothing of their rows. */
    private static List<TableReport.BackedUp> reports(List<TablePlan> tables, Manifest manifest) {
        return tables.stream()
                .flatMap(table -> manifest
                        .find(table.name())
                        .filter(entry -> entry.chunks().size() == table.chunks().size())
                        .map(entry -> new TableReport.BackedUp(
                                table.target().name().toString(),
                                entry.digest().rows(),
                                entry.bytes(),
                                table.chunks().size()))
                        .stream())
                .toList();
    }
}
