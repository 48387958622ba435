package dev.sterna.monitor;

import dev.sterna.config.MonitorSettings;
import dev.sterna.dialect.health.QueryPlan;
import dev.sterna.migration.Database;
import dev.sterna.validate.ReadOnlyWork;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Runs a query some times, in a transaction that can write nothing, and forgets its rows. */
final class QueryTimer {
    private static final int FETCHED = 1000;

    /** Less than this apart are two times the same. */
    private static final double NOISE_MS = 10;

    private final MonitorSettings settings;
    private final Patience patience;

    QueryTimer(MonitorSettings settings) {
        this.settings = settings;
        this.patience = Patience.of(settings);
    }

    /**
     * How a query was run.
     *
     * @param milliseconds median, from sending it to having read its last row; null where it took longer than it may
     * @param plan null where the server does not tell one
     */
    record Timed(Double milliseconds, QueryPlan plan) {}

    /** @throws dev.sterna.error.SternaException (of the side) when it fails */
    Timed time(Database database, String name, String sql) {
        return ReadOnlyWork.in(database, "run " + name, connection -> {
            long began = System.nanoTime();
            QueryPlan plan = null;
            try {
                plan = database.dialect().health().plan(connection, sql);
            } catch (SQLException failure) {
                if (patience.isOver(began, failure)) {
                    return new Timed(null, null);
                }
                // Not all that can be run is explained; what cannot be run fails again.
                connection.rollback();
            }
            List<Double> times = new ArrayList<>();
            for (long i = 0; i < settings.repeat(); i++) {
                Double time = once(connection, sql);
                if (time == null) {
                    return new Timed(null, plan);
                }
                times.add(time);
            }
            return new Timed(median(times), plan);
        });
    }

    private Double once(Connection connection, String sql) throws SQLException {
        long began = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED);
            statement.setQueryTimeout((int) patience.inSeconds().toSeconds());
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    if (patience.isOver(began)) {
                        return null;
                    }
                }
            }
            return (System.nanoTime() - began) / 1e6;
        } catch (SQLException failure) {
            if (patience.isOver(began, failure)) {
                return null;
            }
            throw failure;
        }
    }

    /** Whether a time is worth telling of. */
    boolean isSlower(double now, double before) {
        return now - before > NOISE_MS
                && BigDecimal.valueOf(now).compareTo(BigDecimal.valueOf(before).multiply(settings.slower())) > 0;
    }

    /** The middle one, or what is between the two that are. */
    static double median(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
