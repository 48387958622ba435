/**
 * Whether every value arrives as it was: tables of literals by type and engine, migrated between every pair of engines, and
 * compared by what each server itself says, over connections that Sterna has no part in. What is found is printed as
 * docs/fidelity.md. No class of the job is used here but through its command line.
 */
package dev.sterna.fidelity;
