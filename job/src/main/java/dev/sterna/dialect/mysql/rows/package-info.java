/**
 * Values and rows: their canonical text, their digests, how they are found, cut into chunks, read and loaded. What a table
 * is made of is not decided here.
 */
package dev.sterna.dialect.mysql.rows;
