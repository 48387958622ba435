/**
 * The step {@code decommission}: what has to be true before the source is retired, and how that goes on where it was killed. What is
 * done to a database is its dialect's; what is kept of the run is {@code evidence}'s.
 */
package dev.sterna.decommission;
