package dev.sterna.sync;

import dev.sterna.changes.ChangeList;
import dev.sterna.changes.ChangedTable;

/** Rows that are wrong on the side that is written, and what is brought of them. */
record Wrong(ChangedTable table, ChangeList list) {}
