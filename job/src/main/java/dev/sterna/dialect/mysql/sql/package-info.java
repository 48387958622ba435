/**
 * SQL of MySQL and MariaDB: names, literals, types, and expressions and queries as they are read and written. Nothing here
 * asks a server, and nothing here knows what a statement is for.
 */
package dev.sterna.dialect.mysql.sql;
