package dev.sterna.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.step.Workspace;
import java.util.Optional;

/** Reads and writes {@code backup/manifest.json}. */
public final class ManifestStore {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ManifestStore() {}

    /**
     * The manifest of a run's backup, or empty when there is no backup.
     *
     * @throws SternaException (REFUSED) when the file is not a manifest of this version
     */
    public static Optional<Manifest> read(Workspace workspace) {
        return workspace.read(Manifest.FILE).map(text -> parse(workspace, text));
    }

    static void write(Workspace workspace, Manifest manifest) {
        try {
            workspace.write(Manifest.FILE, JSON.writeValueAsString(manifest));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A manifest has a JSON form", impossible);
        }
    }

    private static Manifest parse(Workspace workspace, String text) {
        try {
            return JSON.readValue(text, Manifest.class);
        } catch (JsonProcessingException failure) {
            throw SternaException.of(
                    Category.REFUSED,
                    "manifest-unreadable",
                    null,
                    "Cannot read " + workspace.uri(Manifest.FILE) + ": " + failure.getOriginalMessage(),
                    "Bring the file back as it was written, or begin anew under another --run-id",
                    failure);
        }
    }
}
