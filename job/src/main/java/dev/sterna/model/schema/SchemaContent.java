package dev.sterna.model.schema;

/**
 * How much a schema holds.
 *
 * @param tables whose rows are moved: a partitioned one counts once
 * @param others sequences, views, routines and types
 */
public record SchemaContent(String name, long tables, long others) {
    @Override
    public String toString() {
        return name + " (" + (tables == 0 ? "no tables" : tables == 1 ? "1 table" : tables + " tables") + ")";
    }
}
