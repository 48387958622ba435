/** What every step works with: the step's contract, the context of a run, its workspace and events. */
package dev.sterna.step;
