/**
 * What every step works with: the step's contract, what it says of itself and what it reports, the context of a run, its
 * workspace and events. The results of all steps are here, because what the entry point and the report know of a step is
 * only this.
 */
package dev.sterna.step;
