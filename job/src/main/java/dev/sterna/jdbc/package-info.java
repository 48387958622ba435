/** Connections to databases and the statements sent over them; what to say to which engine is the dialects' business. */
package dev.sterna.jdbc;
