/**
 * The entry point: the grammar, the list of commands, the pipeline. Steps are known to the list alone, and there by what
 * they say of themselves. Nothing else may use this package except the launcher.
 */
package dev.sterna.app;
