package dev.sterna.dialect.mysql.log;

import dev.sterna.model.Column;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.util.List;

/**
 * A table whose rows are looked for in the log, with what the catalogue knows of it: the log has no names of columns.
 *
 * @param columns names in the table's order, of all that the catalogue shows
 * @param hidden how many more the rows may have behind these
 * @param key in the order of the key
 * @param isMarker whether its rows are the markers of the run
 */
record LoggedTable(TableName name, List<String> columns, int hidden, List<Column> key, boolean isMarker)
        implements Serializable {}
