/**
 * Writes a backup back: from its files, plan and what was kept of the source alone. It stands on {@code prepare} and {@code load},
 * which do the work as they do it for a run, in a directory and under an id of the restore's own. The source is never
 * reached.
 */
package dev.sterna.restore;
