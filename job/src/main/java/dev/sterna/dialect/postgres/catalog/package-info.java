/**
 * Reads what exists in a database: the readers of tables and of whole schemas, with their queries as resources beside
 * them. Nothing here changes a database or decides what becomes of an object.
 */
package dev.sterna.dialect.postgres.catalog;
