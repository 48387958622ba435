/** SQL expressions and queries as trees that no engine owns: what one dialect reads, another one writes. */
package dev.sterna.sql;
