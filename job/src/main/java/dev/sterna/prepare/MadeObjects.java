package dev.sterna.prepare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sterna.migration.ObjectProperty.Nature;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.migration.SchemaComparison.Difference;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.step.JsonDocument;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The objects that a run has made, {@code prepare-result.json}: in which words the target told of them right after they
 * were made, where these are not ours. So an object that somebody changes later is told from one that the server only
 * writes down in another way. Objects are noted before they are made, so that those of a process that was killed are
 * known as its own.
 */
public final class MadeObjects {
    /** Where it lies in the workspace. */
    public static final String FILE = "prepare-result.json";

    private static final JsonDocument DOCUMENT = new JsonDocument(
            FILE, "damaged-prepare-result", "Delete the file: the objects in the target are compared without it then");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Workspace workspace;
    private final Set<ObjectName> begun;
    private final Set<Said> said;
    private final Set<ObjectName> tables;

    private MadeObjects(Workspace workspace, Document document) {
        this.workspace = workspace;
        this.begun = new HashSet<>(document.begun());
        this.said = new HashSet<>(document.said());
        this.tables = new HashSet<>(document.tables());
    }

    /** Those of a run; none when it has made nothing yet. */
    public static MadeObjects read(Workspace workspace) {
        return DOCUMENT.read(workspace, text -> JSON.readValue(text, Document.class))
                .map(document -> new MadeObjects(workspace, document))
                .orElseGet(() -> new MadeObjects(workspace, new Document(1, List.of(), List.of(), List.of())));
    }

    /** Compares with the target, where the run's own objects may look otherwise, as long as they look as when they were made. */
    SchemaComparison compare(Schema wanted, Schema present) {
        return SchemaComparison.of(
                wanted,
                present,
                (nature, object, property, want, is) ->
                        isBegun(object) || said.contains(new Said(object, property, want, is)));
    }

    /** The same, but only SQL may look otherwise. */
    public SchemaComparison compareStrictly(Schema wanted, Schema present) {
        return SchemaComparison.of(
                wanted,
                present,
                (nature, object, property, want, is) -> nature == Nature.EXPRESSION
                        && (isBegun(object) || said.contains(new Said(object, property, want, is))));
    }

    private boolean isBegun(ObjectName object) {
        return begun.contains(object) || begun.contains(SchemaComparison.owner(object));
    }

    /** Whether the run has made a table itself. */
    boolean hasMade(ObjectName table) {
        return tables.contains(table);
    }

    /** Notes what is about to be made. */
    void begin(List<ObjectName> objects) {
        if (begun.addAll(objects)) {
            write();
        }
    }

    /** Notes what the target says of what was begun, now that it is there. */
    void end(Schema wanted, Schema present) {
        for (Difference difference : SchemaComparison.of(wanted, present).differences()) {
            boolean there = difference.kind() == Difference.Kind.DIFFERENT
                    || difference.kind() == Difference.Kind.MISSING && !begun.contains(difference.object());
            if (there && difference.nature() != Nature.STATE && isBegun(difference.object())) {
                said.add(new Said(
                        difference.object(), difference.property(), difference.wanted(), difference.present()));
            }
        }
        Set<TableName> there =
                present.tables().stream().map(TableDefinition::name).collect(Collectors.toSet());
        begun.stream()
                .filter(object -> object.kind() == ObjectKind.TABLE)
                .filter(object -> there.contains(new TableName(object.schema(), object.name())))
                .forEach(tables::add);
        if (!begun.isEmpty()) {
            begun.clear();
            write();
        }
    }

    private void write() {
        try {
            workspace.write(
                    FILE,
                    JSON.writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(new Document(
                                            1, new ArrayList<>(begun), new ArrayList<>(said), new ArrayList<>(tables)))
                            + "\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Cannot write JSON", impossible);
        }
    }

    /** What the file holds. */
    record Document(int format, List<ObjectName> begun, List<Said> said, List<ObjectName> tables) {
        Document {
            tables = tables == null ? List.of() : List.copyOf(tables);
            begun = List.copyOf(begun);
            said = List.copyOf(said);
        }
    }

    /** How the server writes down what was wanted; {@code property} null of what is a part of another object there. */
    record Said(ObjectName object, String property, String wanted, String present) {}
}
