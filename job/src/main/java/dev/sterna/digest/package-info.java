/**
 * The proof's arithmetic in Java: canonical text of a row, its hash, and their sum, exactly as the dialects make the
 * databases compute them. No Spark, no JDBC.
 */
package dev.sterna.digest;
