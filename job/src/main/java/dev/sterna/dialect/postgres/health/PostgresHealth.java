package dev.sterna.dialect.postgres.health;

import dev.sterna.dialect.health.Connections;
import dev.sterna.dialect.health.DatabaseHealth;
import dev.sterna.dialect.health.Health;
import dev.sterna.dialect.health.InvalidConstraint;
import dev.sterna.dialect.health.QueryPlan;
import dev.sterna.dialect.health.TableHealth;
import dev.sterna.dialect.health.TableHealth.Statistics;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The cumulative statistics of PostgreSQL: what they say of dead rows are counts and no look into the pages. */
public final class PostgresHealth implements DatabaseHealth {
    /** Each table with the partitions that it hands its rows to; {@code place} counts from 1. It waits for no lock. */
    static final String TABLES = """
            WITH RECURSIVE t AS (SELECT pg_catalog.to_regclass(n.name)::oid AS oid, n.place
                         FROM pg_catalog.unnest(?::text[]) WITH ORDINALITY n (name, place)),
                 p AS (SELECT place, oid AS top, oid FROM t WHERE oid IS NOT NULL
                       UNION SELECT p.place, p.top, h.inhrelid
                               FROM p
                               JOIN pg_catalog.pg_class c ON c.oid = p.oid AND c.relkind = 'p'
                               JOIN pg_catalog.pg_inherits h ON h.inhparent = p.oid)
            """;

    /** What somebody has locked for himself, or is about to, is told as it was when the server counted it: its files wait for him. */
    private static final String SIZES = TABLES + """
            , l AS MATERIALIZED (
                SELECT relation FROM pg_catalog.pg_locks
                 WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock'
                   AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))
            SELECT p.place,
                   CASE WHEN sum(s.n_live_tup) > 0 THEN sum(s.n_live_tup)
                        -- A partitioned table counts those of its partitions once more.
                        ELSE coalesce(sum(greatest(c.reltuples, 0)) FILTER (WHERE c.relkind <> 'p'), 0) END::bigint,
                   sum(s.n_dead_tup)::bigint,
                   sum(CASE WHEN h.held THEN (greatest(c.relpages, 0) + h.pages) * pg_catalog.current_setting('block_size')::bigint
                            ELSE pg_catalog.pg_total_relation_size(c.oid) END)::bigint,
                   sum(CASE WHEN h.held THEN h.pages * pg_catalog.current_setting('block_size')::bigint
                            ELSE pg_catalog.pg_indexes_size(c.oid) END)::bigint,
                   extract(epoch FROM max(greatest(s.last_analyze, s.last_autoanalyze)) FILTER (WHERE p.oid = p.top))::bigint,
                   sum(s.n_mod_since_analyze)::bigint,
                   pg_catalog.current_setting('track_counts'),
                   bool_or(p.oid = p.top AND EXISTS (
                       SELECT 1 FROM pg_catalog.pg_stats q WHERE q.schemaname = n.nspname AND q.tablename = c.relname)),
                   bool_or(h.held)
              FROM p
              JOIN pg_catalog.pg_class c ON c.oid = p.oid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = c.oid
              CROSS JOIN LATERAL (
                  SELECT c.oid IN (SELECT relation FROM l) OR c.reltoastrelid IN (SELECT relation FROM l)
                         OR coalesce(bool_or(x.oid IN (SELECT relation FROM l)), false) AS held,
                         coalesce(sum(greatest(x.relpages, 0)), 0) AS pages
                    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                   WHERE i.indrelid = c.oid) h
             GROUP BY p.place ORDER BY p.place""";

    private static final String INVALID = TABLES + """
            SELECT p.place, n.nspname, c.relname, k.conname
              FROM p
              JOIN pg_catalog.pg_constraint k ON k.conrelid = p.oid
              JOIN pg_catalog.pg_class c ON c.oid = p.oid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE k.contype IN ('c', 'f') AND NOT k.convalidated
               AND coalesce((pg_catalog.to_jsonb(k) ->> 'conenforced')::boolean, true)
             ORDER BY p.place, n.nspname, c.relname, k.conname""";

    /** Of sessions of others a user without rights sees neither kind nor state. */
    private static final String SESSIONS = """
            SELECT coalesce(state, 'not told'), count(*),
                   pg_catalog.current_setting('max_connections')::bigint
                   - pg_catalog.current_setting('superuser_reserved_connections')::bigint
                   - coalesce(pg_catalog.current_setting('reserved_connections', true)::bigint, 0)
              FROM pg_catalog.pg_stat_activity
             WHERE backend_type = 'client backend' OR backend_type IS NULL AND usesysid IS NOT NULL
             GROUP BY 1""";

