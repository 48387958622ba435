/** Run and chunk state in the target, written in the transaction of the rows that it speaks of. */
package dev.sterna.ledger;
