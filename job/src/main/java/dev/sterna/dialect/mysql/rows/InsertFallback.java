package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.server.MySqlErrors;
import dev.sterna.dialect.mysql.sql.MySqlTypes;
import dev.sterna.dialect.mysql.sql.UnicodeGaps;
import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.dialect.rows.BulkLoad.Plan;
import dev.sterna.dialect.rows.BulkWriter;
import dev.sterna.dialect.rows.InsertWriter;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.dialect.rows.Traffic;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;

/**
 * Multi-row INSERT. Doubles go as texts: as a number without an exponent the server would take one for an exact
 * decimal, which has no negative zero.
 */
final class InsertFallback implements BulkWriter {
    private final InsertWriter writer;
    private final RealsAsText reals;
    private final Connection connection;
    private final EmptyLabels empty;

    InsertFallback(Connection connection, Plan plan) throws SQLException {
        this.connection = connection;
        this.empty = new EmptyLabels(plan.columns());
        if (empty.possible()) {
            // Any other value that does not fit is found by its warning.
            execute(MySqlRowCopies.LENIENT);
        }
        List<Incoming> columns =
                plan.columns().stream().map(InsertFallback::realAsText).toList();
        this.reals = new RealsAsText(
                plan.columns().stream().map(column -> Staged.of(column.type())).toArray(Staged[]::new),
                plan.columns().stream().map(column -> column.target().name()).toArray(String[]::new));
        this.writer = new InsertWriter(
                connection,
                plan.statement(),
                plan.columns().stream().map(InsertFallback::placeholder).toList(),
                columns,
                empty.possible() ? statement -> requireNothingElse() : InsertFallback::requireUnwarned);
    }

    @Override
    public void write(StagedRow row) throws SQLException {
        empty.send(row);
        reals.read(row);
        writer.write(reals);
    }

    @Override
    public long finish() throws SQLException {
        long inserted = writer.finish();
        if (empty.possible() && empty.isBeyond()) {
            throw new SQLException("The server changed a value", "22000");
        }
        return inserted;
    }

    @Override
    public Traffic traffic() {
        return writer.traffic();
    }

    @Override
    public void close() throws SQLException {
        writer.close();
        if (empty.possible() && !connection.isClosed()) {
            execute(MySqlRowCopies.AS_BEFORE);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void requireNothingElse() throws SQLException {
        EmptyLabels.Warning warning = empty.other(connection);
        if (warning != null) {
            throw new SQLException("The server changed a value" + warning.words(), "22000", warning.code());
        }
    }

    private static Incoming realAsText(Incoming column) {
        return column.type() instanceof LogicalType.Real
                ? new Incoming(column.target(), new LogicalType.Text(0))
                : column;
    }

    /** What becomes of a parameter. */
    static String placeholder(Incoming incoming) {
        LogicalType target = incoming.target().type();
        if (target instanceof LogicalType.Bit && Staged.of(incoming.type()) == Staged.TEXT) {
            return "CAST(CONV(?, 2, 10) AS UNSIGNED)";
        }
        if (UnicodeGaps.needsHelp(incoming.target())) {
            return UnicodeGaps.into(incoming.target(), "?");
        }
        boolean hex = target instanceof LogicalType.Opaque opaque && MySqlTypes.isShownInHex(opaque.nativeType());
        return hex ? "UNHEX(?)" : "?";
    }

    /** Strict mode refuses what does not fit, but a decimal that loses digits only gets a note. */
    private static void requireUnwarned(PreparedStatement statement) throws SQLException {
        SQLWarning warning = statement.getWarnings();
        if (warning != null) {
            throw new SQLException(
                    "The server changed a value: " + MySqlErrors.words(warning.getMessage()),
                    "22000",
                    warning.getErrorCode());
        }
    }

    /** A row whose floating point columns are texts. */
    private static final class RealsAsText implements StagedRow {
        private final Staged[] shapes;
        private final String[] names;
        private final byte[][] texts;
        private StagedRow row;

        RealsAsText(Staged[] shapes, String[] names) {
            this.shapes = shapes;
            this.names = names;
            this.texts = new byte[shapes.length][];
        }

        void read(StagedRow next) throws SQLException {
            row = next;
            for (int i = 0; i < shapes.length; i++) {
                texts[i] = next.isNull(i) ? null : text(next, i);
            }
        }

        /** A double as text; null of what goes as it is. */
        private byte[] text(StagedRow next, int column) throws SQLException {
            switch (shapes[column]) {
                case FLOAT, DOUBLE -> {
                    double value = next.asDouble(column);
                    LoadFields.requireFinite(value, names[column]);
                    return Double.toString(value).getBytes(StandardCharsets.US_ASCII);
                }
                case DATE -> LoadFields.requireDate(next.asLong(column), names[column]);
                case TIMESTAMP, INSTANT -> LoadFields.requireTimestamp(next.asLong(column), names[column]);
                case BOOL, INT, LONG, DECIMAL_LONG, DECIMAL_BIG, TEXT, BYTES -> {
                    // The server refuses what it cannot take.
                }
            }
            return null;
        }

        @Override
        public boolean isNull(int column) {
            return row.isNull(column);
        }

        @Override
        public long asLong(int column) {
            return row.asLong(column);
        }

        @Override
        public double asDouble(int column) {
            return row.asDouble(column);
        }

        @Override
        public BigInteger asUnscaled(int column) {
            return row.asUnscaled(column);
        }

        @Override
        public int octets(int column) {
            return texts[column] == null ? row.octets(column) : texts[column].length;
        }

        @Override
        public void copyOctets(int column, byte[] to, int offset) {
            if (texts[column] == null) {
                row.copyOctets(column, to, offset);
            } else {
                System.arraycopy(texts[column], 0, to, offset, texts[column].length);
            }
        }
    }
}
