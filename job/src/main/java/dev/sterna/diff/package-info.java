/** Compares both sides by digests that each database computes itself, and narrows what differs down to rows. */
package dev.sterna.diff;
