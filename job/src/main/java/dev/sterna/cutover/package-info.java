/**
 * The step {@code cutover}: what has to be true before the target takes the place of the source, the time in which nobody writes to
 * either, and the way back. How a database is frozen is its dialect's; what is brought and proven in that time is {@code sync}'s.
 */
package dev.sterna.cutover;
