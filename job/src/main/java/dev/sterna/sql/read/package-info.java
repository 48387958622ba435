/**
 * Reads SQL of an engine into trees, by lists of the parser's nodes, functions and aggregates that are understood. An
 * engine says by a {@link dev.sterna.sql.read.Reading} what its SQL means. No other package knows the parser.
 */
package dev.sterna.sql.read;
