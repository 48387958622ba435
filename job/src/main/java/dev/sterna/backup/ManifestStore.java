package dev.sterna.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sterna.error.SternaException;
import dev.sterna.step.JsonDocument;
import dev.sterna.step.Workspace;
import java.util.Optional;

/** Reads and writes {@code backup/manifest.json}. */
public final class ManifestStore {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final JsonDocument DOCUMENT = new JsonDocument(
            Manifest.FILE,
            "manifest-unreadable",
            "Bring the file back as it was written, or begin anew under another --run-id");

    private ManifestStore() {}

    /**
     * The manifest of a run's backup, or empty when there is no backup.
     *
     * @throws SternaException (REFUSED) when the file is not a manifest of this version
     */
    public static Optional<Manifest> read(Workspace workspace) {
        return DOCUMENT.read(workspace, text -> JSON.readValue(text, Manifest.class));
    }

    /** Writes it in the place of any that is there. */
    public static void write(Workspace workspace, Manifest manifest) {
        try {
            workspace.write(Manifest.FILE, JSON.writeValueAsString(manifest));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A manifest has a JSON form", impossible);
        }
    }
}
