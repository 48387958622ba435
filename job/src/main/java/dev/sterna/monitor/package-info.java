/**
 * The step {@code monitor}: how the target is doing beside the source, what is to be done about it, and how that went over the calls. What
 * an engine counts is its dialect's; here is what is told of it.
 */
package dev.sterna.monitor;
