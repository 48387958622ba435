/** Creates the target's schema, the first half before the load and the second half after it. Nothing here needs Spark. */
package dev.sterna.prepare;
