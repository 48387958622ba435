package dev.sterna.model.schema;

import java.util.List;

/**
 * A source's schema after its conversion to the target's engine.
 *
 * @param schema what the target is to have
 * @param verdicts one or more on every object of the source
 */
public record ConvertedSchema(Schema schema, List<Verdict> verdicts) {
    public ConvertedSchema {
        verdicts = List.copyOf(verdicts);
    }
}
