/** Chooses tables, order and chunks, and writes them down as {@code plan.json}, which the later steps execute exactly. */
package dev.sterna.plan;
