/**
 * A schema under other names, in the same engine: walks the records of {@code model.schema} once for all engines, finds
 * what is left out with the tables that are, and asks the engine only for names and for the SQL inside an object. No SQL
 * is read or written here.
 */
package dev.sterna.dialect.rename;
