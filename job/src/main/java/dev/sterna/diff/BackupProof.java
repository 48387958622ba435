package dev.sterna.diff;

import dev.sterna.backup.BackupFiles;
import dev.sterna.backup.Manifest;
import dev.sterna.backup.ManifestStore;
import dev.sterna.compare.DigestMethod;
import dev.sterna.compare.TableDigests;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.plan.Plan;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.stage.StagedTable.Held;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/**
 * Whether a run's backup holds what its source holds. The manifest has the sums of the same hashes, computed by us from
 * the values on their way into the files, so equal sums prove equal copies; where sides differ the files are read again,
 * so that each copy is compared with the one before it.
 */
final class BackupProof {
    private final Manifest manifest;
    private final BackupFiles files;
    private final Reading reading;

    private BackupProof(Manifest manifest, BackupFiles files, Reading reading) {
        this.manifest = manifest;
        this.files = files;
        this.reading = reading;
    }

    /**
     * By the backup of this very plan; without one every table's backup is {@link BackupFinding.State#ABSENT}.
     *
     * @throws SternaException (REFUSED) when all files are to be read and there is no such backup
     */
    static BackupProof of(Plan plan, Workspace workspace, Supplier<SparkSession> spark, Reading reading) {
        Optional<Manifest> usable = ManifestStore.read(workspace)
                .filter(manifest -> manifest.planHash().equals(plan.hash()) && manifest.rowHash() == plan.rowHash());
        if (usable.isEmpty() && reading == Reading.ALL_FILES) {
            throw SternaException.of(
                    Category.REFUSED,
                    "no-backup",
                    null,
                    "Cannot compare the backup: run " + plan.runId() + " has none of this plan in "
                            + workspace.uri("backup"),
                    "Take it first: sterna backup --run-id " + plan.runId() + " --execute");
        }
        return new BackupProof(
                usable.orElse(null),
                usable.map(found -> new BackupFiles(workspace, spark, found)).orElse(null),
                reading);
    }

    /** Of a comparison of parts, which a backup of whole tables says nothing of. */
    static BackupProof none() {
        return new BackupProof(null, null, Reading.DIFFERING_FILES);
    }

    /** Which files are read again. */
    Reading reading() {
        return reading;
    }

    /**
     * How a table's backup stands to both sides.
     *
     * @param verdict of the sides; where nothing got lost without a word, there is no place to be found
     */
    BackupFinding look(TableDigests digests, TableVerdict verdict) {
        Manifest.TableEntry entry = entry(digests);
        if (entry == null) {
            return BackupFinding.ABSENT;
        }
        List<BackupPart> parts = parts(digests, entry);
        boolean all = reading == Reading.ALL_FILES;
        boolean lost = digests.pair().target() != null && !verdict.diff().identical() && !verdict.isRejected();
        List<BackupPart> asked =
                parts.stream().filter(part -> all || lost && part.differs()).toList();
        List<BackupPart> open =
                asked.stream().filter(part -> all || !isLarge(digests, part)).toList();
        List<Manifest.ChunkEntry> chunks =
                open.stream().flatMap(part -> part.chunks().stream()).toList();
        Map<Integer, Held> held = files.read(digests.pair().source().table(), entry, chunks);
        Set<Hop> hops = EnumSet.noneOf(Hop.class);
        if (!asked.stream().allMatch(BackupPart::isAsSource)) {
            hops.add(Hop.SOURCE_BACKUP);
        }
        open.forEach(part -> hops.addAll(part.hops(held)));
        if (!lost) {
            hops.remove(Hop.BACKUP_TARGET);
        }
        boolean same = parts.stream().allMatch(BackupPart::isAsSource) && !hops.contains(Hop.BACKUP_FILE);
        return new BackupFinding(
                same ? BackupFinding.State.SAME : BackupFinding.State.DIFFERS,
                entry.digest(),
                hops,
                held.values().stream().filter(one -> !one.asWritten()).toList());
    }

    /** For a row of a chunk its file is read; for a row of a bucket it would have to be all files of the table. */
    private static boolean isLarge(TableDigests digests, BackupPart part) {
        return digests.pair().method() == DigestMethod.BUCKETS
                && part.chunks().stream().mapToLong(Manifest.ChunkEntry::bytes).sum() > BackupFiles.FEW_BYTES;
    }

    private Manifest.TableEntry entry(TableDigests digests) {
        if (manifest == null) {
            return null;
        }
        int chunks = digests.pair().chunks().size();
        return manifest.find(digests.pair().name())
                .filter(entry -> entry.chunks().size() == chunks)
                .orElse(null);
    }

    /** Chunk by chunk where the sides were compared so; buckets lie across chunks, so that only their total can be. */
    private static List<BackupPart> parts(TableDigests digests, Manifest.TableEntry entry) {
        if (digests.pair().method() == DigestMethod.BUCKETS) {
            return List.of(new BackupPart(
                    entry.chunks(),
                    digests.sourceTotal(),
                    digests.targetTotal(),
                    !digests.differing().isEmpty()));
        }
        return IntStream.range(0, entry.chunks().size())
                .mapToObj(part -> new BackupPart(
                        List.of(entry.chunks().get(part)),
                        digests.source(part),
                        digests.target(part),
                        !digests.source(part).equals(digests.target(part))))
                .toList();
    }

    /** Which files are read again. */
    enum Reading {
        /** Those of which the sides differ. */
        DIFFERING_FILES,
        ALL_FILES
    }
}
