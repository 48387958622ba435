package dev.sterna.model.schema;

/** An extension of the server that a database uses. */
public record Extension(String name, String version, String schema) {}
