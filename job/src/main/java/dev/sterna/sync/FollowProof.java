package dev.sterna.sync;

import dev.sterna.changes.ChangedTable;
import dev.sterna.changes.Deletes;
import dev.sterna.changes.NotBrought;
import dev.sterna.compare.proof.Part;
import dev.sterna.compare.proof.Proof;
import dev.sterna.compare.proof.ProofState;
import dev.sterna.compare.proof.Unlike;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import dev.sterna.transfer.progress.Amounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * The proof that the target is the same as the source, made while the log is followed: beside who follows, all rows are compared
 * once, and what the log names again and again.
 */
final class FollowProof implements Proving, AutoCloseable {
    private static final int MOST_KEYS = 100_000;
    private static final long MOST_ON_SHELF = 5_000_000;

    /** Connections are made for so many rows at least. */
    private static final long LEAST_AT_ONCE = 50_000;

    /** For so long a statement waits for somebody's lock, and is tried again. */
    private static final Duration LOCK = Duration.ofSeconds(5);

    private final FollowedRun run;
    private final ProofConnections connections;
    private final Map<TableName, ChangedTable> compared = new LinkedHashMap<>();

    /** What threads have to say, who follows says. */
    private final Queue<Runnable> unsaid = new ConcurrentLinkedQueue<>();

    private final Proof proof;
    private final ProofRepairs repairs;
    private final ProofPass pass;
    private final ProofThreads threads;
    private final ProofMarks marks;
    private final ProofFaults faults;
    private boolean brokenTold;

    /**
     * Begins it.
     *
     * @param search makes those that compare
     * @param followed of these tables
     * @param deletes whether rows go that only the target has
     * @param mayPass whether a failure is of a server that is gone for a while
     */
    FollowProof(
            FollowedRun run,
            FollowedTables tables,
            GapSearch search,
            Predicate<TablePlan> followed,
            Deletes deletes,
            Predicate<SternaException> mayPass) {
        this.run = run;
        this.connections = ProofConnections.of(run, tables);
        List<Part> parts = new ArrayList<>();
        tables.byLog().forEach((plan, table) -> {
            List<Part> own = ProofPass.parts(plan.source().name(), table.pair());
            // Of a table without parts nothing would be compared, and it would look proven.
            if (followed.test(plan) && !own.isEmpty()) {
                compared.put(plan.source().name(), table);
                parts.addAll(own);
            }
        });
        this.proof = new Proof(
                parts,
                deletes == Deletes.ALLOWED ? EnumSet.allOf(Unlike.class) : EnumSet.of(Unlike.MISSING, Unlike.CHANGED),
                new ProofShelf(run.workspace(), this::warn),
                new Proof.Limits(MOST_KEYS, MOST_ON_SHELF, MOST_KEYS / 2),
                System.nanoTime());
        this.faults = new ProofFaults(
                proof,
                List.of(run.source(), run.target()),
                mayPass,
                run.settings().maxOutage());
        this.marks = new ProofMarks(() -> run.source()
                .ask("ask where the log ends", run.source().dialect().changeLog()::position));
        this.pass = new ProofPass(
                proof,
                compared,
                search.sparing("proof", LOCK),
                Math.max(LEAST_AT_ONCE, run.migration().settings().chunk().rows()));
        this.threads = new ProofThreads(
                faults::patience,
                new ProofThreads.Heard(
                        line -> unsaid.add(() -> run.say(line)), failure -> faults.failed(failure, pass::tableOf)));
        ProofLooks looks = new ProofLooks(proof, compared, search.sparing("proof-keys", LOCK));
        this.repairs = new ProofRepairs(proof, run.settings().maxDeleteFraction(), counting(tables, looks), this::warn);
        ProofThreads.Work passing = () -> !faults.isBroken() && marks.isCurrent() && pass.step();
        ProofThreads.Work choosing = () -> !faults.isBroken() && repairs.step();
        if (connections() > 1) {
            threads.begin(List.of(passing));
            threads.begin(List.of(unlessBroken(looks), choosing));
        } else {
            threads.begin(List.of(unlessBroken(looks), choosing, passing));
        }
    }

    /** Counts in place of looks, whose thread it is: on their connections, so to speak. */
    private ProofRepairs.Counting counting(FollowedTables tables, ProofLooks looks) {
        Database source = run.source().waitingForLocks(LOCK);
        Database target = run.target().waitingForLocks(LOCK);
        return table -> {
            looks.close();
            TablePlan plan = tables.plan(table).orElseThrow();
            return new ProofRepairs.Rows(RowCount.atSource(source, plan), RowCount.inTarget(target, plan));
        };
    }

    private void warn(Problem problem) {
        unsaid.add(() -> run.warn(problem));
    }

    @Override
    public int connections() {
        return connections.ordinal();
    }

    private ProofThreads.Work unlessBroken(ProofLooks looks) {
        return new ProofThreads.Work() {
            @Override
            public boolean step() {
                return !faults.isBroken() && looks.step();
            }

            @Override
            public void close() {
                looks.close();
            }
        };
    }

