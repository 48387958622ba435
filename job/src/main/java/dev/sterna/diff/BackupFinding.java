package dev.sterna.diff;

import dev.sterna.compare.TableDigests;
import dev.sterna.error.Problem;
import dev.sterna.model.Digest;
import dev.sterna.transfer.stage.StagedTable.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a table's backup stands to its source and its target.
 *
 * @param written what was staged of it; null when there is no backup
 * @param hops on which stretches of the way something was lost, in the way's order
 * @param damaged chunks whose files were read and do not hold what was written
 */
record BackupFinding(State state, Digest written, Set<Hop> hops, List<Held> damaged) {
    static final BackupFinding ABSENT = new BackupFinding(State.ABSENT, null, Set.of(), List.of());

    /** The first stretch on which something was lost, as JSON has it; null when none is known. */
    String hop() {
        return hops.stream().findFirst().map(Hop::label).orElse(null);
    }

    /** The verdict with what the backup has to say to it. */
    TableVerdict toldTo(TableVerdict verdict, TableDigests digests, BackupProof.Reading reading) {
        TableVerdict told = verdict.withHop(hop());
        if (!verdict.diff().identical() && !hops.isEmpty()) {
            String where = hops.stream().map(Hop::meaning).collect(Collectors.joining("; "));
            told = told.withPlace(where);
        }
        for (Problem problem : problems(digests, reading)) {
            told = told.with(problem);
        }
        return told;
    }

    private List<Problem> problems(TableDigests digests, BackupProof.Reading reading) {
        String name = digests.pair().name();
        List<Problem> problems = new ArrayList<>();
        if (!damaged.isEmpty()) {
            Held first = damaged.get(0);
            String how = first.damage() != null
                    ? first.damage()
                    : "the file of chunk " + first.chunk().index() + " holds other rows than were written into it";
            problems.add(Problem.error(
                    "backup-damaged",
                    name,
                    "The backup of " + name + " is damaged in " + damaged.size() + " chunks: " + how,
                    "Do not load it; take a new one under another --run-id"));
        }
        boolean changed = state == State.DIFFERS && !(damaged.size() > 0 && written.equals(digests.sourceTotal()));
        if (changed) {
            String message = "The backup of " + name + " (" + written.rows()
                    + " rows) does not hold what the source holds now ("
                    + digests.sourceTotal().rows() + " rows)"
                    + (written.equals(digests.targetTotal()) ? "; the target holds what the backup holds" : "");
            String remedy =
                    "If the source was written to after the backup, that is why; take a backup under a new --run-id";
            problems.add(
                    reading == BackupProof.Reading.ALL_FILES
                            ? Problem.error("backup-differs", name, message, remedy)
                            : Problem.warning("backup-differs", name, message, remedy));
        }
        return problems;
    }

    /** How a backup stands to the source. */
    enum State {
        ABSENT,
        SAME,
        DIFFERS
    }
}
