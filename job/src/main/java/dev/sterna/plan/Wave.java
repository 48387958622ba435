package dev.sterna.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Some tables of a phased migration, which go through all steps together.
 *
 * @param tables by the source's names
 * @param keys foreign keys between one of the tables and one of an earlier wave: they are made with this wave
 */
public record Wave(
        List<String> tables,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CrossingKey> keys) {
    public Wave {
        tables = List.copyOf(tables);
        keys = keys == null ? List.of() : List.copyOf(keys);
    }

    /**
     * A foreign key whose tables are in different waves.
     *
     * @param table whose it is, in the source
     * @param refersTo the other table
     */
    public record CrossingKey(String table, String name, String refersTo) {
        @Override
        public String toString() {
            return table + "." + name + " to " + refersTo;
        }
    }
}
