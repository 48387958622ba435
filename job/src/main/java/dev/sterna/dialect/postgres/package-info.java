/**
 * PostgreSQL: all that Sterna knows of it. Only the dialect itself is seen from outside, through the service loader. It
 * opens the rooms below, in this order; each uses only those before it: {@code sql}, {@code catalog}, {@code ddl},
 * {@code rows}, {@code convert}, {@code server}, {@code log}.
 */
package dev.sterna.dialect.postgres;
