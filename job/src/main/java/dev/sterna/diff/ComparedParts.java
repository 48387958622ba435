package dev.sterna.diff;

import dev.sterna.compare.DigestMethod;
import dev.sterna.compare.KnownParts;
import dev.sterna.compare.TableDigests;
import dev.sterna.compare.TablePair;
import dev.sterna.model.Digest;
import dev.sterna.model.Side;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.LineFile;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.Failpoint;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Which parts of tables a diff has compared, and what it found in them, in a directory beside what it writes: a diff of the same
 * options goes on with that where one was cut short. Once one has come to its end it is gone.
 */
final class ComparedParts implements KnownParts, AutoCloseable {
    private static final String FILES = "parts-";

    private final Workspace workspace;
    private final String directory;
    private final EarlierDiff earlier;
    private final LineFile lines;
    private final Consumer<String> notes;
    private volatile boolean unwritable;
    private final Map<String, String> forms = new ConcurrentHashMap<>();
    private final Map<String, Instant> begun = new ConcurrentHashMap<>();
    private final Set<PartVerdict> used = ConcurrentHashMap.newKeySet();
    private final Set<ScanProgress> usedScans = ConcurrentHashMap.newKeySet();

    private ComparedParts(
            Workspace workspace, String directory, EarlierDiff earlier, LineFile lines, Consumer<String> notes) {
        this.notes = notes;
        this.workspace = workspace;
        this.directory = directory;
        this.earlier = earlier;
        this.lines = lines;
    }

    /** Of a comparison that knows nothing, and of which nothing is kept. */
    static ComparedParts none() {
        return new ComparedParts(null, null, nothing(), null, line -> {});
    }

    private static EarlierDiff nothing() {
        return new EarlierDiff(null, new Random().nextLong(), Map.of(), Map.of(), Instant.MIN);
    }

    /** Of a comparison that begins anew. */
    static ComparedParts anew(Workspace workspace, ComparedTerms terms, Consumer<String> notes) {
        workspace.deleteAll(terms.directory());
        return of(workspace, terms, nothing(), notes);
    }

    private static ComparedParts of(
            Workspace workspace, ComparedTerms terms, EarlierDiff earlier, Consumer<String> notes) {
        String directory = terms.directory();
        // A file that a process has begun, that was killed, may not be to be appended to for a while.
        LineFile lines = LineFile.open(workspace, directory + "/" + FILES + UUID.randomUUID() + ".jsonl");
        lines.append(EarlierDiff.begin(terms, earlier.seed()));
        lines.flush();
        return new ComparedParts(workspace, directory, earlier, lines, notes);
    }

    /**
     * Of a comparison that goes on where another one of the same terms was cut short.
     *
     * @param notes hears why what is there cannot be used
     */
    static ComparedParts going(
            Workspace workspace, ComparedTerms terms, List<TablePlan> tables, Consumer<String> notes) {
        String directory = terms.directory();
        Map<String, FoundRows> rows = new HashMap<>();
        tables.forEach(table -> rows.put(table.name(), rows(workspace, directory, table)));
        EarlierDiff earlier =
                EarlierDiff.read(workspace, directory, FILES, table -> Optional.ofNullable(rows.get(table)));
        Optional<String> obstacle = earlier.obstacle(terms);
        obstacle.ifPresent(why -> notes.accept("diff: begins anew, not where one was cut short: " + why));
        if (obstacle.isPresent() || earlier.isEmpty()) {
            return anew(workspace, terms, notes);
        }
        return of(workspace, terms, earlier, notes);
    }

    private static FoundRows rows(Workspace workspace, String directory, TablePlan table) {
        return new FoundRows(workspace, directory, table.directory());
    }

    /** By which a sample is chosen, the same one again where this goes on. */
    Random random() {
        return new Random(earlier.seed());
    }

    @Override
    public Optional<Both> find(TablePair pair, int part) {
        // What differed may have been mended since: it is summed again, and only where that comes to the same are its
        // rows known.
        Optional<PartVerdict> verdict = verdict(pair, part).filter(PartVerdict::isSame);
        verdict.ifPresent(used::add);
        return verdict.map(PartVerdict::both);
    }

    /** A verdict on a part that differs as much as it did. */
    private Optional<PartVerdict> confirmed(TableDigests digests, int part) {
        return verdict(digests.pair(), part)
                .filter(verdict -> !verdict.isSame() && verdict.both().equals(both(digests, part)));
    }

    private static Both both(TableDigests digests, int part) {
        return part == WHOLE
                ? new Both(digests.sourceTotal(), digests.targetTotal())
                : new Both(digests.source(part), digests.target(part));
    }

    private Optional<PartVerdict> verdict(TablePair pair, int part) {
        return Optional.ofNullable(verdicts(pair).get(part))
                .filter(verdict -> verdict.form().equals(form(pair)));
    }

