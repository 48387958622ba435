/**
 * Rows of tables: how they are selected, hashed, counted, cut into chunks, copied and loaded, and the texts and octets
 * of their values. Nothing here makes an object that stays.
 */
package dev.sterna.dialect.postgres.rows;
