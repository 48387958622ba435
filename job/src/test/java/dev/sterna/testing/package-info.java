/** What the tests of every package stand on: real databases and a real Spark cluster, started once for all of them. */
package dev.sterna.testing;
