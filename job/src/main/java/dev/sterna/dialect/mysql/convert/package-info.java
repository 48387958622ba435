/** Schemas of other engines in the terms of MySQL and MariaDB, and the rules by which they become so. */
package dev.sterna.dialect.mysql.convert;
