/**
 * Reads what exists in a database: one reader of whole schemas, or of the tables in them alone, with its queries as resources
 * beside it. Nothing here changes a database or decides what becomes of an object.
 */
package dev.sterna.dialect.postgres.catalog;
