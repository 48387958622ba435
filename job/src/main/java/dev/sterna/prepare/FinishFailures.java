package dev.sterna.prepare;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.ObjectProperty.Nature;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.List;

/** The objects of the second half that could not be made, each with why. */
final class FinishFailures {
    private final String runId;
    private final Workspace workspace;
    private final SchemaComparison now;
    private final List<Problem> errors = new ArrayList<>();
    private final List<String> roles = new ArrayList<>();

    /** @param now what the target has after every statement was tried */
    FinishFailures(String runId, Workspace workspace, SchemaComparison now) {
        this.runId = runId;
        this.workspace = workspace;
        this.now = now;
    }

    void add(PlannedStatement statement, SternaException why) {
        ObjectName object = statement.object();
        if (isThere(statement)) {
            // A connection of a killed process made it in the meantime.
            return;
        }
        Problem cause = why.problems().get(0);
        if (object.kind() == ObjectKind.OWNER || object.kind() == ObjectKind.GRANT) {
            // Roles are made by whoever runs the server.
            roles.add(object.toString());
            ByHandFiles.write(workspace, object, statement.sql(), cause.message());
            return;
        }
        errors.add(Problem.error(
                cause.code(), cause.table(), cause.message(), cause.remedy() + "; then make the rest: " + again()));
    }

    void skip(PlannedStatement statement, ObjectName needed) {
        errors.add(Problem.error(
                "not-made",
                statement.table() == null ? null : statement.table().toString(),
                "Cannot " + statement.doing() + ": it needs " + needed + ", which could not be made",
                "See what is said of " + needed + "; then make the rest: " + again()));
    }

    private boolean isThere(PlannedStatement statement) {
        return now.has(statement.key())
                && now.differences().stream()
                        .noneMatch(difference -> difference.object().equals(statement.key())
                                && (difference.nature() != Nature.STATE || !statement.creates()));
    }

    private String again() {
        return "sterna prepare --run-id " + runId + " --execute";
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
                        "Their statements, and why, lie in " + workspace.uri(ByHandFiles.DIRECTORY)
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
