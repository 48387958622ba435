/** Chunks into a table by its bulk path, each in one transaction, and the rows that the table refuses. */
package dev.sterna.transfer.target;
