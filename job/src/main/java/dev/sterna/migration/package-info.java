/**
 * The two databases of a migration and how they are asked; which tables go where, as what, and what becomes of everything
 * else that a schema has. Nothing here knows of runs, steps or Spark.
 */
package dev.sterna.migration;
