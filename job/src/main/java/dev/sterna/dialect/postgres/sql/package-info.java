/**
 * How PostgreSQL writes SQL: names, literals and type names, and the expressions and queries that are read from it and
 * written for it. No statement that makes an object or reads a row is put together here, and no connection is known.
 */
package dev.sterna.dialect.postgres.sql;
