package dev.sterna.sync;

import dev.sterna.changes.ChangeApplier;
import dev.sterna.compare.DigestMethod;
import dev.sterna.compare.TableDigests;
import dev.sterna.ledger.BatchLedger;
import dev.sterna.ledger.ChunkRejects;
import dev.sterna.ledger.CommonRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.Digest;
import dev.sterna.plan.TablePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What both sides last had in common, by digests: those that were noted when both were found to have the same rows, and else those
 * of the rows that the load brought. A part of which one side has that digest still was not changed there since; of another, or
 * one of which nothing is known, it may have been.
 *
 * <p>What is brought into such a part changes it too. So it is noted before, and each batch with what it changes of the digest: as
 * long as all of it adds up to what the table has by then, to the last row, nobody else has changed any, be it that the command was
 * killed meanwhile.
 */
final class LastCommon {
    /** The number that stands for a whole table. */
    private static final int WHOLE = -1;

    /** Under this name it stands that the log was followed. */
    private static final String RUN = "";

    private static final int FOLLOWED = -2;

    /** Of so many batches it may be unknown whether they were committed: those that were under way on all connections. */
    private static final int MOST_OPEN = 12;

    private final Ledger ledger;
    private final String runId;
    private final String planHash;
    private final boolean notes;
    private final Map<String, Map<Integer, CommonRow>> noted = new HashMap<>();
    private final Map<String, List<Integer>> unchanged = new HashMap<>();
    private final Map<String, Digest> looked = new HashMap<>();

    private LastCommon(Ledger ledger, String runId, String planHash, boolean notes) {
        this.ledger = ledger;
        this.runId = runId;
        this.planHash = planHash;
        this.notes = notes;
    }

    /** One that also notes what both sides are found to have in common. */
    static LastCommon noted(Ledger ledger, String runId, String planHash) {
        return new LastCommon(ledger, runId, planHash, true);
    }

    /** The run follows the log from here on: what is in is not known by digests any more, those of the load included. */
    static void followed(Ledger ledger, String runId, String planHash) {
        ledger.common().forget(runId);
        ledger.common().note(runId, RUN, planHash, Map.of(FOLLOWED, CommonRow.NOTHING));
    }

    /** One that only knows what was noted. */
    static LastCommon read(Ledger ledger, String runId, String planHash) {
        return new LastCommon(ledger, runId, planHash, false);
    }

    /** Notes the parts in which the digests agree. */
    void agreed(TableDigests digests) {
        note(digests, digests.differing());
    }

    /** Notes all parts: what differs in them means the same. */
    void alike(TableDigests digests) {
        note(digests, List.of());
    }

    private void note(TableDigests digests, List<Integer> but) {
        Map<Integer, CommonRow> news = new LinkedHashMap<>();
        for (int part : parts(digests)) {
            if (!but.contains(part)) {
                news.put(part, new CommonRow(digests.source(part), digests.target(part), null));
            }
        }
        note(digests.pair().name(), news);
    }

    private void note(String table, Map<Integer, CommonRow> rows) {
        if (notes) {
            Map<Integer, CommonRow> known = known(table);
            Map<Integer, CommonRow> news = new LinkedHashMap<>(rows);
            news.entrySet().removeIf(row -> row.getValue().equals(known.get(row.getKey())));
            ledger.common().note(runId, table, planHash, news);
            known.putAll(news);
        }
    }

    /** Rows are about to be brought into a table that was looked at. */
    void writing(TablePlan plan, Direction direction) {
        Map<Integer, CommonRow> known = known(plan.name());
        Map<Integer, CommonRow> news = new LinkedHashMap<>();
        if (looked.containsKey(plan.name())) {
            // Of what earlier rounds have changed the digest tells by now.
            ledger.forgetIntents(runId, ChangeApplier.besideName(plan.name()));
            news.put(WHOLE, CommonRow.NOTHING.with(direction.written(), looked.get(plan.name()), direction.written()));
        }
        for (int part : unchanged.getOrDefault(plan.name(), List.of())) {
            CommonRow row = known.get(part);
            news.put(part, new CommonRow(row.source(), row.target(), direction.written()));
        }
        note(plan.name(), news);
    }

    /** Parts without rows are among them: those of a part may all be removed. */
    private static Iterable<Integer> parts(TableDigests digests) {
        TreeSet<Integer> parts = new TreeSet<>();
        int count = digests.pair().method() == DigestMethod.RANGES
                ? digests.pair().chunks().size()
                : digests.pair().buckets();
        for (int part = 0; part < count; part++) {
            parts.add(part);
        }
        return parts;
    }

    private Map<Integer, CommonRow> known(String table) {
        return noted.computeIfAbsent(
                table, name -> new HashMap<>(ledger.common().read(runId, name, planHash)));
    }

