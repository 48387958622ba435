package dev.sterna.diff.selftest;

import dev.sterna.compare.DigestQueries;
import dev.sterna.compare.HashedRows;
import dev.sterna.dialect.Dialect;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.View;
import dev.sterna.model.Digest;
import dev.sterna.step.Events;
import dev.sterna.step.SelfTest;
import dev.sterna.transfer.progress.Progress;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Plants corruptions, one at a time, and keeps the record of what the comparison made of them. */
final class Trials {
    private final Events events;
    private final Scratch scratch;
    private final Dialect dialect;
    private final DigestQueries target;
    private final Progress progress;
    private final Map<Corruption, SelfTest.Trial> done = new EnumMap<>(Corruption.class);
    private final List<Problem> problems = new ArrayList<>();
    private long falseAlarms;
    private long rows;

    Trials(Events events, Scratch scratch, DigestQueries target, Progress progress) {
        this.events = events;
        this.scratch = scratch;
        this.dialect = target.database().dialect();
        this.target = target;
        this.progress = progress;
    }

    /** What has found no place yet. */
    Set<Corruption> open() {
        Set<Corruption> open = EnumSet.allOf(Corruption.class);
        open.removeAll(done.keySet());
        return open;
    }

    /** Plants in a sample whatever it can host and has had no place before; between and after that it must be clean. */
    void on(Sample sample) {
        restore(sample);
        long before = falseAlarms;
        Digest source = clean(sample, null);
        rows += source.rows();
        if (falseAlarms == before) {
            places(sample).forEach((corruption, plantings) -> tryOut(sample, plantings, source));
            clean(sample, source);
        }
    }

    SelfTest result() {
        long found = done.values().stream().filter(SelfTest.Trial::found).count();
        return new SelfTest(
                done.size(),
                done.isEmpty() ? 0 : (double) found / done.size(),
                falseAlarms,
                List.copyOf(done.values()));
    }

    /** One for each corruption that was missed, each false alarm, and what could not be tried. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        for (Corruption corruption : open()) {
            all.add(Problem.warning(
                    "self-test-not-planted",
                    null,
                    "The target takes no value by which to plant " + corruption.words(),
                    "It cannot happen there either, unless in a column that no table of this run has"));
        }
        return all;
    }

    /** Rows that were compared, once for each sample. */
    long rows() {
        return rows;
    }

    private void tryOut(Sample sample, Collection<Planting> plantings, Digest source) {
        for (Planting planting : plantings) {
            String refusal = scratch.plant(planting.statements());
            if (refusal == null) {
                judge(sample, planting, source);
                restore(sample);
                return;
            }
            events.record(
                    "self-test-place-refused",
                    Map.of("corruption", planting.corruption().label(), "place", planting.place(), "reason", refusal));
            restore(sample);
        }
    }

    private void judge(Sample sample, Planting planting, Digest source) {
        Answer answer = compare(sample, source);
        List<Finding> expected = planting.expected();
        boolean found = answer.found().lacking(expected).isEmpty();
        long besides = answer.found().besides(expected);
        SelfTest.Trial trial = new SelfTest.Trial(
                planting.corruption().label(),
                planting.place(),
                found,
                sample.pair().method().label());
        done.put(planting.corruption(), trial);
        if (!found) {
            problems.add(Problem.error(
                    "self-test-missed",
                    table(sample),
                    "The comparison missed a planted corruption: "
                            + planting.corruption().words() + " in " + planting.place()
                            + (answer.digests().differing().isEmpty()
                                    ? ", the digests are equal"
                                    : ", the digests differ, but not exactly that row is named"),
                    "Do not rely on this run's diff; compare by other means, and report this with the run's"
                            + " events.jsonl"));
        }
        alarm(sample, besides, "with " + planting.corruption().words() + " planted in " + planting.place());
        events.record(
                "self-test",
                Map.of(
                        "corruption",
                        trial.corruption(),
                        "place",
                        trial.place(),
                        "found",
                        found,
                        "falseAlarms",
                        besides,
                        "method",
                        trial.method(),
                        "rows",
                        source.rows()));
        progress.chunkDone(sample.name(), source.rows(), 0);
    }

    /** Compares the copy without any corruption. */
    private Digest clean(Sample sample, Digest source) {
        Answer answer = compare(sample, source);
        long named = answer.found().besides(List.of());
        // Digests that differ over equal rows are an alarm too.
        long least = answer.digests().differing().isEmpty() ? 0 : 1;
        alarm(sample, Math.max(least, named), "with nothing planted in " + sample.name());
        return answer.digests().sourceTotal();
    }

    private void alarm(Sample sample, long count, String when) {
        if (count > 0) {
            falseAlarms += count;
            problems.add(Problem.error(
                    "self-test-false-alarm",
                    table(sample),
                    "The comparison named " + count + (count == 1 ? " row that is" : " rows that are")
                            + " not different, " + when,
                    "Rows that this run's diff names may be equal; report this with the run's events.jsonl"));
        }
    }

    /** @param before what the source answered at first, or null for no matter what */
    private static Answer compare(Sample sample, Digest before) {
        Answer answer = Answer.of(sample.comparer(), sample.pair());
        if (before != null && !Objects.equals(before, answer.digests().sourceTotal())) {
            throw SternaException.of(
                    Category.REFUSED,
                    "changed-while-comparing",
                    sample.name(),
                    "Cannot test the comparison on " + sample.name() + ": somebody writes to it in the source",
                    "Stop writing, or choose other tables: sterna diff --self-test --tables GLOB");
        }
        return answer;
    }

    private Map<Corruption, Collection<Planting>> places(Sample sample) {
        String sql = dialect.digests().hashedRows(sample.pristine(), target.hash());
        try (Lane lane = target.database().lane(View.PRESENT);
                Lane.Cursor cursor =
                        lane.open(sql, dialect.sql().fetchSize(sample.pristine().table()))) {
            return Hosts.find(sample, dialect.sql(), open(), HashedRows.of(cursor.rows(), sample.pristine(), target));
        } catch (SQLException failure) {
            throw target.database().explain(failure, "read a copy of rows of " + sample.name(), null);
        }
    }

    private void restore(Sample sample) {
        scratch.execute(
                "restore a copy of rows of " + sample.name(),
                Stream.concat(
                                dialect.schemaDdl().truncate(List.of(scratch.work())).stream(),
                                Stream.of(dialect.scratch().copy(sample.pristine(), scratch.work())))
                        .toList());
    }

    private static String table(Sample sample) {
        return sample.name().equals(Sample.FIXTURE) ? null : sample.name();
    }
}
