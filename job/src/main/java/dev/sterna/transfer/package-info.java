/**
 * Brings chunks of rows from a source to a sink as tasks of Spark, one a chunk. Nothing here knows of runs, plans or steps:
 * what it needs of them comes as records of its own.
 */
package dev.sterna.transfer;
