/**
 * Statements that make, rename and finish the objects of a PostgreSQL schema. What another engine's objects become is
 * decided in {@code convert}; who executes the statements is not known here.
 */
package dev.sterna.dialect.postgres.ddl;
