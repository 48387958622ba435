package dev.sterna.model.schema;

import java.util.List;

/**
 * How a table is divided.
 *
 * @param method {@code range}, {@code list}, {@code hash}, {@code key}, {@code range columns}, {@code list columns},
 *     {@code linear hash}, {@code system_time} and so on, in lower case
 * @param columns empty when it is by an expression
 * @param expression in the engine's SQL, or null
 * @param parts in their order; of PostgreSQL the partitions are tables of their own and this is empty
 * @param sub how each part is divided again, or null
 * @param definition the engine's own clause
 */
public record Partitioning(
        String method, List<String> columns, String expression, List<Part> parts, Partitioning sub, String definition) {

    public Partitioning {
        columns = List.copyOf(columns);
        parts = List.copyOf(parts);
    }

    /**
     * A part that is no table.
     *
     * @param bound as the engine writes it: the upper limit of a range, the values of a list; null of a hash
     */
    public record Part(String name, String bound, List<String> subParts, String comment) {
        public Part {
            subParts = List.copyOf(subParts);
        }
    }
}
