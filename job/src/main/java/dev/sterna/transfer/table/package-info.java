/** Chunks of a table, each read by a query of its own. */
package dev.sterna.transfer.table;
