package dev.sterna.dialect.server;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server counts and notes of the writes into a database, at one moment. Of two moments it tells whether there were any between.
 * Texts and numbers only, so that it can be kept.
 *
 * @param database which one it is, by what its server says of itself
 * @param since from when on the server has counted, ISO 8601 in UTC; empty where it does not tell, {@link #NOT_COUNTED} where it does not count
 * @param log where its log ended; empty where it keeps none or does not tell
 * @param logRests whether the log stays where it is as long as nobody writes, into this database or another of its server
 * @param tables by qualified name, all that the database has
 * @param sequences how far those count, by qualified name
 */
public record ActivityMarks(
        String database,
        String since,
        String log,
        boolean logRests,
        Map<String, Table> tables,
        Map<String, String> sequences)
        implements Serializable {

    /** Instead of {@code since}, where the server is set not to count. */
    public static final String NOT_COUNTED = "not counted";

    public ActivityMarks {
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        sequences = Collections.unmodifiableMap(new TreeMap<>(sequences));
    }

    /**
     * Of one table.
     *
     * @param counts that only grow, with every row that is written
     * @param made another one once the table was made anew, or emptied by that
     * @param written when it was written to last; null where nobody knows any more, or it was not
     */
    public record Table(List<Long> counts, String made, String written) implements Serializable {
        public Table {
            counts = List.copyOf(counts);
        }
    }
}
