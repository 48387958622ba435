package dev.sterna.diff.selftest;

import dev.sterna.compare.TableComparer;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.rows.RowSet;
import java.util.List;

/**
 * Some rows of one table, copied to two scratch tables: one that stays as it is, and one for corruptions.
 *
 * @param name the source's table, or what stands for one
 * @param pair the rows and the copy for corruptions, as a diff compares them
 * @param pristine the copy that stays as it is
 * @param comparer of the two sides
 */
record Sample(String name, TablePair pair, RowSet pristine, TableComparer comparer) {
    /** In place of a table's name. */
    static final String FIXTURE = "fixture";

    /** As it stands in results. */
    String place(List<String> columns) {
        if (name.equals(FIXTURE) || columns.isEmpty()) {
            return name;
        }
        return columns.size() == 1 ? name + "." + columns.get(0) : name + " (" + String.join(", ", columns) + ")";
    }
}
