/** Runs the end-to-end cases of {@code src/test/resources/cases}, which are data: their README says how to add one. */
package dev.sterna.cases;
