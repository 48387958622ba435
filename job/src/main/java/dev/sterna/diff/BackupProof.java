package dev.sterna.diff;

import dev.sterna.backup.Manifest;
import dev.sterna.backup.ManifestStore;
import dev.sterna.error.Problem;
import dev.sterna.model.Digest;
import dev.sterna.plan.Plan;
import dev.sterna.step.Workspace;
import java.util.Optional;

/**
 * Whether a run's backup holds what its source holds: the manifest has the sums of the same hashes, computed by us from
 * the staged values, so equal sums prove all three copies equal.
 */
final class BackupProof {
    private final Manifest manifest;

    private BackupProof(Manifest manifest) {
        this.manifest = manifest;
    }

    /** By the backup of this very plan; without one every table's answer is {@link State#ABSENT}. */
    static BackupProof of(Workspace workspace, Plan plan) {
        Optional<Manifest> usable = ManifestStore.read(workspace)
                .filter(manifest -> manifest.planHash().equals(plan.hash()) && manifest.rowHash() == plan.rowHash());
        return new BackupProof(usable.orElse(null));
    }

    State state(TableDigests digests) {
        Digest staged = staged(digests);
        if (staged == null) {
            return State.ABSENT;
        }
        return staged.equals(digests.sourceTotal()) ? State.SAME : State.DIFFERS;
    }

    /** What there is to say of a table whose backup differs from its source. */
    Problem problem(TableDigests digests) {
        Digest staged = staged(digests);
        String name = digests.sides().plan().name();
        boolean loaded = staged.equals(digests.targetTotal());
        return Problem.warning(
                "backup-differs",
                name,
                "The backup of " + name + " (" + staged.rows() + " rows) does not hold what the source holds now ("
                        + digests.sourceTotal().rows() + " rows)"
                        + (loaded ? "; the target holds what the backup holds" : ""),
                "If the source was written to after the backup, that is why; take a backup under a new --run-id");
    }

    private Digest staged(TableDigests digests) {
        if (manifest == null) {
            return null;
        }
        int chunks = digests.sides().plan().chunks().size();
        return manifest.find(digests.sides().plan().name())
                .filter(entry -> entry.chunks().size() == chunks)
                .map(Manifest.TableEntry::digest)
                .orElse(null);
    }

    /** How a backup stands to the source. */
    enum State {
        ABSENT,
        SAME,
        DIFFERS
    }
}
