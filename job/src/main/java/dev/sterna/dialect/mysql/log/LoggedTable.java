package dev.sterna.dialect.mysql.log;

import dev.sterna.model.Column;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.util.List;

/**
 * A table whose rows are looked for in the log, with what the catalogue knows of it: the log has no names of columns.
 *
 * @param columns names in the table's order, of all that the catalogue shows
 * @param hidden how many more the rows have behind these
 * @param timed whether the rows may have, further behind, the times from and until which they are what they are
 * @param key in the order of the key
 * @param isMarker whether its rows are the markers of the run
 */
record LoggedTable(TableName name, List<String> columns, int hidden, boolean timed, List<Column> key, boolean isMarker)
        implements Serializable {
    private static final int TIMES = 2;

    /** Whether rows of so many columns are those of the table as the catalogue has it. */
    boolean has(int count) {
        int shown = columns.size() + hidden;
        return count == shown || timed && count == shown + TIMES;
    }
}
