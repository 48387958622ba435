/**
 * Rules by which objects of one engine become objects of another: what a rule says of itself, and how its words are read
 * from the table beside the engine's enum of rules. Which rule an object falls under is decided by the engines.
 */
package dev.sterna.dialect.rules;
