/**
 * What can go wrong: every failure that a user can meet carries a category, an exit code and what to do about it.
 * Nothing here knows of databases or of Spark.
 */
package dev.sterna.error;
