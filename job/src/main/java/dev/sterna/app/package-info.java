/** The entry point and the pipeline: the list of steps. Nothing else may use this package except the launcher. */
package dev.sterna.app;
