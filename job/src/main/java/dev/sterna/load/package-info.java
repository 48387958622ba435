/** Brings staged chunks into the target by its bulk path, each exactly once. */
package dev.sterna.load;
