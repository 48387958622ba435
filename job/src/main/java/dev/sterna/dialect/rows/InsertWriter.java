package dev.sterna.dialect.rows;

import dev.sterna.model.Staged;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows by prepared INSERTs of many rows each, for tables that have no bulk path. A batch ends by rows or by bytes,
 * whichever comes first; it is sent in statements of 1, 2, 4, ... rows, so that few are prepared. Texts of dates and
 * timestamps are bound as strings: placeholders say what becomes of them.
 */
public final class InsertWriter implements BulkWriter {
    private static final int BATCH_ROWS = 512;
    private static final long BATCH_OCTETS = 1L << 20;
    /** Where the engine has none it refuses the text. */
    private static final String NAN = "NaN";

    /** What both protocols can count; PostgreSQL's is the smaller. */
    private static final int MOST_PARAMETERS = 32_767;

    private final Connection connection;
    private final String head;
    private final String row;
    private final Staged[] shapes;
    private final int[] scales;
    private final AfterBatch afterBatch;
    private final int batchRows;
    private final PreparedStatement[] bySize;
    private final List<Object[]> pending = new ArrayList<>();
    private long pendingOctets;
    private long inserted;
    private final Traffic traffic = new Traffic();
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private byte[] octets = new byte[256];

    /**
     * @param head the statement up to and with {@code VALUES}
     * @param placeholders one expression per column with one question mark each
     * @param columns what comes, in the same order
     */
    public InsertWriter(
            Connection connection,
            String head,
            List<String> placeholders,
            List<BulkLoad.Incoming> columns,
            AfterBatch afterBatch) {
        this.connection = connection;
        this.head = head;
        this.row = "(" + String.join(", ", placeholders) + ")";
        this.shapes = columns.stream().map(column -> Staged.of(column.type())).toArray(Staged[]::new);
        this.scales =
                columns.stream().mapToInt(column -> Staged.scale(column.type())).toArray();
        this.afterBatch = afterBatch;
        this.batchRows =
                Integer.highestOneBit(Math.max(1, Math.min(BATCH_ROWS, MOST_PARAMETERS / Math.max(1, shapes.length))));
        this.bySize = new PreparedStatement[Integer.numberOfTrailingZeros(batchRows) + 1];
    }

    /** Looks at a statement that has just inserted rows, for instance at its warnings. */
    public interface AfterBatch {
        void check(PreparedStatement statement) throws SQLException;
    }

    @Override
    public void write(StagedRow staged) throws SQLException {
        Object[] values = new Object[shapes.length];
        for (int column = 0; column < shapes.length; column++) {
            pendingOctets += 16;
            if (!staged.isNull(column)) {
                values[column] = value(staged, column);
            }
        }
        pending.add(values);
        if (pending.size() >= batchRows || pendingOctets >= BATCH_OCTETS) {
            flush();
        }
    }

    @Override
    public long finish() throws SQLException {
        flush();
        close();
        return inserted;
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public void close() throws SQLException {
        pending.clear();
        SQLException first = null;
        for (int i = 0; i < bySize.length; i++) {
            PreparedStatement statement = bySize[i];
            bySize[i] = null;
            if (statement != null) {
                try {
                    statement.close();
                } catch (SQLException failure) {
                    if (first == null) {
                        first = failure;
                    }
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private Object value(StagedRow staged, int column) throws SQLException {
        return switch (shapes[column]) {
            case BOOL, INT, LONG -> staged.asLong(column);
            case FLOAT, DOUBLE -> staged.asDouble(column);
            case DECIMAL_LONG -> decimal(staged.asLong(column), scales[column]);
            case DECIMAL_BIG -> decimal(staged.asUnscaled(column), scales[column]);
            case DATE -> TemporalText.date(staged.asLong(column));
            case TIMESTAMP, INSTANT -> TemporalText.timestamp(staged.asLong(column));
            case TEXT -> {
                int length = staged.octets(column);
                pendingOctets += length;
                if (octets.length < length) {
                    octets = new byte[Math.max(length, octets.length * 2)];
                }
                staged.copyOctets(column, octets, 0);
                yield text(length);
            }
            case BYTES -> {
                byte[] own = new byte[staged.octets(column)];
                pendingOctets += own.length;
                staged.copyOctets(column, own, 0);
                yield own;
            }
        };
    }

    /** Refuses what is no UTF-8: a replacement character in its place would be a changed value. */
    private String text(int length) throws SQLException {
        try {
            return utf8.decode(ByteBuffer.wrap(octets, 0, length)).toString();
        } catch (CharacterCodingException malformed) {
            throw new SQLException("A text is not valid UTF-8", "22021", malformed);
        }
    }

    /** A number, or the text of what is none. */
    static Object decimal(long unscaled, int scale) {
        return unscaled == OddNumbers.NAN ? NAN : BigDecimal.valueOf(unscaled, scale);
    }

    /** A number, or the text of what is none. */
    static Object decimal(BigInteger unscaled, int scale) {
        return OddNumbers.isNan(unscaled) ? NAN : new BigDecimal(unscaled, scale);
    }

    private void flush() throws SQLException {
        long since = System.nanoTime();
        int at = 0;
        while (at < pending.size()) {
            int size = Integer.highestOneBit(pending.size() - at);
            PreparedStatement statement = statement(size);
            int parameter = 1;
            for (int i = 0; i < size; i++) {
                for (Object value : pending.get(at + i)) {
                    bind(statement, parameter, value, shapes[(parameter - 1) % shapes.length]);
                    parameter++;
                }
            }
            inserted += statement.executeUpdate();
            afterBatch.check(statement);
            statement.clearParameters();
            at += size;
        }
        pending.clear();
        traffic.sent(pendingOctets, since);
        pendingOctets = 0;
    }

    private PreparedStatement statement(int size) throws SQLException {
        int index = Integer.numberOfTrailingZeros(size);
        if (bySize[index] == null) {
            bySize[index] = connection.prepareStatement(head + " " + String.join(", ", Collections.nCopies(size, row)));
        }
        return bySize[index];
    }

    private static void bind(PreparedStatement statement, int parameter, Object value, Staged shape)
            throws SQLException {
        if (value == null) {
            statement.setNull(parameter, nullType(shape));
        } else if (value instanceof Long number) {
            statement.setLong(parameter, number);
        } else if (value instanceof Double number) {
            statement.setDouble(parameter, number);
        } else if (value instanceof BigDecimal number) {
            statement.setBigDecimal(parameter, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(parameter, bytes);
        } else {
            statement.setString(parameter, (String) value);
        }
    }

    /** The type that a value would have: a server that prepares by parameter types then keeps its plan. */
    private static int nullType(Staged shape) {
        return switch (shape) {
            case BOOL, INT, LONG -> java.sql.Types.BIGINT;
            case FLOAT, DOUBLE -> java.sql.Types.DOUBLE;
            case DECIMAL_LONG, DECIMAL_BIG -> java.sql.Types.NUMERIC;
            case BYTES -> java.sql.Types.BINARY;
            case TEXT, DATE, TIMESTAMP, INSTANT -> java.sql.Types.VARCHAR;
        };
    }
}
