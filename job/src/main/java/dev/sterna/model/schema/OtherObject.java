package dev.sterna.model.schema;

/**
 * An object or setting that has no record of its own: owners and comments of objects whose records have no place for them,
 * storage of columns, rules, event triggers, foreign servers and tables, publications,
 * casts, operators, text search configurations, statistics objects, user-defined collations.
 *
 * @param what the engine's word for the kind
 * @param definition the engine's own statement or statements; null when there is none, or when it would hold a credential
 */
public record OtherObject(ObjectName name, String what, String definition) {}
