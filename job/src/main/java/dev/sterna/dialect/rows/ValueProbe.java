package dev.sterna.dialect.rows;

import dev.sterna.model.Column;
import dev.sterna.model.Table;
import dev.sterna.model.TextFolding;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds values that will not arrive as they are, before anything is moved: the target says what it takes, the source looks. */
public interface ValueProbe {

    /** As the target: what its column does not take of the source's values. */
    List<ValueLimit> limits(Column source, Column target);

    /** Which different texts a unique key over a column of this engine takes for one. */
    TextFolding folding(Column column);

    /** Whether a column's collation may take texts for one of which {@link #folding} does not tell. */
    default boolean mayFold(Column column) {
        return false;
    }

    /**
     * As the source: the condition of values that break a limit.
     *
     * @return null when no value of the column can
     */
    String breaks(Column column, ValueLimit limit);

    /** As the source: the condition of present rows that refer to a row that is not there. */
    default String orphan(Table table, ForeignKey key) {
        return orphan(table, key, Map.of());
    }

    /**
     * The same, of those that refer to none that is there in other letters either.
     *
     * @param folded by columns of the key that are texts, which differences do not count
     */
    String orphan(Table table, ForeignKey key, Map<String, TextFolding> folded);

    /**
     * As the source: the condition of present rows that refer to a row which is there in other letters only, so that a foreign key of
     * the target holds no longer.
     *
     * @param seen by columns of the key that are texts, what the target does not tell apart
     */
    String otherSpelling(Table table, ForeignKey key, Map<String, TextFolding> seen);

    /**
     * As the target: what its index asks of values of a column that the source's did not.
     *
     * @param column of the source, which is in the index as a whole
     * @return null for nothing
     */
    ValueLimit indexed(Index source, Column column);

    /**
     * As the target: how many octets the values of its index may have together, where each of them may fit alone.
     *
     * @param columns of the source, all that are in the index, as a whole
     * @return null where all that there can be fit
     */
    Long indexedTogether(Index source, List<Column> columns);

    /** As the source: the condition of rows whose values have more octets together, and each of them alone has not. */
    String longerTogether(List<Column> columns, long octets);

    /**
     * As the source: the condition of texts that were written in another encoding than the column says.
     *
     * @return null where nobody can tell
     */
    String otherEncoding(Column column);

    /** As the source: queries that look at no more than so many rows, spread over the table where that costs little. */
    Sample sample(Connection connection, Look look, long rows) throws SQLException;

    /** As the source: the query that looks at every row once, and answers only with those that are suspect. */
    String all(Look look);

    /**
     * As the source: the query that finds values of a unique key which the target takes for one. A row a group: the
     * number of rows, then for each column the least and the greatest value as text.
     *
     * @param columns of the key, each with what the target makes of it
     * @param rows how many to look at; 0 for all
     */
    String collisions(Table table, List<FoldedColumn> columns, String where, long rows);

    /** As the source: the first rows of a query. */
    default String limited(String query, long rows) {
        return query + " LIMIT " + rows;
    }

    /**
     * What to look for. Answers have a text for each column of the key, a number for each suspicion, 1 where the row
     * fulfils it and else 0, and for each suspicion with a column that is to be shown its value as text.
     *
     * @param key columns by which a row is named; may be empty
     * @param where the user's condition, or null
     */
    record Look(Table table, List<Column> key, List<Suspicion> suspicions, String where) {
        public Look {
            key = List.copyOf(key);
            suspicions = List.copyOf(suspicions);
        }

        /** The condition of rows that are suspect of anything. */
        public String anySuspicion() {
            return suspicions.stream()
                    .map(suspicion -> "(" + suspicion.condition() + ")")
                    .collect(Collectors.joining(" OR ", "(", ")"));
        }
    }

    /**
     * A condition that no row should fulfil.
     *
     * @param shown the column whose value is to be shown, or null
     */
    record Suspicion(String condition, Column shown) {}

    /**
     * Queries that look at a part of a table.
     *
     * @param fromTheStart whether fewer rows than were wanted mean that there are no more
     */
    record Sample(List<String> queries, boolean fromTheStart) {
        public Sample {
            queries = List.copyOf(queries);
        }
    }

    /** A column of a key; the folding is none for what is no text. */
    record FoldedColumn(Column column, TextFolding folding) {}
}
