package dev.sterna.model.schema;

import dev.sterna.model.TableName;
import java.util.Map;

/**
 * A job that the database runs by the clock.
 *
 * @param schedule such as {@code EVERY 1 HOUR STARTS '2024-01-01 00:00:00'}
 * @param definition the engine's own statement that creates it
 * @param settings of the session that the definition is understood under, such as {@code sql_mode}, {@code time_zone}
 */
public record Event(
        TableName name,
        String schedule,
        String definition,
        boolean enabled,
        String comment,
        Map<String, String> settings) {

    public Event {
        settings = Map.copyOf(settings);
    }

    /** One that is understood alike in every session. */
    public Event(TableName name, String schedule, String definition, boolean enabled, String comment) {
        this(name, schedule, definition, enabled, comment, Map.of());
    }

    /** The same by another statement. */
    public Event withDefinition(String other) {
        return new Event(name, schedule, other, enabled, comment, settings);
    }
}
