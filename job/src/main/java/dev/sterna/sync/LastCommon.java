package dev.sterna.sync;

import dev.sterna.compare.DigestMethod;
import dev.sterna.compare.TableDigests;
import dev.sterna.ledger.ChunkRejects;
import dev.sterna.ledger.CommonRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.Digest;
import dev.sterna.plan.TablePlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What both sides last had in common, by digests: those that were noted when both were found to have the same rows, and else those
 * of the rows that the load brought. A part of which one side has that digest still was not changed there since; of another, or
 * one of which nothing is known, it may have been. What is brought into such a part changes it too: so it is noted before, and a
 * command that goes on where another was killed does not take what that one has written for a change of somebody else's.
 */
final class LastCommon {
    private final Ledger ledger;
    private final String runId;
    private final String planHash;
    private final boolean notes;
    private final Map<String, Map<Integer, CommonRow>> noted = new HashMap<>();
    private final Map<String, List<Integer>> unchanged = new HashMap<>();

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
        List<Integer> same = some.stream()
                .filter(part -> whole || isUnchanged(known.get(part), loaded, digests, part, direction))
                .toList();
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
            CommonRow row, Loaded loaded, TableDigests digests, int part, Direction direction) {
        if (row != null && row.writing() == direction.written()) {
            return true;
        }
        boolean known = row != null && !row.of(direction.written()).equals(CommonRow.UNKNOWN);
        Digest then = known ? row.of(direction.written()) : loaded.part(digests, part, direction);
        return direction.ofWritten(digests.source(part), digests.target(part)).equals(then);
    }

    private Loaded loaded(TablePlan plan) {
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
