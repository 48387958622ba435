package dev.sterna.decommission;

import dev.sterna.backup.Manifest;
import dev.sterna.backup.ManifestStore;
import dev.sterna.config.CutoverSettings;
import dev.sterna.config.DecommissionSettings;
import dev.sterna.config.Settings;
import dev.sterna.cutover.Receipt;
import dev.sterna.drill.DrillGate;
import dev.sterna.error.FewNames;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.LogPosition;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The backup that is left of a source when it is gone: whole, of a time in which nobody wrote any more, and restored on trial. */
final class FinalBackup {
    private static final int NAMED = 5;

    private final Settings settings;
    private final DecommissionSettings own;
    private final String runId;
    private final Workspace files;

    /** @param run the directory of the run that was cut over */
    FinalBackup(Settings settings, String runId, Workspace run) {
        this.settings = settings;
        this.own = settings.decommission();
        this.runId = own.finalBackup().isEmpty() ? runId : own.finalBackup();
        this.files = own.finalBackup().isEmpty()
                ? run
                : new Workspace(settings.workspace() + "/" + own.finalBackup(), run.hadoop());
    }

    String runId() {
        return runId;
    }

    Workspace files() {
        return files;
    }

    /** Why nobody may rely on it. */
    List<Doubt> doubts(Plan plan, Optional<Receipt> receipt, Ledger ledger) {
        Optional<Manifest> found = ManifestStore.read(files);
        if (found.isEmpty() || !found.get().complete()) {
            return List.of(new Doubt(
                    "no-final-backup",
                    "run " + runId + " has no " + (found.isEmpty() ? "" : "complete ") + "backup in " + files.uri("")));
        }
        Manifest manifest = found.get();
        List<Doubt> doubts = new ArrayList<>();
        List<String> lacking = plan.tables().stream()
                .map(TablePlan::name)
                .filter(name -> manifest.find(name).isEmpty())
                .toList();
        if (!lacking.isEmpty()) {
            doubts.add(new Doubt(
                    "backup-not-whole",
                    "the backup of run " + runId + " lacks " + lacking.size() + " tables ("
                            + FewNames.of(lacking, NAMED) + ")"));
        }
        List<String> gone = manifest.tables().stream()
                .flatMap(table ->
                        table.chunks().stream().map(chunk -> "backup/" + table.directory() + "/" + chunk.file()))
                .filter(file -> !files.exists(file))
                .toList();
        if (!gone.isEmpty()) {
            doubts.add(new Doubt(
                    "backup-files-gone",
                    "of the backup of run " + runId + " " + gone.size() + (gone.size() == 1 ? " file is" : " files are")
                            + " gone (" + FewNames.of(gone, NAMED) + ")"));
        }
        receipt.ifPresent(known -> {
            if (!known.source().equals(manifest.source())) {
                doubts.add(new Doubt(
                        "backup-of-another-source",
                        "the backup of run " + runId + " is of " + manifest.source() + ", and the cutover was from "
                                + known.source()));
            }
            if (!manifest.views().stream().allMatch(view -> isAfter(view, known))) {
                doubts.add(new Doubt(
                        "backup-before-freeze",
                        "the backup of run " + runId
                                + " was taken before the source was frozen: what was written between is not in it"));
            }
        });
        if (own.drill() == CutoverSettings.Drill.REQUIRED) {
            DrillGate.unmet(
                            ledger.gates().read(runId),
                            new PlanStore(files).load(runId).hash(),
                            DrillGate.mark(files),
                            settings.drill().maxAge())
                    .ifPresent(why -> doubts.add(new Doubt("not-drilled", why)));
        }
        return doubts;
    }

    /** By the log where that tells, and else by this program's clock. */
    private static boolean isAfter(Manifest.View view, Receipt receipt) {
        if (view.position() != null && receipt.position() != null) {
            try {
                return LogPosition.of(view.position()).isAtOrAfter(LogPosition.of(receipt.position()));
            } catch (IllegalArgumentException otherKind) {
                return isLater(view.opened(), receipt.switched());
            }
        }
        return isLater(view.opened(), receipt.switched());
    }

    private static boolean isLater(String one, String other) {
        return !Instant.parse(one).isBefore(Instant.parse(other));
    }

    /** How there comes to be one. */
    String remedy(List<Doubt> open) {
        String other = runId.endsWith("-final") ? runId : runId + "-final";
        boolean drillAlone = open.stream().allMatch(doubt -> doubt.code().equals("not-drilled"));
        return (drillAlone
                        ? "sterna drill --run-id " + runId + " --execute"
                        : "sterna backup --run-id " + other + " --execute; sterna drill --run-id " + other
                                + " --execute; then sterna.decommission.final-backup = " + other)
                + "; or do without: " + Doubt.accepting(open, own.accept());
    }
}