    private Map<Integer, PartVerdict> verdicts(TablePair pair) {
        return earlier.verdicts().getOrDefault(pair.name(), Map.of());
    }

    private String form(TablePair pair) {
        return forms.computeIfAbsent(pair.name(), name -> ComparedTerms.form(pair));
    }

    @Override
    public void same(TablePair pair, int part, Digest digest) {
        if (lines != null) {
            note(PartVerdict.same(pair.name(), form(pair), part, digest).line());
        }
    }

    @Override
    public Optional<Scans> scans(TablePair pair, Side side) {
        Optional<ScanProgress> progress = progress(pair, side);
        progress.ifPresent(usedScans::add);
        return progress.map(ScanProgress::scans);
    }

    private Optional<ScanProgress> progress(TablePair pair, Side side) {
        return Optional.ofNullable(
                        earlier.scans().getOrDefault(pair.name(), Map.of()).get(side.label()))
                .filter(progress -> progress.form().equals(form(pair)));
    }

    @Override
    public void scanned(TablePair pair, Side side, Scans scans) {
        if (lines != null) {
            Instant now = Instant.now();
            Instant since = progress(pair, side)
                    .map(ScanProgress::since)
                    .orElseGet(() -> begun.computeIfAbsent(pair.name() + " " + side.label(), name -> now));
            note(new ScanProgress(pair.name(), form(pair), side.label(), scans, since, now).line());
            Failpoint.AFTER_COMMIT.reached(pair.name(), scans.done().size());
        }
    }

    /** What cannot be noted has to be looked at again where this one is cut short; that is all. */
    private void note(String line) {
        if (unwritable) {
            return;
        }
        try {
            lines.append(line);
            lines.flush();
        } catch (UncheckedIOException failure) {
            unwritable = true;
            notes.accept("diff: what it finds is not kept any more for one that goes on: " + failure.getMessage());
        }
    }

    /** Those of the differing parts of a table whose rows have not been told apart yet. */
    List<Integer> open(TableDigests digests, List<Integer> differing) {
        if (digests.pair().method() == DigestMethod.BUCKETS) {
            Optional<PartVerdict> whole = confirmed(digests, WHOLE);
            whole.ifPresent(used::add);
            return whole.isPresent() ? List.of() : differing;
        }
        List<Integer> open = new ArrayList<>();
        for (int part : differing) {
            confirmed(digests, part).ifPresentOrElse(used::add, () -> open.add(part));
        }
        return open;
    }

    /** Gives a table's file the rows that are known, and keeps what will be found besides. */
    RecordedDifferences recorded(TablePlan table, TableDigests digests, DifferenceFile file, RowOutput output) {
        if (lines == null) {
            return new RecordedDifferences(file, output, null, "", (part, counts, found) -> {});
        }
        TablePair pair = digests.pair();
        FoundRows rows = rows(workspace, directory, table);
        replay(digests, rows, file);
        String session = UUID.randomUUID().toString().substring(0, 8);
        return new RecordedDifferences(file, output, rows, session, (part, counts, found) -> {
            Both both = both(digests, part);
            // Others are being written to, and have to be looked at again.
            if (counts.explain(both.source(), both.target()) && !both.source().equals(both.target())) {
                note(new PartVerdict(pair.name(), form(pair), part, both, found, Instant.now()).line());
                Failpoint.AFTER_WRITE.reached(pair.name(), part);
            }
        });
    }

    private void replay(TableDigests digests, FoundRows rows, DifferenceFile file) {
        Map<String, PartVerdict> blocks = new HashMap<>();
        verdicts(digests.pair())
                .keySet()
                .forEach(part -> confirmed(digests, part)
                        .ifPresent(verdict -> blocks.put(verdict.found().block(), verdict)));
        if (blocks.values().stream().anyMatch(verdict -> verdict.found().rows() > 0)) {
            rows.each((block, difference) -> {
                if (blocks.containsKey(block)) {
                    file.accept(difference);
                }
            });
        }
        blocks.values().forEach(verdict -> file.add(verdict.found().unwritten()));
    }

    /** How many parts of tables, or scans of one side, were left out because they were known. */
    int used() {
        return used.size()
                + usedScans.stream()
                        .mapToInt(progress -> progress.scans().done().size())
                        .sum();
    }

    /** When the oldest of them was looked at. */
    Optional<Instant> oldest() {
        return Stream.concat(
                        used.stream().map(PartVerdict::at), usedScans.stream().map(ScanProgress::since))
                .min(Instant::compareTo);
    }

    /** Forgets it all: what was to be compared has been. */
    void end() {
        if (lines != null) {
            lines.close();
            workspace.deleteAll(directory);
        }
    }

    @Override
    public void close() {
        if (lines != null) {
            lines.close();
        }
    }
}
