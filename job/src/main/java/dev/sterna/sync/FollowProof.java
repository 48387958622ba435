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
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import dev.sterna.transfer.progress.Amounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The proof that the target is the same as the source, made while the log is followed: beside who follows, all rows are compared
 * once, and what the log names again and again.
 */
final class FollowProof implements Proving, AutoCloseable {
    private static final int MOST_KEYS = 100_000;

    /** What is far behind differs in too many rows. */
    private static final double CURRENT_SECONDS = 5;

    private final FollowedRun run;
    private final ProofConnections connections;
    private final Map<TableName, ChangedTable> compared = new LinkedHashMap<>();
    private final Map<TableName, Long> extras = new HashMap<>();

    /** Rows to be brought on its behalf, until they have been. */
    private final Map<TableName, Set<List<String>>> pending = new HashMap<>();

    private final AtomicInteger boxes = new AtomicInteger();
    private final Proof proof;
    private final ProofPass pass;
    private final ProofThreads threads;
    private final long began = System.nanoTime();
    private volatile RuntimeException broken;
    private volatile boolean current;
    private long broughtAgain;
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
            if (followed.test(plan)) {
                compared.put(plan.source().name(), table);
                parts.addAll(ProofPass.parts(plan.source().name(), table.pair()));
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
                new Proof.Limits(MOST_KEYS, MOST_KEYS / 2),
                System.nanoTime());
        this.pass = new ProofPass(
                proof,
                compared,
                search.sparing("proof"),
                run.migration().settings().chunk().rows());
        this.threads = new ProofThreads(mayPass, this::failed);
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
    private void failed(RuntimeException failure) {
        SternaException known = SternaException.findIn(failure);
        TableName table = known == null ? null : pass.tableOf(known);
        if (table != null) {
            proof.lose(table, known.getMessage());
            return;
        }
        broken = failure;
    }

    @Override
    public void named(TablePlan plan, Collection<List<String>> keys, List<NotBrought> notBrought) {
        TableName table = plan.source().name();
        proof.named(table, keys, System.nanoTime());
        Set<List<String>> asked = pending.get(table);
        if (asked != null) {
            asked.removeAll(new HashSet<>(keys));
            pending.values().removeIf(Set::isEmpty);
        }
        if (!notBrought.isEmpty()) {
            proof.refused(table, notBrought.stream().map(NotBrought::key).toList());
        }
    }

    @Override
    public void emptied(TablePlan plan) {
        proof.emptied(plan.source().name());
    }

    @Override
    public void leave(TablePlan plan) {
        pending.remove(plan.source().name());
        proof.leave(plan.source().name());
    }

    @Override
    public void told(double lag) {
        proof.told(System.nanoTime() - (long) (lag * 1e9));
        current = current || lag < CURRENT_SECONDS;
        if (broken != null && !brokenTold) {
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
        // How many rows there are of which some may go, is known in the end.
        Set<Unlike> kinds = isPassed() ? EnumSet.allOf(Unlike.class) : EnumSet.complementOf(EnumSet.of(Unlike.EXTRA));
        proof.toBring(kinds).forEach((table, differing) -> {
            Set<List<String>> own = new HashSet<>(differing.keySet());
            long extra = differing.values().stream()
                    .filter(how -> how == Unlike.EXTRA)
                    .count();
            if (extra > 0 && !mayGo(table, extra)) {
                own.removeIf(key -> differing.get(key) == Unlike.EXTRA);
            }
            if (!own.isEmpty()) {
                pending.computeIfAbsent(table, name -> new HashSet<>()).addAll(own);
                tell(table, own.size());
            }
        });
        Map<TableName, Set<List<String>>> keys = new HashMap<>();
        pending.forEach((table, own) -> keys.put(table, new HashSet<>(own)));
        return keys;
    }

    private boolean mayGo(TableName table, long extra) {
        long all = extras.merge(table, extra, Long::sum);
        BigDecimal most = run.settings().maxDeleteFraction();
        return pass.sourceRows(table) == 0
                ? most.compareTo(BigDecimal.ONE) >= 0
                : BigDecimal.valueOf(all).compareTo(most.multiply(BigDecimal.valueOf(pass.targetRows(table)))) <= 0;
    }

    private void tell(TableName table, int rows) {
        broughtAgain += rows;
        run.warn(
                Problem.warning(
                        "rows-not-in-log",
                        table.toString(),
                        rows + (rows == 1 ? " row of " : " rows of ") + table
                                + " differed, though the log told of no change; " + (rows == 1 ? "it is" : "they are")
                                + " brought again",
                        "See to it that nobody else writes to the target, and that nothing is written to the source past its log"));
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
                state, known, pass.rows(), broughtAgain, broken == null ? null : broken.getMessage(), seconds);
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
    public void close() {
        threads.close();
        proof.close();
    }
}
