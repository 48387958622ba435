package dev.sterna.backup;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sterna.migration.Database;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.UserType;
import dev.sterna.plan.Plan;
import dev.sterna.step.JsonDocument;
import dev.sterna.step.Workspace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was in the source's schemas when its backup was taken: {@code backup/source.json}. With it a backup can be restored
 * as a whole when the source is gone; the rows alone are in its files.
 *
 * @param format version of this file's form, 1
 * @param planHash of the plan whose backup it belongs to
 * @param schemas that were read
 */
public record KeptSource(int format, String planHash, List<String> schemas, Schema schema) {
    /** Where it lies in the workspace. */
    public static final String FILE = "backup/source.json";

    private static final int FORMAT = 1;

    /** Records of a schema have methods whose names look like properties; their components alone are written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addMixIn(UserType.class, KindOfType.class)
            .build();

    private static final JsonDocument DOCUMENT = new JsonDocument(
            FILE,
            "source-unreadable",
            "Bring the file back as it was written, or take it away to restore rows and keys alone");

    public KeptSource {
        schemas = List.copyOf(schemas);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = UserType.Domain.class, name = "domain"),
        @JsonSubTypes.Type(value = UserType.Enumeration.class, name = "enum"),
        @JsonSubTypes.Type(value = UserType.Composite.class, name = "composite"),
        @JsonSubTypes.Type(value = UserType.Range.class, name = "range"),
    })
    private interface KindOfType {}

    /** Reads what is there now; what the user may not see is told in it. */
    static KeptSource read(Database source, Plan plan) {
        Set<String> schemas = new LinkedHashSet<>(source.schemas());
        plan.tables().forEach(table -> schemas.add(table.source().name().schema()));
        return new KeptSource(FORMAT, plan.hash(), source.schemas(), source.schema(List.copyOf(schemas)));
    }

    /**
     * What was kept with a run's backup; empty with one that an earlier version has taken.
     *
     * @throws dev.sterna.error.SternaException (REFUSED) when the file is not of this version
     */
    public static Optional<KeptSource> of(Workspace workspace) {
        return DOCUMENT.read(workspace, text -> {
            KeptSource kept = JSON.readValue(text, KeptSource.class);
            return kept.format() == FORMAT ? kept : null;
        });
    }

    /** As JSON, and from it. */
    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A schema has a JSON form", impossible);
        }
    }

    void write(Workspace workspace) {
        workspace.write(FILE, json());
    }
}