    @Override
    public void named(TablePlan plan, Collection<List<String>> keys) {
        faults.guarded(() -> proof.named(plan.source().name(), keys, System.nanoTime()));
    }

    @Override
    public void brought(TablePlan plan, Collection<List<String>> keys, List<NotBrought> notBrought) {
        TableName table = plan.source().name();
        repairs.brought(table, keys);
        if (!notBrought.isEmpty()) {
            faults.guarded(() -> proof.decided(
                    table, notBrought.stream().map(NotBrought::key).toList()));
        }
    }

    @Override
    public void emptied(TablePlan plan) {
        faults.guarded(() -> proof.emptied(plan.source().name()));
    }

    @Override
    public void leave(TablePlan plan) {
        faults.guarded(() -> proof.leave(plan.source().name()));
        repairs.forget(plan.source().name());
    }

    @Override
    public void told(Told told) {
        sayAll();
        if (faults.isBroken()) {
            tellBroken();
            return;
        }
        faults.lenient(() -> settle(told));
    }

    private void sayAll() {
        for (Runnable one = unsaid.poll(); one != null; one = unsaid.poll()) {
            one.run();
        }
    }

    /**
     * A row that is unlike may be on its way. It is not any more once the log was read beyond where it ended when the row was seen,
     * or had nothing more to tell for a while.
     */
    private void settle(Told told) {
        marks.told(told, System.nanoTime()).ifPresent(proof::told);
        if (!marks.isCurrent() || proof.waitsToBeTold()) {
            marks.set();
        }
    }

    private void tellBroken() {
        if (!brokenTold) {
            brokenTold = true;
            run.warn(Problem.warning(
                    "proof-ended",
                    null,
                    "Nothing is proven any more while the log is followed: "
                            + faults.broken().getMessage(),
                    "Compare once nobody writes: sterna diff --run-id " + run.runId()));
        }
    }

    @Override
    public Repairs toBring() {
        Map<TableName, Set<List<String>>> rows = new HashMap<>();
        Map<TableName, Set<List<String>>> extras = new HashMap<>();
        repairs.pending()
                .forEach((table, keys) -> keys.forEach((key, how) -> (how == Unlike.EXTRA ? extras : rows)
                        .computeIfAbsent(table, name -> new HashSet<>())
                        .add(key)));
        return new Repairs(rows, extras);
    }

    @Override
    public String words() {
        ProofState state = proof.state();
        if (faults.isBroken()) {
            return "no proof";
        }
        String open = Amounts.count(state.open()) + " keys unproven";
        return state.isPassFinished()
                ? (state.open() == 0 && state.lost().isEmpty() ? "proven" : "proven but for " + open)
                : String.format(Locale.ROOT, "proof %.0f %%, ", Math.floor(state.passed() * 100)) + open;
    }

    @Override
    public Map<String, Object> fields() {
        ProofState state = proof.state();
        return Map.of("proof", faults.isBroken() ? 0.0 : state.passed(), "keysUnproven", state.open());
    }

    /**
     * @param notTaken whether the target does not take a row
     * @param seconds since everything was in
     */
    ProofVerdict.Seen seen(BiPredicate<TableName, List<String>> notTaken, double seconds) {
        ProofState state;
        Map<TableName, Map<Unlike, Long>> refused;
        // Of one moment.
        synchronized (proof) {
            state = proof.state();
            refused = proof.differing(notTaken);
        }
        Set<TableName> known = new HashSet<>(compared.keySet());
        known.removeAll(state.lost().keySet());
        return new ProofVerdict.Seen(
                state,
                known,
                refused,
                repairs.kept(),
                pass.rows(),
                repairs.count(),
                faults.isBroken() ? String.valueOf(faults.broken().getMessage()) : null,
                seconds);
    }

    @Override
    public double secondsToPass() {
        ProofState state = proof.state();
        if (state.isPassFinished() || faults.isBroken()) {
            return 0;
        }
        double seconds = pass.seconds();
        return state.passed() == 0 ? seconds : seconds / state.passed() * (1 - state.passed());
    }

    @Override
    public boolean isPassed() {
        return faults.isBroken() || proof.isPassFinished();
    }

    @Override
    public boolean isCompared() {
        return !faults.isBroken() && proof.isPassFinished();
    }

    @Override
    public void wished() {
        faults.wished();
        marks.takeForCurrent();
    }

    @Override
    public void hurry() {
        proof.hurry(System.nanoTime());
    }

    @Override
    public boolean isDecided() {
        // In this order: what is to be brought is pending before it counts as decided.
        return faults.isBroken() || proof.state().isDecided() && repairs.isDone();
    }

    @Override
    public long undecided() {
        return proof.state().undecided();
    }

    @Override
    public void close() {
        threads.close();
        proof.close();
        sayAll();
    }
}
