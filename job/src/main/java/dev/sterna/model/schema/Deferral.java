package dev.sterna.model.schema;

/** When a constraint is checked. */
public enum Deferral {
    NOT_DEFERRABLE,
    INITIALLY_IMMEDIATE,
    INITIALLY_DEFERRED
}
