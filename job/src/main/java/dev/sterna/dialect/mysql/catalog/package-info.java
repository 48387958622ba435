/** What the catalogues say of a schema. This room reads only: statements that make a schema are written in {@code ddl}. */
package dev.sterna.dialect.mysql.catalog;
