package dev.sterna.model.schema;

/** An exclusion constraint or a key WITHOUT OVERLAPS, which is one, as the engine writes it after the name: {@code EXCLUDE USING gist (...)}. */
public record Exclusion(String name, String sql, Deferral deferral, String comment) {}
