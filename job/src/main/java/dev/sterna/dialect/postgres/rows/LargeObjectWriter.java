package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.postgres.sql.LargeObjects;
import dev.sterna.dialect.rows.BulkWriter;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.dialect.rows.Traffic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Large objects out of their pieces. The first piece of an object creates it, under its number; pieces come in their order. */
final class LargeObjectWriter implements BulkWriter {
    private static final int MOST_OCTETS = 4 * LargeObjects.PIECE_OCTETS;
    private static final int MOST_PIECES = 1000;

    private static final String CREATE = "SELECT pg_catalog.lo_create(n) FROM pg_catalog.unnest(?::oid[]) n";
    /** Of several arrays, only the bare name is taken for what makes rows of them. */
    private static final String PUT = "SELECT pg_catalog.lo_put(n, at, piece)"
            + " FROM unnest(?::oid[], ?::bigint[], ?::bytea[]) p (n, at, piece)";

    private final Connection connection;
    private final InterruptWatch watch;
    private final Traffic traffic = new Traffic();
    private final List<Long> created = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private final List<Long> places = new ArrayList<>();
    private final List<byte[]> pieces = new ArrayList<>();
    private int octets;
    private long rows;

    LargeObjectWriter(Connection connection) {
        this.connection = connection;
        this.watch = InterruptWatch.over(connection);
    }

    @Override
    public void write(StagedRow row) throws SQLException {
        long number = row.asLong(0);
        long piece = row.asLong(1);
        byte[] data = new byte[row.octets(2)];
        row.copyOctets(2, data, 0);
        if (piece == 0) {
            created.add(number);
        }
        if (data.length > 0) {
            numbers.add(number);
            places.add(piece * LargeObjects.PIECE_OCTETS);
            pieces.add(data);
            octets += data.length;
        }
        rows++;
        if (octets >= MOST_OCTETS || pieces.size() + created.size() >= MOST_PIECES) {
            flush();
        }
    }

    private void flush() throws SQLException {
        long since = System.nanoTime();
        int sent = octets;
        if (!created.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(CREATE)) {
                statement.setArray(1, connection.createArrayOf("int8", created.toArray()));
                drain(statement);
            } catch (SQLException failure) {
                // No refusal of a row: its other pieces would go into the object that is there.
                throw "23505".equals(failure.getSQLState())
                        ? new SQLException(
                                "The target has a large object of that number: " + failure.getMessage(),
                                "42710",
                                failure)
                        : failure;
            }
            created.clear();
        }
        if (!pieces.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(PUT)) {
                statement.setArray(1, connection.createArrayOf("int8", numbers.toArray()));
                statement.setArray(2, connection.createArrayOf("int8", places.toArray()));
                statement.setArray(3, connection.createArrayOf("bytea", pieces.toArray(byte[][]::new)));
                drain(statement);
            }
            numbers.clear();
            places.clear();
            pieces.clear();
            octets = 0;
        }
        traffic.sent(sent, since);
    }

    private static void drain(PreparedStatement statement) throws SQLException {
        try (ResultSet done = statement.executeQuery()) {
            while (done.next()) {
                // Each row is one call.
            }
        }
    }

    @Override
    public long finish() throws SQLException {
        flush();
        watch.close();
        return rows;
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public void close() {
        watch.close();
    }
}
