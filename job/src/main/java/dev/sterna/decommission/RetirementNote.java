package dev.sterna.decommission;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sterna.config.DecommissionSettings.Action;
import dev.sterna.cutover.CutoverState;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.step.JsonDocument;
import dev.sterna.step.Workspace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What is done to a source's database, noted before it is done, so that whoever finds a killed process goes on from here.
 *
 * @param database its name, as its server says it
 * @param server which has it, by what that says of itself
 * @param noted when, ISO 8601 in UTC; {@code done} likewise, null until all of it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RetirementNote(
        int version,
        String runId,
        Action action,
        String database,
        String server,
        String noted,
        String done,
        List<Frozen.Change> changes) {
    static final String FILE = CutoverState.RETIREMENT;

    private static final int VERSION = 1;

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final JsonDocument DOCUMENT = new JsonDocument(
            FILE, "retirement-unreadable", "See by hand what was done to the source's database, then delete the file");

    RetirementNote {
        changes = List.copyOf(changes);
    }

    static RetirementNote of(String runId, Action action, String database, String server, List<Frozen.Change> changes) {
        return new RetirementNote(VERSION, runId, action, database, server, now(), null, changes);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** @throws SternaException (REFUSED) when the file is none, or has the statements of another run */
    static Optional<RetirementNote> read(Workspace files, String runId) {
        Optional<RetirementNote> note = DOCUMENT.read(files, text -> JSON.readValue(text, RetirementNote.class));
        note.filter(known -> known.version != VERSION || !runId.equals(known.runId))
                .ifPresent(known -> {
                    throw SternaException.of(
                            Category.REFUSED,
                            "retirement-of-another",
                            null,
                            "Cannot go by " + files.uri(FILE) + ": it is of run " + known.runId + ", version "
                                    + known.version + ", and not of run " + runId + ", version " + VERSION,
                            "Give the command for that run and with that version of Sterna; or, where the directory is a"
                                    + " copy, delete the file");
                });
        return note;
    }

    RetirementNote whenDone() {
        return new RetirementNote(version, runId, action, database, server, noted, now(), changes);
    }

    void write(Workspace files) {
        try {
            files.write(FILE, JSON.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A note has a JSON form", impossible);
        }
    }
}