    /** The parts of some in which the side that is written may have been changed since. */
    List<Integer> changed(TablePlan plan, TableDigests digests, List<Integer> some, Direction direction) {
        Map<Integer, CommonRow> known = known(plan.name());
        Loaded loaded = loaded(plan);
        boolean whole = known.isEmpty() && loaded.isWhole(digests, direction);
        boolean ours = isOurs(plan, known.get(WHOLE), digests, direction);
        List<Integer> same = some.stream()
                .filter(part -> whole || isUnchanged(known.get(part), ours, loaded, digests, part, direction))
                .toList();
        if (notes) {
            looked.put(plan.name(), direction.ofWritten(digests.sourceTotal(), digests.targetTotal()));
        }
        Map<Integer, CommonRow> news = new LinkedHashMap<>();
        for (int part : same) {
            CommonRow row = known.getOrDefault(part, CommonRow.NOTHING);
            news.put(
                    part,
                    row.with(
                            direction.written(),
                            direction.ofWritten(digests.source(part), digests.target(part)),
                            null));
        }
        note(plan.name(), news);
        unchanged.put(plan.name(), notes ? same : List.of());
        return some.stream().filter(part -> !same.contains(part)).toList();
    }

    private static boolean isUnchanged(
            CommonRow row, boolean ours, Loaded loaded, TableDigests digests, int part, Direction direction) {
        if (ours && row != null && row.writing() == direction.written()) {
            return true;
        }
        boolean known = row != null && !row.of(direction.written()).equals(CommonRow.UNKNOWN);
        Digest then = known ? row.of(direction.written()) : loaded.part(digests, part, direction);
        return direction.ofWritten(digests.source(part), digests.target(part)).equals(then);
    }

    /** Whether all that has changed in the table since rows were to be brought is what was brought. */
    private boolean isOurs(TablePlan plan, CommonRow mark, TableDigests digests, Direction direction) {
        if (mark == null || mark.writing() != direction.written() || direction != Direction.REVERSE) {
            return false;
        }
        Digest expected = mark.of(direction.written());
        List<Digest> open = new ArrayList<>();
        for (BatchLedger.Intent batch : ledger.intents(runId, ChangeApplier.besideName(plan.name()))) {
            if (batch.change() == null) {
                return false;
            }
            if (batch.done()) {
                expected = expected.plus(batch.change());
            } else {
                open.add(batch.change());
            }
        }
        Digest now = direction.ofWritten(digests.sourceTotal(), digests.targetTotal());
        return open.size() <= MOST_OPEN && isSumOfSome(now.minus(expected), open);
    }

    /** Of a batch under way it is not known whether it is in. */
    private static boolean isSumOfSome(Digest rest, List<Digest> open) {
        if (rest.equals(Digest.EMPTY)) {
            return true;
        }
        if (open.isEmpty()) {
            return false;
        }
        List<Digest> others = open.subList(1, open.size());
        return isSumOfSome(rest, others) || isSumOfSome(rest.minus(open.get(0)), others);
    }

    private Loaded loaded(TablePlan plan) {
        if (known(RUN).containsKey(FOLLOWED)) {
            return new Loaded(plan.chunks().size(), Map.of(), Map.of());
        }
        Map<Integer, Digest> refused = new HashMap<>();
        for (ChunkRejects row : ledger.rejects(runId)) {
            if (row.table().equals(plan.name())) {
                refused.put(row.chunk(), row.refused());
            }
        }
        return new Loaded(plan.chunks().size(), ledger.loadedChunks(runId, plan.name()), refused);
    }

    /** What the load brought of a table, and what of the source's rows it could not. */
    private record Loaded(int chunks, Map<Integer, Digest> in, Map<Integer, Digest> refused) {

        /** Null where it is not known. */
        Digest part(TableDigests digests, int part, Direction direction) {
            return digests.pair().method() == DigestMethod.RANGES ? chunk(part, direction) : null;
        }

        private Digest chunk(int chunk, Direction direction) {
            Digest loaded = in.get(chunk);
            if (loaded == null || loaded.sum() == null) {
                return null;
            }
            return direction.ofWritten(loaded.plus(refused.getOrDefault(chunk, Digest.EMPTY)), loaded);
        }

        /** Whether the side that is written has all of that still, and nothing else. */
        boolean isWhole(TableDigests digests, Direction direction) {
            Digest sum = Digest.EMPTY;
            for (int chunk = 0; chunk < chunks; chunk++) {
                Digest one = chunk(chunk, direction);
                if (one == null) {
                    return false;
                }
                sum = sum.plus(one);
            }
            return sum.equals(direction.ofWritten(digests.sourceTotal(), digests.targetTotal()));
        }
    }
}
