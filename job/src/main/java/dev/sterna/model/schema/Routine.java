package dev.sterna.model.schema;

import dev.sterna.model.TableName;
import java.util.Map;

/**
 * A function, procedure or aggregate.
 *
 * @param signature the name with argument types, which tells overloaded ones apart
 * @param definition the engine's own statement that creates it; null when this role may not see it
 * @param settings of the session that the definition is understood under, such as {@code sql_mode}
 */
public record Routine(
        TableName name,
        Kind kind,
        String signature,
        String language,
        String definition,
        String owner,
        String comment,
        Map<String, String> settings) {

    public Routine {
        settings = Map.copyOf(settings);
    }

    /** One that is understood alike in every session. */
    public Routine(
            TableName name,
            Kind kind,
            String signature,
            String language,
            String definition,
            String owner,
            String comment) {
        this(name, kind, signature, language, definition, owner, comment, Map.of());
    }

    /** What it is called as. */
    public enum Kind {
        FUNCTION,
        PROCEDURE,
        AGGREGATE,
        PACKAGE
    }

    /** The same of another owner, or with null of whoever makes it. */
    public Routine withOwner(String other) {
        return new Routine(name, kind, signature, language, definition, other, comment, settings);
    }

    /** The same by another statement. */
    public Routine withDefinition(String other) {
        return new Routine(name, kind, signature, language, other, owner, comment, settings);
    }
}
