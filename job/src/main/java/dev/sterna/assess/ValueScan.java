package dev.sterna.assess;

import dev.sterna.assess.Assessment.TableScan;
import dev.sterna.assess.Assessment.ValueFinding;
import dev.sterna.assess.ValueChecks.KeyCheck;
import dev.sterna.assess.ValueChecks.ValueCheck;
import dev.sterna.config.ValuePolicy;
import dev.sterna.dialect.rows.Splitter;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.dialect.rows.ValueProbe.Look;
import dev.sterna.dialect.rows.ValueProbe.Sample;
import dev.sterna.jdbc.Lane;
import dev.sterna.migration.Database;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at the rows of one table: once, for everything that could be amiss, and once along each key that could collide. */
final class ValueScan {
    /** What a sample looks at: a table of long rows has fewer of them looked at, so that it takes no longer. */
    private static final Splitter.Goal SAMPLE = new Splitter.Goal(10_000, 64L << 20);

    private static final int MOST_KEYS = 5;
    private static final int FETCH = 1000;

    /** A query has a bound of columns; a table with hundreds of checks is looked at several times. */
    private static final int CHECKS_AT_ONCE = 500;

    private final Database source;
    private final ValueProbe probe;
    private final ValuePolicy policy;
    private final Depth depth;

    ValueScan(Database source, ValuePolicy policy, Depth depth) {
        this.source = source;
        this.probe = source.dialect().valueProbe();
        this.policy = policy;
        this.depth = depth;
    }

    /** What was looked at, and what was found. */
    record Outcome(TableScan scan, List<ValueFinding> findings) {}

    /**
     * Looks at a table. What the server refuses is told and not thrown, so that other tables are looked at; a connection
     * that is gone is a failure.
     */
    Outcome on(Lane lane, ValueChecks checks, String where) throws SQLException {
        long start = System.nanoTime();
        String name = checks.source().name().toString();
        if (checks.valueChecks().isEmpty() && checks.keys().isEmpty()) {
            return new Outcome(new TableScan(name, "none", 0L, 0, null), List.of());
        }
        Tally tally = new Tally();
        try {
            List<ValueCheck> all = checks.valueChecks();
            for (int from = 0; from < all.size(); from += CHECKS_AT_ONCE) {
                look(
                        lane,
                        checks.source(),
                        all.subList(from, Math.min(all.size(), from + CHECKS_AT_ONCE)),
                        where,
                        tally);
            }
            for (KeyCheck key : checks.keys()) {
                collide(lane, checks.source(), key, where, tally);
            }
        } catch (SQLException failure) {
            String state = failure.getSQLState() == null ? "" : failure.getSQLState();
            if (state.startsWith("08") || state.startsWith("57")) {
                throw failure;
            }
            lane.connection().rollback();
            String why = source.explain(
                            failure,
                            "look at the values of " + name,
                            checks.source().name())
                    .getMessage();
            return new Outcome(new TableScan(name, "none", 0L, seconds(start), why), List.of());
        }
        String scope = tally.partial ? "sample" : "all";
        return new Outcome(new TableScan(name, scope, tally.rows, seconds(start), null), tally.findings);
    }

    private static double seconds(long start) {
        return Math.round((System.nanoTime() - start) / 1e6) / 1e3;
    }

    /** What is known so far of a table. */
    private static final class Tally {
        private final List<ValueFinding> findings = new ArrayList<>();
        private Long rows = 0L;
        private boolean partial;
    }

    private void look(Lane lane, Table table, List<ValueCheck> valueChecks, String where, Tally tally)
            throws SQLException {
        List<Column> key = table.namingColumns();
        Look look = new Look(
                table, key, valueChecks.stream().map(ValueCheck::suspicion).toList(), where);
        Hits hits = new Hits(key, valueChecks);
        boolean exact;
        if (depth.rows() == Depth.Rows.ALL) {
            lane.query(probe.all(look), FETCH, hits::take);
            exact = true;
            tally.rows = null;
        } else {
            long most = SAMPLE.rowsFor(table);
            Sample sample = probe.sample(lane.connection(), look, most);
            long seen = 0;
            for (String query : sample.queries()) {
                seen += lane.query(query, FETCH, hits::take);
            }
            exact = sample.fromTheStart() && seen < most;
            tally.rows = seen;
        }
        tally.partial |= !exact;
        for (int i = 0; i < valueChecks.size(); i++) {
            if (hits.counts[i] > 0) {
                tally.findings.add(finding(table, valueChecks.get(i), hits, i, exact));
            }
        }
    }

