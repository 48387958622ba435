/** PostgreSQL: all that Sterna knows of it. Only the dialect itself is seen from outside, through the service loader. */
package dev.sterna.dialect.postgres;
