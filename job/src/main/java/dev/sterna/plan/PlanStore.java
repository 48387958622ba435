package dev.sterna.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.step.JsonDocument;
import dev.sterna.step.Workspace;
import java.util.Optional;

/** The plan of a run in its workspace. */
public final class PlanStore {
    private static final int FORMAT = 1;
    private static final JsonDocument DOCUMENT = new JsonDocument(
            Plan.FILE, "plan-unreadable", "Correct the file, or make a new plan: sterna plan --run-id NEW");

    private final Workspace workspace;

    public PlanStore(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * The plan to execute.
     *
     * @throws SternaException (REFUSED) when there is none, or when it is not the one that was written
     */
    public Plan load(String runId) {
        String text = workspace
                .read(Plan.FILE)
                .orElseThrow(() -> refused(
                        "no-plan",
                        "Cannot find the plan of run " + runId + ": " + workspace.uri(Plan.FILE),
                        "Make it first: sterna plan --run-id " + runId));
        Plan plan = parse(runId, text);
        if (plan.hash().isEmpty()) {
            throw refused(
                    "plan-not-signed",
                    "Cannot execute the plan of run " + runId
                            + ": its hash is empty, so its last edit was not accepted yet",
                    "Accept it: sterna plan --run-id " + runId);
        }
        return plan;
    }

    /**
     * The plan as it lies there, or empty when there is none. Its hash is empty when a user has emptied it to have an
     * edit accepted.
     *
     * @throws SternaException (REFUSED) when it cannot be read or was changed without that
     */
    Optional<Plan> find(String runId) {
        return workspace.read(Plan.FILE).map(text -> parse(runId, text));
    }

    /** Writes the plan with its hash, and returns it. */
    Plan save(Plan plan) {
        Plan hashed = plan.withHash(PlanJson.hash(plan));
        workspace.write(Plan.FILE, PlanJson.write(hashed));
        return hashed;
    }

    private Plan parse(String runId, String text) {
        ObjectNode node = DOCUMENT.parse(workspace, text, PlanJson::parse);
        Plan plan = DOCUMENT.parse(workspace, text, parsed -> PlanJson.plan(node));
        if (plan.format() != FORMAT) {
            throw refused(
                    "plan-format",
                    "Cannot execute the plan of run " + runId + ": it has format " + plan.format() + ", this version of"
                            + " Sterna knows " + FORMAT,
                    "Use the version that made it, or make a new plan: sterna plan --run-id NEW");
        }
        if (plan.runId() == null || !plan.runId().equals(runId)) {
            throw refused(
                    "plan-of-another-run",
                    "Cannot execute the plan of run " + runId + ": it says that it belongs to run " + plan.runId(),
                    "Plans are not copied between runs; make one: sterna plan --run-id NEW");
        }
        if (!plan.hash().isEmpty() && !plan.hash().equals(PlanJson.hash(node))) {
            throw refused(
                    "plan-edited",
                    "Cannot execute the plan of run " + runId + ": it was changed after it was made ("
                            + workspace.uri(Plan.FILE) + " does not have the hash that it says)",
                    "If you meant to edit it, set its \"hash\" to \"\" and accept it by: sterna plan --run-id " + runId
                            + "; if not, bring back the file or make a new plan: sterna plan --run-id NEW");
        }
        return plan;
    }

    private static SternaException refused(String code, String message, String remedy) {
        return SternaException.of(Category.REFUSED, code, null, message, remedy);
    }
}
