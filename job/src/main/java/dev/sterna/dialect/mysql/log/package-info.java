/**
 * The binary log, followed as a replica does: the connection that it comes over, the events in it, and the keys of rows as
 * they stand there, which the catalogue is needed to read. The library gives connection and commands; its values of rows are
 * not used, because they have lost what the catalogue would restore.
 */
package dev.sterna.dialect.mysql.log;
