/**
 * How a database is doing, by its own counters and statistics: sizes, dead rows, indexes, what is left of counters, sessions, and how the
 * server would run a query. What an engine does not count is null and not 0. Knows no {@code Dialect}.
 */
package dev.sterna.dialect.health;
