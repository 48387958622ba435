/** How a PostgreSQL database is doing: its statistics views and its catalogue, read. */
package dev.sterna.dialect.postgres.health;
