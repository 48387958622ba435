/** The step {@code sync}: rounds of comparing and of bringing what differs, until nothing does. */
package dev.sterna.sync;
