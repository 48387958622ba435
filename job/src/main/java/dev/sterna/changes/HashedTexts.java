package dev.sterna.changes;

import dev.sterna.dialect.rows.RowSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The canonical texts of columns in an answer to {@link dev.sterna.dialect.rows.DigestSql#hashedRows}. */
final class HashedTexts {
    /** Behind the hashes of key and row. */
    private static final int FIRST = 3;

    private final ResultSet answer;
    private final List<String> names;

    /** @param rows that were asked for */
    HashedTexts(ResultSet answer, RowSet rows) {
        this.answer = answer;
        this.names =
                rows.columns().stream().map(column -> column.column().name()).toList();
    }

    /** Those of the row that the answer is at, in the order of these names; NULL as null. */
    List<String> of(List<String> columns) throws SQLException {
        List<String> texts = new ArrayList<>(columns.size());
        for (String column : columns) {
            texts.add(answer.getString(FIRST + names.indexOf(column)));
        }
        return texts;
    }
}
