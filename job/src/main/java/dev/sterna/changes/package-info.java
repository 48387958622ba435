/**
 * Rows that changed, by key, and how they are brought to the target: a list says only which rows, they are read again from the
 * source by the ordinary path and brought as a set, each batch in one transaction with its row in the ledger. Rows of tables
 * without a key are brought by the number of their copies. Nothing here knows of plans, runs' directories or steps.
 */
package dev.sterna.changes;
