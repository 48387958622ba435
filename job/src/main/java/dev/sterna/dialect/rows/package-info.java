/**
 * Rows and values at the seam: the canonical text of a value, digests, splitting, bulk paths in, changes by key. What engines
 * share in writing them is here as plain classes; how an engine does it is in its own {@code rows}. Knows no {@code Dialect}.
 */
package dev.sterna.dialect.rows;
