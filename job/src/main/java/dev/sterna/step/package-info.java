/** What every step works with: the step's contract, the context of a run, its workspace, events, progress and Spark. */
package dev.sterna.step;
