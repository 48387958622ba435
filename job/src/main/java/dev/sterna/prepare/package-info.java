/** Creates the target schema. */
package dev.sterna.prepare;
