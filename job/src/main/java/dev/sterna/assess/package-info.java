/**
 * What will become of a database before anything is moved: its servers, its objects, its values, and how long it takes.
 * Nothing here writes to a database.
 */
package dev.sterna.assess;
