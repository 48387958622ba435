/**
 * What becomes in PostgreSQL of another engine's schema, with a rule for each decision. It reads nothing from a database
 * and writes statements only as parts of the objects that it returns.
 */
package dev.sterna.dialect.postgres.convert;
