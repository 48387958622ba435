package dev.sterna.model.schema;

import dev.sterna.model.TableName;
import java.util.Map;

/**
 * A trigger.
 *
 * @param timing {@code BEFORE}, {@code AFTER} or {@code INSTEAD OF}
 * @param events such as {@code INSERT OR UPDATE OF price}
 * @param body of an engine whose triggers have one, or the call of a function
 * @param definition the engine's own statement that creates it
 * @param settings of the session that the definition is understood under, such as {@code sql_mode}
 */
public record Trigger(
        TableName table,
        String name,
        String timing,
        String events,
        String body,
        String definition,
        boolean enabled,
        String comment,
        Map<String, String> settings) {

    public Trigger {
        settings = Map.copyOf(settings);
    }

    /** One that is understood alike in every session. */
    public Trigger(
            TableName table,
            String name,
            String timing,
            String events,
            String body,
            String definition,
            boolean enabled,
            String comment) {
        this(table, name, timing, events, body, definition, enabled, comment, Map.of());
    }

    /** The same by another statement. */
    public Trigger withDefinition(String other) {
        return new Trigger(table, name, timing, events, body, other, enabled, comment, settings);
    }
}
