package dev.sterna.assess;

import dev.sterna.assess.Assessment.Estimate;
import dev.sterna.assess.Assessment.Speed;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.View;
import dev.sterna.migration.Migration;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Measures how fast the source gives its rows, and says how long all of them would take. */
final class SpeedProbe {
    private static final int TABLES = 3;
    private static final long ROWS = 5_000;
    private static final long FEW_ROWS = 1_000;

    /** Backup, load and diff each touch every row. */
    private static final int PASSES = 3;

    private final Migration migration;
    private final Consumer<Problem> warnings;

    SpeedProbe(Migration migration, Consumer<Problem> warnings) {
        this.migration = migration;
        this.warnings = warnings;
    }

    Estimate estimate(List<Table> tables) {
        List<Speed> probes = new ArrayList<>();
        List<Table> largest = tables.stream()
                .sorted(Comparator.comparingLong(Table::estimatedBytes).reversed())
                .limit(TABLES)
                .toList();
        try (Lane lane = migration.source().lane(View.PRESENT)) {
            for (Table table : largest) {
                try {
                    Speed speed = migration
                            .source()
                            .attempt(
                                    "measure how fast " + table.name() + " is read",
                                    table.name(),
                                    () -> measure(lane, table));
                    if (speed.rows() > 0) {
                        probes.add(speed);
                    }
                } catch (SternaException failure) {
                    warnings.accept(FailureWarning.of(failure));
                    rollback(lane, table);
                }
            }
        }
        return estimate(tables, probes);
    }

    private void rollback(Lane lane, Table table) {
        migration.source().attempt("read " + table.name(), table.name(), () -> {
            lane.connection().rollback();
            return null;
        });
    }

    private Speed measure(Lane lane, Table table) throws SQLException {
        var dialect = migration.source().dialect();
        String where = migration.settings().tables().where().get(table.name().toString());
        String query = dialect.valueProbe()
                .limited(dialect.sql().select(table, new Slice.Whole(), where, ValueConversions.NONE), ROWS);
        // The first query pays for the connection.
        lane.connection();
        long start = System.nanoTime();
        long[] sums = lane.query(query, dialect.sql().fetchSize(table), SpeedProbe::sums);
        double seconds = Math.max(1e-6, (System.nanoTime() - start) / 1e9);
        return new Speed(
                table.name().toString(),
                sums[0],
                sums[1],
                Math.round(seconds * 1e6) / 1e6,
                Math.round(sums[0] / seconds),
                Math.round(sums[1] / seconds));
    }

    /** Rows and octets; of texts the characters, which is near enough. */
    private static long[] sums(ResultSet rows) throws SQLException {
        int width = rows.getMetaData().getColumnCount();
        long[] sums = new long[2];
        while (rows.next()) {
            sums[0]++;
            for (int i = 1; i <= width; i++) {
                Object value = rows.getObject(i);
                sums[1] += value instanceof byte[] octets
                        ? octets.length
                        : value instanceof String text ? text.length() : value == null ? 0 : 8;
            }
        }
        return sums;
    }

    private Estimate estimate(List<Table> tables, List<Speed> probes) {
        long rows = tables.stream()
                .mapToLong(table -> Math.max(0, table.estimatedRows()))
                .sum();
        long bytes = tables.stream()
                .mapToLong(table -> Math.max(0, table.estimatedBytes()))
                .sum();
        List<String> assumptions = new ArrayList<>();
        assumptions.add("Rows and bytes are the source's own estimates"
                + (tables.stream().anyMatch(table -> table.estimatedRows() < 0)
                        ? "; of some tables it has none, and they count as empty"
                        : ""));
        long read = probes.stream().mapToLong(Speed::rows).sum();
        if (read == 0) {
            assumptions.add("There were no rows to measure with, so no time can be told");
            return new Estimate(probes, rows, bytes, null, null, assumptions);
        }
        double seconds = probes.stream().mapToDouble(Speed::seconds).sum();
        int connections = Math.min(
                migration.settings().source().maxConnections(),
                migration.settings().target().maxConnections());
        double alone = PASSES * rows * seconds / read;
        assumptions.add(String.format(
                Locale.ROOT,
                "Measured by reading %,d rows of the largest tables over one connection, in %.2f s, from a server that did"
                        + " what it does now; nothing was written",
                read,
                seconds));
        if (read < FEW_ROWS) {
            assumptions.add("So few rows say little: most of their time is that of a round trip");
        }
        assumptions.add("Every row is read, written and compared once, each as fast as it is read here: " + PASSES
                + " times the reading");
        assumptions.add("The shorter time is that of " + connections
                + " connections that all read at this speed, the longer that of one");
        assumptions.add("The target's speed, indexes and the network between are not measured");
        return new Estimate(
                probes,
                rows,
                bytes,
                Math.round(alone / connections * 10) / 10.0,
                Math.round(alone * 10) / 10.0,
                assumptions);
    }
}
