package dev.sterna.dialect.rename;

import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import java.util.List;

/**
 * A schema under other names.
 *
 * @param unsure objects that are there, but hold SQL whose names could not all be seen through: by their old names
 * @param leftOut objects that are not there, by their old names
 */
public record Renamed(Schema schema, List<ObjectName> unsure, List<ObjectName> leftOut) {
    public Renamed {
        unsure = List.copyOf(unsure);
        leftOut = List.copyOf(leftOut);
    }
}
