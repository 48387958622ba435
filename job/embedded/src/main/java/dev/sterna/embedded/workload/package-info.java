/** An application that goes on writing to a source while it is followed. */
package dev.sterna.embedded.workload;
