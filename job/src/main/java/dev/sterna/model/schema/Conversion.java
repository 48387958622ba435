package dev.sterna.model.schema;

import java.util.List;

/**
 * A source's schema in a target's terms.
 *
 * @param schema what is to be there
 * @param verdicts one or more on every object of the source
 */
public record Conversion(Schema schema, List<Verdict> verdicts) {
    public Conversion {
        verdicts = List.copyOf(verdicts);
    }
}
