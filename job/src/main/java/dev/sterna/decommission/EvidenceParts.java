package dev.sterna.decommission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.backup.KeptSource;
import dev.sterna.backup.Manifest;
import dev.sterna.config.Settings;
import dev.sterna.cutover.Requirement;
import dev.sterna.decommission.evidence.Evidence;
import dev.sterna.decommission.evidence.Evidence.Added;
import dev.sterna.ledger.Ledger;
import dev.sterna.plan.Plan;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.List;

/** What belongs to the evidence of a run beside what is in its own directory, and what is put there for it. */
public final class EvidenceParts {
    private static final String FINAL = "final-backup/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private EvidenceParts() {}

    /** The final backup, where that is another run's: all but its rows. */
    public static List<Added> ofFinalBackup(Settings settings, String runId, Workspace run, Ledger ledger) {
        FinalBackup backup = new FinalBackup(settings, runId, run);
        List<Added> added = new ArrayList<>();
        if (!backup.runId().equals(runId)) {
            for (String file : List.of(Plan.FILE, Manifest.FILE, KeptSource.FILE)) {
                if (backup.files().exists(file)) {
                    added.add(Added.copy(DecommissionDescriptor.WORD, FINAL + file, backup.files(), file));
                }
            }
            added.add(Added.gates(
                    DecommissionDescriptor.WORD, FINAL + "gate.jsonl", ledger.rows()::each, backup.runId()));
        }
        return added;
    }

    /** Writes down what had to be true before. */
    static void note(Workspace run, List<Requirement> requirements) {
        StringBuilder seen = new StringBuilder();
        requirements.forEach(one -> seen.append(line(one)).append('\n'));
        run.write(Evidence.REQUIREMENTS, seen.toString());
    }

    private static String line(Requirement one) {
        try {
            return JSON.writeValueAsString(one.summary());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