    private ValueFinding finding(Table table, ValueCheck check, Hits hits, int at, boolean exact) {
        return new ValueFinding(
                table.name().toString(),
                check.columns(),
                check.kind().label(),
                hits.counts[at],
                exact,
                hits.keys.get(at),
                check.suspicion().shown() == null ? null : hits.values.get(at),
                check.kind().becomes(policy),
                check.kind().remedy(policy, table.name() + "." + check.columns().get(0)));
    }

    /** Counts the rows of answers for each check. */
    private static final class Hits {
        private final List<Column> key;
        private final List<ValueCheck> valueChecks;
        private final long[] counts;
        private final List<List<Map<String, String>>> keys = new ArrayList<>();
        private final List<List<String>> values = new ArrayList<>();

        Hits(List<Column> key, List<ValueCheck> valueChecks) {
            this.key = key;
            this.valueChecks = valueChecks;
            this.counts = new long[valueChecks.size()];
            valueChecks.forEach(check -> {
                keys.add(new ArrayList<>());
                values.add(new ArrayList<>());
            });
        }

        /** Returns how many rows there were. */
        long take(ResultSet rows) throws SQLException {
            long seen = 0;
            while (rows.next()) {
                seen++;
                int shownAt = key.size() + valueChecks.size();
                for (int i = 0; i < valueChecks.size(); i++) {
                    boolean shown = valueChecks.get(i).suspicion().shown() != null;
                    shownAt += shown ? 1 : 0;
                    if (rows.getInt(key.size() + i + 1) == 1) {
                        counts[i]++;
                        if (counts[i] <= MOST_KEYS) {
                            note(rows, i, shown ? shownAt : 0);
                        }
                    }
                }
            }
            return seen;
        }

        private void note(ResultSet rows, int check, int shownAt) throws SQLException {
            if (!key.isEmpty()) {
                Map<String, String> name = new LinkedHashMap<>();
                for (int k = 0; k < key.size(); k++) {
                    name.put(key.get(k).name(), rows.getString(k + 1));
                }
                keys.get(check).add(name);
            }
            if (shownAt > 0) {
                values.get(check).add(rows.getString(shownAt));
            }
        }
    }

    private void collide(Lane lane, Table table, KeyCheck key, String where, Tally tally) throws SQLException {
        boolean all = depth.rows() == Depth.Rows.ALL;
        long most = SAMPLE.rowsFor(table);
        List<Map<String, String>> shown = new ArrayList<>();
        long[] count = {0};
        lane.query(probe.collisions(table, key.folded(), where, all ? 0 : most), FETCH, rows -> {
            while (rows.next()) {
                count[0] += rows.getLong(1);
                if (shown.size() < MOST_KEYS) {
                    shown.add(end(rows, key.columns(), 2));
                    shown.add(end(rows, key.columns(), 3));
                }
            }
            return null;
        });
        boolean exact = all || table.estimatedRows() >= 0 && table.estimatedRows() < most / 2;
        tally.partial |= !exact;
        if (count[0] > 0) {
            tally.findings.add(new ValueFinding(
                    table.name().toString(),
                    key.columns(),
                    FindingKind.COLLISION.label(),
                    count[0],
                    exact,
                    shown.stream().limit(MOST_KEYS).toList(),
                    null,
                    FindingKind.COLLISION.becomes(policy),
                    FindingKind.COLLISION.remedy(policy, null)));
        }
    }

    private static Map<String, String> end(ResultSet rows, List<String> columns, int first) throws SQLException {
        Map<String, String> key = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            key.put(columns.get(i), rows.getString(first + 2 * i));
        }
        return key;
    }
}
