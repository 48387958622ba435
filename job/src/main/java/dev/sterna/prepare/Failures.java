package dev.sterna.prepare;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Fact.Nature;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.step.RunContext;
import java.util.ArrayList;
import java.util.List;

/** What could not be made of the second half, each object by its name. */
final class Failures {
    private final RunContext run;
    private final SchemaComparison now;
    private final List<Problem> errors = new ArrayList<>();
    private final List<String> roles = new ArrayList<>();

    /** @param now what the target has when all was tried */
    Failures(RunContext run, SchemaComparison now) {
        this.run = run;
        this.now = now;
    }

    void add(Work work, SternaException why) {
        ObjectName object = work.statement().object();
        if (isThere(work)) {
            // A connection of a process that was killed was still at it.
            return;
        }
        Problem cause = why.problems().get(0);
        if (object.kind() == ObjectKind.OWNER || object.kind() == ObjectKind.GRANT) {
            // Roles are made by whoever runs the server.
            roles.add(object.toString());
            ByHand.note(run, object, work.statement().sql(), cause.message());
            return;
        }
        errors.add(Problem.error(
                cause.code(), cause.table(), cause.message(), cause.remedy() + "; then make the rest: " + again()));
    }

    void skip(Work work, ObjectName needed) {
        errors.add(Problem.error(
                "not-made",
                work.table() == null ? null : work.table().toString(),
                "Cannot " + work.doing() + ": it needs " + needed + ", which could not be made",
                "See what is said of " + needed + "; then make the rest: " + again()));
    }

    private boolean isThere(Work work) {
        return now.has(work.key())
                && now.differences().stream()
                        .noneMatch(difference -> difference.object().equals(work.key())
                                && (difference.nature() != Nature.STATE || !work.creates()));
    }

    private String again() {
        return "sterna prepare --run-id " + run.runId() + " --execute";
    }

    int count() {
        return errors.size() + roles.size();
    }

    List<Problem> warnings() {
        return roles.isEmpty()
                ? List.of()
                : List.of(Problem.warning(
                        "roles-missing",
                        null,
                        roles.size() + (roles.size() == 1 ? " owner or privilege was" : " owners and privileges were")
                                + " not set, the first of " + roles.get(0),
                        "Their statements, and why, lie in " + run.workspace().uri(ByHand.DIRECTORY)
                                + "; make the roles and give: " + again()));
    }

    /** @throws SternaException (TARGET) with a problem for each object */
    void throwIfAny() {
        if (!errors.isEmpty()) {
            List<Problem> all = new ArrayList<>(errors);
            all.addAll(warnings());
            throw new SternaException(Category.TARGET, all, null);
        }
    }
}
