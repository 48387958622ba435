/**
 * The write-ahead log, decoded: a publication of the keyed tables, a slot that holds the log back, and the reader of what the
 * server's own plug-in makes of it.
 */
package dev.sterna.dialect.postgres.log;
