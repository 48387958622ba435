package dev.sterna.dialect.health;

import dev.sterna.model.TableName;

/**
 * A constraint that only new rows are held to.
 *
 * @param validate the statement that holds all rows to it
 */
public record InvalidConstraint(TableName table, String name, String validate) {}
