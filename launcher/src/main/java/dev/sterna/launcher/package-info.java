/**
 * The command line for a person: it adds to the job's own commands what needs more than the job's jar, namely the demo
 * with its embedded servers and the way to a cluster. No migration logic lives here.
 */
package dev.sterna.launcher;
