package dev.sterna.diff;

import dev.sterna.error.SternaException;
import dev.sterna.step.CommandOption;
import dev.sterna.step.OptionValues;
import java.util.List;
import java.util.Optional;

/**
 * What is written of rows that differ.
 *
 * @param mostRows how many of a table are written into its file
 * @param values whether all values of theirs are, and not the key's alone
 * @param parquet whether they are written as Parquet too
 * @param sql the file that gets the statements which would mend the target; empty: none
 */
record RowOutput(long mostRows, boolean values, boolean parquet, Optional<String> sql) {
    /** All rows, by their keys. */
    static final RowOutput KEYS = new RowOutput(Long.MAX_VALUE, false, false, Optional.empty());

    static final CommandOption SQL = CommandOption.valued(
            "--sql",
            "FILE",
            "Writes the statements that would mend the target into a file of this machine, with the rows' values.");

    private static final CommandOption MAX_ROWS = CommandOption.valued(
            "--max-rows", "N", "Writes at most so many differing rows of a table into its file; all are counted.");
    private static final CommandOption PARQUET = CommandOption.flag(
            "--parquet", "Writes differing rows as a Parquet file of their table too, for programs.");
    private static final CommandOption SHOW_VALUES = CommandOption.flag(
            "--show-values", "Writes the values of differing rows into the table's file, and not their keys alone.");

    static List<CommandOption> options() {
        return List.of(MAX_ROWS, SHOW_VALUES, PARQUET, SQL);
    }

    /** @throws SternaException (USAGE) when a value means nothing */
    static RowOutput of(OptionValues own) {
        return new RowOutput(mostRows(own), own.has(SHOW_VALUES), own.has(PARQUET), own.value(SQL));
    }

    /** Whether a differing row of a table is written, its number being this. */
    boolean needs(long number) {
        return number <= mostRows || sql.isPresent();
    }

    private static long mostRows(OptionValues own) {
        try {
            long count = Long.parseLong(own.value(MAX_ROWS).orElse("" + Long.MAX_VALUE));
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException notOne) {
            // told below, with what is no count either
        }
        throw own.invalid(MAX_ROWS, "a number of rows");
    }
}
