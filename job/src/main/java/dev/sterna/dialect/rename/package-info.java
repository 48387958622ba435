/**
 * A schema under other names, in the same engine: walks the records of {@code model.schema} once for all engines, finds
 * what is left out with the tables that are, and asks the engine only for names and for the SQL inside an object. SQL is
 * read here for one thing: to see that other names of columns are all that has changed in it.
 */
package dev.sterna.dialect.rename;
