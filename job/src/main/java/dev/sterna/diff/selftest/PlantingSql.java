package dev.sterna.diff.selftest;

import dev.sterna.compare.HashedRow;
import dev.sterna.dialect.SqlText;
import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Statements that change single rows of a scratch table, which are told by their keys. */
final class PlantingSql {
    /** Instead of a value: NULL. */
    static final String NULL = null;

    private final SqlText sql;
    private final List<CanonicalColumn> columns;
    private final int[] key;
    private final String pristine;
    private final String work;

    /** @param key places of the key among the columns */
    PlantingSql(SqlText sql, List<CanonicalColumn> columns, int[] key, TableName pristine, TableName work) {
        this.sql = sql;
        this.columns = columns;
        this.key = key.clone();
        this.pristine = sql.quote(pristine);
        this.work = sql.quote(work);
    }

    /** @param values canonical texts by the places of their columns, or {@link #NULL} */
    String update(HashedRow row, Map<Integer, String> values) {
        List<String> settings = new ArrayList<>();
        values.forEach((place, text) -> settings.add(name(place) + " = " + literal(place, text)));
        return "UPDATE " + work + " SET " + String.join(", ", settings) + where(row);
    }

    String delete(HashedRow row) {
        return "DELETE FROM " + work + where(row);
    }

    /** Puts a row in once more as it was. */
    String insert(HashedRow row) {
        return insert(row, Map.of());
    }

    /** Puts a row in as it was, but with the key of another one. */
    String insert(HashedRow row, HashedRow keyOf) {
        Map<Integer, String> others = new HashMap<>();
        for (int place : key) {
            others.put(place, literal(place, keyOf.texts()[place]));
        }
        return insert(row, others);
    }

    /** @param others literals in the place of what the row has */
    private String insert(HashedRow row, Map<Integer, String> others) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int place = 0; place < columns.size(); place++) {
            names.add(name(place));
            values.add(others.getOrDefault(place, name(place)));
        }
        return "INSERT INTO " + work + " (" + String.join(", ", names) + ") SELECT " + String.join(", ", values)
                + " FROM " + pristine + where(row);
    }

    private String where(HashedRow row) {
        List<String> conditions = new ArrayList<>();
        for (int place : key) {
            conditions.add(name(place) + " = " + literal(place, row.texts()[place]));
        }
        return " WHERE " + String.join(" AND ", conditions);
    }

    private String name(int place) {
        return sql.quote(columns.get(place).column().name());
    }

    private String literal(int place, String text) {
        return text == null ? "NULL" : sql.literal(columns.get(place).column().type(), text);
    }
}
