/**
 * The seam between the migration and the engines. A {@link dev.sterna.dialect.Dialect} is everything that we know about
 * one engine, and its subpackage is the only place where it is known; others see the interfaces here. Dialects do not
 * inherit from a general one: what they share is a plain class in one of
 * the rooms {@code server}, {@code log}, {@code health}, {@code rows}, {@code convert}, {@code rules} and {@code rename}.
 */
package dev.sterna.dialect;
