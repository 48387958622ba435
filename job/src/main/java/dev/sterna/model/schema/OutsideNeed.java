package dev.sterna.model.schema;

/**
 * Something that an object of some schemas needs of another schema.
 *
 * @param object in words, such as {@code table public.orders}
 * @param needs in words, such as {@code type shared.status}
 * @param schema of what is needed
 */
public record OutsideNeed(String object, String needs, String schema) {}
