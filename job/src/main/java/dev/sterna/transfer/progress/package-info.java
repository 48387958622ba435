/** Shows how far long work is, on a terminal or in a log, and writes amounts as people read them. Nothing here knows Spark. */
package dev.sterna.transfer.progress;
