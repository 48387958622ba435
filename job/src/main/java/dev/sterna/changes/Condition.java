package dev.sterna.changes;

import dev.sterna.dialect.rows.RowSet;
import dev.sterna.model.Slice;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The user's condition on the rows of the side that is written: rows that do not fulfil it are none of the run's, so none of
 * them is changed, and none comes.
 */
final class Condition {
    private final ChangedTable table;
    private final RowSet inside;

    Condition(ChangedTable table) {
        this.table = table;
        this.inside = table.pair().target().withColumns(table.targetKey());
    }

    /** @throws OutsideCondition where a row of one of these keys does not fulfil it */
    void require(Connection target, List<List<String>> keys) throws SQLException {
        if (inside.where() == null || keys.isEmpty()) {
            return;
        }
        for (Slice.Keys part : table.target().dialect().sql().inStatements(new Slice.Keys(table.targetKey(), keys))) {
            RowSet chosen = inside.withSlice(part);
            if (count(target, chosen) != count(target, chosen.withWhere(null))) {
                throw new OutsideCondition();
            }
        }
    }

    private long count(Connection target, RowSet rows) throws SQLException {
        try (Statement statement = target.createStatement();
                ResultSet answer = statement.executeQuery(
                        table.target().dialect().digests().digest(rows, table.hash()))) {
            answer.next();
            return answer.getLong(1);
        }
    }
}
