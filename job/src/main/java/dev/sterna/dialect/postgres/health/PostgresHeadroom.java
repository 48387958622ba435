package dev.sterna.dialect.postgres.health;

import dev.sterna.dialect.health.Headroom;
import dev.sterna.dialect.health.Headroom.Kind;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What sequences have left, by their own limit and by the column that takes their numbers, and how far transactions have counted. */
final class PostgresHeadroom {
    private static final String SEQUENCES = """
            SELECT n.nspname, s.relname, pg_catalog.format_type(q.seqtypid, NULL), q.seqmin, q.seqmax, q.seqincrement,
                   CASE WHEN pg_catalog.has_sequence_privilege(s.oid, 'USAGE, SELECT')
                        THEN pg_catalog.pg_sequence_last_value(s.oid) END,
                   tn.nspname, t.relname, a.attname, pg_catalog.format_type(a.atttypid, NULL), d.deptype,
                   pg_catalog.has_sequence_privilege(s.oid, 'SELECT') AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
              FROM pg_catalog.pg_sequence q
              JOIN pg_catalog.pg_class s ON s.oid = q.seqrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
              LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = s.oid
                    AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
              LEFT JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
              LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
              LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
             WHERE n.nspname = ANY (?::text[]) AND NOT q.seqcycle
             ORDER BY n.nspname, s.relname""";

    /** The server takes no writing any more when so many numbers are left. */
    private static final long LAST_TRANSACTIONS = 3_000_000;

    private PostgresHeadroom() {}

    static List<Headroom> read(Connection connection, List<TableName> tables, List<String> untold) throws SQLException {
        List<Headroom> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SEQUENCES)) {
            Object[] schemas = tables.stream().map(TableName::schema).distinct().toArray();
            statement.setArray(1, connection.createArrayOf("text", schemas));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    TableName owner =
                            row.getString(9) == null ? null : new TableName(row.getString(8), row.getString(9));
                    if (owner == null || tables.contains(owner)) {
                        counter(connection, row, owner, untold).ifPresent(found::add);
                    }
                }
            }
        }
        found.addAll(transactions(connection));
        return found;
    }

    /** Empty where this user may not know what the sequence has given. */
    private static Optional<Headroom> counter(
            Connection connection, ResultSet row, TableName owner, List<String> untold) throws SQLException {
        TableName sequence = new TableName(row.getString(1), row.getString(2));
        String type = row.getString(3);
        BigInteger least = number(row, 4);
        BigInteger greatest = number(row, 5);
        boolean down = row.getLong(6) < 0;
        BigInteger begin = down ? greatest : least;
        BigInteger last = number(row, 7);
        // Counted from where it begins, that included.
        BigInteger used = last == null ? null : last.subtract(begin).abs().add(BigInteger.ONE);
        if (used == null && row.getBoolean(13)) {
            used = next(connection, sequence).subtract(begin).abs();
        }
        if (used == null) {
            untold.add("what sequence " + sequence + " has left (GRANT SELECT ON SEQUENCE "
                    + Literals.qualified(sequence) + " TO the user would let it)");
            return Optional.empty();
        }
        String columnType = row.getString(11);
        BigInteger own = down ? least : greatest;
        BigInteger columns = end(columnType, down);
        BigInteger end = columns == null || own.abs().compareTo(columns.abs()) <= 0 ? own : columns;
        String column = row.getString(10);
        return Optional.of(new Headroom(
                Kind.COUNTER,
                owner,
                owner == null ? sequence.toString() : owner + "." + column,
                used,
                end.subtract(begin).abs().add(BigInteger.ONE),
                widen(
                        new Widening(sequence, type, own, end(type, down), down),
                        owner,
                        column,
                        columnType,
                        row.getString(12)),
                null));
    }

    /** Of one that has given no number since it was set, which may be far on. */
    private static BigInteger next(Connection connection, TableName sequence) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT last_value, is_called FROM " + Literals.qualified(sequence))) {
            row.next();
            BigInteger last = number(row, 1);
            return row.getBoolean(2) ? last.add(BigInteger.ONE) : last;
        }
    }

    /**
     * A sequence that is to count on.
     *
     * @param own limit
     * @param most limit that its type could have
     */
    private record Widening(TableName sequence, String type, BigInteger own, BigInteger most, boolean down) {
        String alter(String how) {
            return "ALTER SEQUENCE " + Literals.qualified(sequence) + " " + how;
        }
    }

    private static String widen(
            Widening sequence, TableName owner, String column, String columnType, String dependency) {
        List<String> statements = new ArrayList<>();
        boolean narrow = columnType != null && (columnType.equals("integer") || columnType.equals("smallint"));
        boolean identity = "i".equals(dependency);
        if (!sequence.type().equals("bigint") && !(narrow && identity)) {
            statements.add(sequence.alter("AS bigint"));
        }
        if (sequence.most() != null && !sequence.own().equals(sequence.most())) {
            statements.add(sequence.alter(sequence.down() ? "NO MINVALUE" : "NO MAXVALUE"));
        }
        if (narrow) {
            // Of an identity column the sequence goes along.
            statements.add("ALTER TABLE " + Literals.qualified(owner) + " ALTER COLUMN " + Literals.identifier(column)
                    + " TYPE bigint");
        }
        return statements.isEmpty() ? null : String.join("; ", statements);
    }

    /** The last number of a type; null for one without. */
    private static BigInteger end(String type, boolean down) {
        if (type == null) {
            return null;
        }
        return switch (type) {
            case "smallint" -> BigInteger.valueOf(down ? Short.MIN_VALUE : Short.MAX_VALUE);
            case "integer" -> BigInteger.valueOf(down ? Integer.MIN_VALUE : Integer.MAX_VALUE);
            case "bigint" -> BigInteger.valueOf(down ? Long.MIN_VALUE : Long.MAX_VALUE);
            default -> null;
        };
    }

    private static BigInteger number(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : new BigInteger(text);
    }

    /** Of this database; rows that were not frozen for so long stop the whole server. */
    private static List<Headroom> transactions(Connection connection) throws SQLException {
        BigInteger limit = BigInteger.valueOf(Integer.MAX_VALUE - LAST_TRANSACTIONS);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_catalog.age(datfrozenxid)::bigint, pg_catalog.mxid_age(datminmxid)::bigint"
                                + " FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()")) {
            row.next();
            return List.of(
                    transactions("transaction numbers", number(row, 1), limit),
                    transactions("numbers of shared row locks", number(row, 2), limit));
        }
    }

    private static Headroom transactions(String name, BigInteger used, BigInteger limit) {
        return new Headroom(Kind.TRANSACTIONS, null, name, used, limit, "VACUUM (FREEZE)", null);
    }
}
