/**
 * The words of a migration as values: tables, columns, logical types, chunks, digests. Records and sealed interfaces
 * only; no Spark, no JDBC, no engine.
 */
package dev.sterna.model;
