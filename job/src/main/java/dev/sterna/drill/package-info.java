/** Restores a backup on trial, by {@code restore}, into schemas that are dropped again, and keeps what it has shown as a gate. */
package dev.sterna.drill;
