package dev.sterna.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sterna.dialect.convert.NameRegister;
import dev.sterna.step.JsonDocument;
import dev.sterna.step.Workspace;

/**
 * Which restore is under way: {@code restore.json} in a directory that all command lines share which mean the same restore.
 *
 * @param number of those that came before, and this
 * @param what it restores and where to, for a person
 * @param open whether it has not come to its end
 */
record RestoreState(int number, String what, boolean open) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FILE = "restore.json";

    /** The directory of a restore, in that of the run. */
    static String directory(String what) {
        return "restore-" + NameRegister.hash(what);
    }

    /** The restore that is to go on, or a new one. */
    static RestoreState begin(Workspace run, String what, Begin how) {
        RestoreState before = read(run, what);
        RestoreState now =
                before.open && how == Begin.WHERE_IT_WAS ? before : new RestoreState(before.number + 1, what, true);
        now.write(run);
        return now;
    }

    /** Where a restore begins that an earlier process has begun. */
    enum Begin {
        WHERE_IT_WAS,
        ANEW
    }

    static RestoreState read(Workspace run, String what) {
        return document(what)
                .read(run, text -> JSON.readValue(text, RestoreState.class))
                .orElse(new RestoreState(0, what, false));
    }

    /** It has come to its end. */
    void end(Workspace run) {
        new RestoreState(number, what, false).write(run);
    }

    /** By what the ledger knows it. */
    String id(String runId) {
        return runId + "." + directory(what) + "." + number;
    }

    private void write(Workspace run) {
        try {
            run.write(directory(what) + "/" + FILE, JSON.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A restore has a JSON form", impossible);
        }
    }

    private static JsonDocument document(String what) {
        return new JsonDocument(
                directory(what) + "/" + FILE,
                "restore-unreadable",
                "Take the file away, to begin the restore anew: what it has loaded is to be emptied first");
    }
}
