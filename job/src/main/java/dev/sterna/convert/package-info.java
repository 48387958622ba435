/** Which tables go where, as what, and what becomes of everything else that a schema has. */
package dev.sterna.convert;
