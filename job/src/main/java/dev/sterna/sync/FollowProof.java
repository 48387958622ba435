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
import dev.sterna.model.LogPosition;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static final int MOST_STRANGE = 10;
    private static final long IDLE_NANOS = 1_000_000_000L;

    /** What is far behind differs in too many rows. */
    private static final double CURRENT_SECONDS = 5;

    private final FollowedRun run;
    private final ProofConnections connections;
    private final Map<TableName, ChangedTable> compared = new LinkedHashMap<>();

    /** What threads have to say, who follows says. */
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private final AtomicInteger boxes = new AtomicInteger();
    private final Proof proof;
    private final ProofRepairs repairs;
    private final ProofPass pass;
    private final ProofThreads threads;
    private final Predicate<SternaException> mayPass;
    private final long began = System.nanoTime();
    private volatile Throwable broken;
    private volatile boolean current;
    private volatile int strange;
    private boolean brokenTold;
    private Mark mark;

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
        this.mayPass = mayPass;
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
                keys -> {
                    SpilledKeys box =
                            new SpilledKeys(run.workspace(), "sync/proof-" + boxes.incrementAndGet() + GapSearch.LIST);
                    box.write(keys);
                    return box;
                },
                new Proof.Limits(MOST_KEYS, MOST_ON_SHELF, MOST_KEYS / 2),
                System.nanoTime());
        this.repairs = new ProofRepairs(run, tables, proof);
        this.pass = new ProofPass(
                proof,
                compared,
                search.sparing("proof"),
                Math.max(LEAST_AT_ONCE, run.migration().settings().chunk().rows()));
        this.threads =
                new ProofThreads(mayPass, run.settings().maxOutage(), new ProofThreads.Heard(lines::add, this::failed));
        ProofLooks looks = new ProofLooks(proof, compared, search.sparing("proof-keys"));
        ProofThreads.Work passing = () -> broken == null && current && pass.step();
        if (connections() > 1) {
            threads.begin(List.of(passing));
            threads.begin(List.of(unlessBroken(looks)));
        } else {
            threads.begin(List.of(unlessBroken(looks), passing));
        }
    }

    @Override
    public int connections() {
        return connections.ordinal();
    }

    private ProofThreads.Work unlessBroken(ProofLooks looks) {
        return new ProofThreads.Work() {
            @Override
            public boolean step() {
                return broken == null && looks.step();
            }

            @Override
            public void close() {
                looks.close();
            }
        };
    }

    /** A table's failure is its own; any other one ends the proof, and not who follows. */
    private void failed(Throwable failure) {
        SternaException known = SternaException.findIn(failure);
        TableName table = known == null ? null : pass.tableOf(known);
        if (table != null && proof.lose(table, known.getMessage())) {
            return;
        }
        // A table that is not followed any more may fail once, while it is still being looked at.
        strange++;
        if (table == null || strange > MOST_STRANGE) {
            ended(failure);
        }
    }

    /** Nothing is kept of it any more, that would only grow. */
    private void ended(Throwable failure) {
        broken = failure;
        proof.close();
    }

    @Override
    public void named(TablePlan plan, Collection<List<String>> keys) {
        guarded(() -> proof.named(plan.source().name(), keys, System.nanoTime()));
    }

    @Override
    public void brought(TablePlan plan, Collection<List<String>> keys, List<NotBrought> notBrought) {
        TableName table = plan.source().name();
        repairs.brought(table, keys);
        if (!notBrought.isEmpty()) {
            guarded(() -> proof.refused(
                    table, notBrought.stream().map(NotBrought::key).toList()));
        }
    }

    /** What fails here ends the proof, and not who follows. */
    private void guarded(Runnable work) {
        if (broken == null) {
            try {
                work.run();
            } catch (RuntimeException failure) {
                ended(failure);
            }
        }
    }

    /** The same, but for servers that are gone for a while. */
    private void lenient(Runnable work) {
        guarded(() -> {
            try {
                work.run();
            } catch (SternaException failure) {
                if (!mayPass.test(failure)) {
                    throw failure;
                }
            }
        });
    }

    @Override
    public void emptied(TablePlan plan) {
        guarded(() -> proof.emptied(plan.source().name()));
    }

    @Override
    public void leave(TablePlan plan) {
        repairs.forget(plan.source().name());
        guarded(() -> proof.leave(plan.source().name()));
    }

    @Override
    public void told(Told told) {
        current = current || told.lag() < CURRENT_SECONDS;
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            run.say(line);
        }
        if (broken != null) {
            tellBroken();
            return;
        }
        lenient(() -> settle(told));
    }

    /**
     * A row that is unlike may be on its way. It is not any more once the log was read beyond where it ended when the row was seen,
     * or had nothing more to tell for a while.
     */
    private void settle(Told told) {
        if (mark != null && (told.position().isAtOrAfter(mark.end()) || isIdleSince(mark.at(), told))) {
            proof.told(mark.at());
            mark = null;
        }
        if (mark == null && proof.waitsToBeTold()) {
            long now = System.nanoTime();
            mark = run.source()
                    .ask("ask where the log ends", run.source().dialect().changeLog()::position)
                    .map(end -> new Mark(end, now))
                    .orElse(null);
        }
    }

    private static boolean isIdleSince(long at, Told told) {
        return !told.hadMore() && told.began() - at > IDLE_NANOS;
    }

    /** Where the log ended, and when. */
    private record Mark(LogPosition end, long at) {}

    private void tellBroken() {
        if (!brokenTold) {
            brokenTold = true;
            run.warn(Problem.warning(
                    "proof-ended",
                    null,
                    "Nothing is proven any more while the log is followed: " + broken.getMessage(),
                    "Compare once nobody writes: sterna diff --run-id " + run.runId()));
        }
    }

    @Override
    public Map<TableName, Set<List<String>>> toBring() {
        // Which rows only the target has is known when all have been compared.
        lenient(() -> repairs.choose(
                isPassed() ? EnumSet.allOf(Unlike.class) : EnumSet.complementOf(EnumSet.of(Unlike.EXTRA))));
        return repairs.pending();
    }

    @Override
    public String words() {
        ProofState state = proof.state();
        if (broken != null) {
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
        return Map.of("proof", broken == null ? state.passed() : 0.0, "keysUnproven", state.open());
    }

    /** @param seconds since everything was in */
    ProofVerdict.Seen seen(double seconds) {
        ProofState state = proof.state();
        Set<TableName> known = new HashSet<>(compared.keySet());
        known.removeAll(state.lost().keySet());
        return new ProofVerdict.Seen(
                state,
                known,
                repairs.kept(),
                pass.rows(),
                repairs.count(),
                broken == null ? null : String.valueOf(broken.getMessage()),
                seconds);
    }

    @Override
    public double secondsToPass() {
        ProofState state = proof.state();
        if (state.isPassFinished() || broken != null) {
            return 0;
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return state.passed() == 0 ? seconds : seconds / state.passed() * (1 - state.passed());
    }

    @Override
    public boolean isPassed() {
        return broken != null || proof.state().isPassFinished();
    }

    @Override
    public void wished() {
        current = true;
    }

    @Override
    public void hurry() {
        proof.hurry(System.nanoTime());
    }

    @Override
    public boolean isDecided() {
        return broken != null || proof.state().isDecided();
    }

    @Override
    public long undecided() {
        return proof.state().undecided();
    }

    @Override
    public void close() {
        threads.close();
        proof.close();
    }
}
