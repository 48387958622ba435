package dev.sterna.model.schema;

import dev.sterna.model.TableName;

/** A table that is a part of another, with its bound as the engine writes it ({@code FOR VALUES ...}, {@code DEFAULT}). */
public record Partition(TableName of, String bound) {}
