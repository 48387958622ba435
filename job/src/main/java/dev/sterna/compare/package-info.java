/**
 * Whether two tables hold the same rows: both databases hash theirs, what differs is narrowed down to rows and columns, and
 * each difference is handed to a sink. Nothing here knows of plans, backups or steps, or says what a difference means.
 */
package dev.sterna.compare;
