package dev.sterna.model;

import java.io.Serializable;
import java.util.List;

/** A primary key, or a unique key over whole columns (no expression, no prefix, no predicate); columns in key order. */
public record Key(String name, List<String> columns) implements Serializable {
    public Key {
        columns = List.copyOf(columns);
    }
}
