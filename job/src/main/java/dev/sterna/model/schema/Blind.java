package dev.sterna.model.schema;

/**
 * What this role may not see.
 *
 * @param what such as {@code the triggers of schema shop}
 * @param remedy what to grant, as a statement where there is one
 */
public record Blind(ObjectKind kind, String what, String remedy) {}