    private static final String SINCE = "SELECT extract(epoch FROM stats_reset)::bigint"
            + " FROM pg_catalog.pg_stat_database WHERE datname = pg_catalog.current_database()";

    private static final Pattern ESTIMATES = Pattern.compile("\\s+\\(cost=[^)]*\\)");

    @Override
    public Health read(Connection connection, List<TableName> tables) throws SQLException {
        List<String> untold = new ArrayList<>();
        Connections connections = connections(connection);
        if (connections.states().containsKey("not told")) {
            untold.add("the state of other users' sessions (GRANT pg_read_all_stats TO the user would let it)");
        }
        return new Health(
                sizes(connection, tables, untold),
                PostgresIndexes.read(connection, tables),
                since(connection),
                invalid(connection, tables),
                PostgresHeadroom.read(connection, tables, untold),
                connections,
                untold);
    }

    /** A statement whose only parameter are these tables. */
    static PreparedStatement prepared(Connection connection, String sql, List<TableName> tables) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            String[] names = tables.stream().map(Literals::qualified).toArray(String[]::new);
            statement.setArray(1, connection.createArrayOf("text", names));
            return statement;
        } catch (SQLException failure) {
            statement.close();
            throw failure;
        }
    }

    private static List<TableHealth> sizes(Connection connection, List<TableName> tables, List<String> untold)
            throws SQLException {
        List<TableHealth> found = new ArrayList<>();
        boolean counts = true;
        try (PreparedStatement statement = prepared(connection, SIZES, tables);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                TableName name = tables.get(row.getInt(1) - 1);
                counts = row.getString(8).equals("on");
                if (row.getBoolean(10)) {
                    untold.add("the size of " + name
                            + ", which somebody has locked: told is what it was when it was last" + " analyzed");
                }
                Long made = number(row, 6);
                found.add(new TableHealth(
                        name,
                        row.getLong(2),
                        counts ? number(row, 3) : null,
                        row.getLong(4),
                        row.getLong(5),
                        null,
                        // There may be some though nobody knows of when: what counts has begun anew, or leaves out
                        // partitioned tables.
                        !counts || made == null && row.getBoolean(9)
                                ? null
                                : new Statistics(made == null ? null : Instant.ofEpochSecond(made), number(row, 7)),
                        "VACUUM (ANALYZE) " + Literals.qualified(name)));
            }
        }
        if (!counts) {
            untold.add("dead rows, the last ANALYZE, changes since it, and uses of indexes (track_counts is off)");
        }
        return found;
    }

    static Long number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    private static Instant since(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SINCE)) {
            Long reset = row.next() ? number(row, 1) : null;
            return reset == null ? null : Instant.ofEpochSecond(reset);
        }
    }

    private static List<InvalidConstraint> invalid(Connection connection, List<TableName> tables) throws SQLException {
        List<InvalidConstraint> found = new ArrayList<>();
        try (PreparedStatement statement = prepared(connection, INVALID, tables);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                TableName own = new TableName(row.getString(2), row.getString(3));
                found.add(new InvalidConstraint(
                        tables.get(row.getInt(1) - 1),
                        row.getString(4),
                        "ALTER TABLE " + Literals.qualified(own) + " VALIDATE CONSTRAINT "
                                + Literals.identifier(row.getString(4))));
            }
        }
        return found;
    }

    private static Connections connections(Connection connection) throws SQLException {
        Map<String, Long> states = new TreeMap<>();
        long open = 0;
        long limit = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SESSIONS)) {
            while (row.next()) {
                states.put(row.getString(1), row.getLong(2));
                open += row.getLong(2);
                limit = row.getLong(3);
            }
        }
        return new Connections(
                open, limit, states, "ALTER SYSTEM SET max_connections = " + 2 * limit, "restart the server then");
    }

    @Override
    public QueryPlan plan(Connection connection, String query) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN (FORMAT TEXT) " + query)) {
            while (row.next()) {
                text.append(row.getString(1)).append('\n');
            }
        }
        return new QueryPlan(text.toString(), ESTIMATES.matcher(text).replaceAll(""));
    }

    @Override
    public String analyzeStatement(TableName table) {
        return "ANALYZE " + Literals.qualified(table);
    }

    @Override
    public void analyze(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(analyzeStatement(table));
            for (SQLWarning said = statement.getWarnings(); said != null; said = said.getNextWarning()) {
                // Without the right the server only warns that it has left the table out.
                if ("01000".equals(said.getSQLState())) {
                    throw new SQLException(said.getMessage(), "42501");
                }
            }
        }
    }
}
