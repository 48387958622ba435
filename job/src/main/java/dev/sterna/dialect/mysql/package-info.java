/**
 * MySQL and MariaDB: all that Sterna knows of them. This package holds the dialect alone, which the service loader finds and
 * which hands out what the rooms below make; nothing else of the engine is seen from outside. A room may use those before
 * it: {@code sql}, {@code server}, {@code log}, {@code catalog}, {@code ddl}, {@code rows}, {@code product}, {@code convert}. No room
 * knows the dialect.
 */
package dev.sterna.dialect.mysql;
