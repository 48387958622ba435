package dev.sterna.plan;

import dev.sterna.dialect.rows.ValueConversion;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.dialect.rows.ValueProbe.Look;
import dev.sterna.dialect.rows.ValueProbe.Suspicion;
import dev.sterna.jdbc.Lane;
import dev.sterna.migration.Database;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import dev.sterna.step.TableReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the values of a table that its plan converts, in one scan of the source that answers with the rows concerned
 * alone.
 */
public final class LossCount {
    private static final int SAMPLE = 20;
    private static final int FETCH = 1000;

    private final List<Column> key;
    private final List<ValueConversion> conversions;
    private final long[] counts;
    private final List<List<Map<String, String>>> keys = new ArrayList<>();
    private final List<Map<String, Long>> values = new ArrayList<>();
    private long rows;

    private LossCount(List<Column> key, List<ValueConversion> conversions) {
        this.key = key;
        this.conversions = conversions;
        this.counts = new long[conversions.size()];
        conversions.forEach(conversion -> {
            keys.add(new ArrayList<>());
            values.add(new TreeMap<>());
        });
    }

    /** Asks the source, in the lane's view. The table has conversions: without any there is nothing to ask. */
    public static Losses of(TablePlan table, Database source, Lane lane) {
        Table from = table.source();
        ValueProbe probe = source.dialect().valueProbe();
        LossCount count =
                new LossCount(from.namingColumns(), table.conversions().list());
        List<Suspicion> suspicions = count.conversions.stream()
                .map(conversion -> new Suspicion(
                        probe.breaks(from.column(conversion.column()), conversion.limit()),
                        isTold(conversion) ? from.column(conversion.column()) : null))
                .toList();
        String query = probe.all(new Look(from, count.key, suspicions, table.where()));
        source.attempt(
                "count the losses of " + from.name(),
                from.name(),
                () -> lane.query(query, FETCH, answer -> {
                    while (answer.next()) {
                        count.take(answer);
                    }
                    return null;
                }));
        return count.losses(table);
    }

    /** Whether what is lost is told, which is no value of a row. */
    private static boolean isTold(ValueConversion conversion) {
        return conversion.becomes() == ValueConversion.Becomes.WITHOUT_SRID;
    }

    private Losses losses(TablePlan table) {
        List<Loss> found = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                found.add(new Loss(conversions.get(i), counts[i], keys.get(i), values.get(i)));
            }
        }
        return new Losses(table, rows, found);
    }

    /** Of the conversions of one column the first decides, as it does when the value is read. */
    private void take(ResultSet row) throws SQLException {
        rows++;
        int told = key.size() + counts.length;
        for (int i = 0; i < counts.length; i++) {
            told += isTold(conversions.get(i)) ? 1 : 0;
            if (row.getInt(key.size() + 1 + i) == 1 && !decided(row, i)) {
                counts[i]++;
                if (counts[i] <= SAMPLE) {
                    keys.get(i).add(name(row));
                }
                if (isTold(conversions.get(i))) {
                    Map<String, Long> lost = values.get(i);
                    String value = row.getString(told);
                    lost.merge(lost.containsKey(value) || lost.size() < SAMPLE ? value : "others", 1L, Long::sum);
                }
            }
        }
    }

    private boolean decided(ResultSet row, int conversion) throws SQLException {
        String column = conversions.get(conversion).column();
        for (int i = 0; i < conversion; i++) {
            if (conversions.get(i).column().equals(column) && row.getInt(key.size() + 1 + i) == 1) {
                return true;
            }
        }
        return false;
    }

    private Map<String, String> name(ResultSet row) throws SQLException {
        Map<String, String> name = new LinkedHashMap<>();
        for (int i = 0; i < key.size(); i++) {
            name.put(key.get(i).name(), row.getString(i + 1));
        }
        return name;
    }

    /**
     * The declared losses of a table.
     *
     * @param rows with at least one
     * @param found those that there are, by column in the table's order
     */
    public record Losses(TablePlan table, long rows, List<Loss> found) {
        public Losses {
            found = List.copyOf(found);
        }

        /** As a result shows them. */
        public List<TableReport.Loss> lines() {
            return found.stream().map(Loss::line).toList();
        }
    }

    /**
     * Values of a column that are converted.
     *
     * @param keys of some of their rows; nothing in them where the table has no key
     * @param lost how many of them lost what, where that is told
     */
    public record Loss(ValueConversion conversion, long count, List<Map<String, String>> keys, Map<String, Long> lost) {
        public Loss {
            keys = List.copyOf(keys);
            lost = Collections.unmodifiableMap(new TreeMap<>(lost));
        }

        TableReport.Loss line() {
            return new TableReport.Loss(
                    conversion.column(),
                    conversion.limit().kind().broken(),
                    conversion.becomes().name().toLowerCase(Locale.ROOT),
                    count);
        }
    }
}
