package dev.sterna.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sterna.step.JsonDocument;
import dev.sterna.step.Workspace;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code state.json}: whether a run is under way or how its last execution ended. Written as a whole, so that a crash at
 * any point leaves the state before or after.
 *
 * @param state {@code running}, or the outcome of the last command
 * @param command the last command
 * @param execute whether that command was to write
 * @param source URL of the source; {@code target} likewise
 * @param process host and id of the process of that command, as in {@code db1:4711}
 * @param started when the run was first seen, ISO-8601 in UTC; {@code updated} likewise
 * @param finished when a run of all tables had come to its end, or null; a difference found later takes it back
 */
public record RunState(
        int format,
        String runId,
        String state,
        String command,
        boolean execute,
        String source,
        String target,
        String process,
        String started,
        String updated,
        String finished) {
    /** Where the state lies in the workspace. */
    public static final String FILE = "state.json";
    /** The state of a run whose process has not said how it ended. */
    public static final String RUNNING = "running";

    private static final JsonDocument DOCUMENT =
            new JsonDocument(FILE, "damaged-state", "Delete the file: the steps find out by themselves what is done");

    public RunState {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(updated, "updated");
    }

    /** The state of a run, or empty when the workspace has none. */
    public static Optional<RunState> read(Workspace workspace) {
        return DOCUMENT.read(workspace, text -> Json.read(text, RunState.class));
    }

    /** Whether the workspace is one of a run. */
    public static boolean exists(Workspace workspace) {
        return workspace.exists(FILE);
    }

    /** Puts this state in the place of the one before. */
    public void write(Workspace workspace) {
        workspace.write(FILE, Json.line(this) + "\n");
    }

    /** Whether the whole run is done, with all its tables, so that nothing is left to do. */
    @JsonIgnore
    public boolean isFinished() {
        return finished != null;
    }
}
