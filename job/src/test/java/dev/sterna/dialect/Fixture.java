package dev.sterna.dialect;

import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.BulkWriter;
import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.RealText;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.dialect.server.Server;
import dev.sterna.digest.RowDigester;
import dev.sterna.digest.RowHash;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Side;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A database of one test with the dialect's connections to it. */
public final class Fixture implements AutoCloseable {
    public final TestDatabase database;
    final Endpoint endpoint;
    public final Dialect dialect;
    public final Connection source;
    final Connection target;
    final Server server;
    final Set<RowHash> hashes;
    private final TargetTables tables;

    public Fixture(TestDatabase database) throws SQLException {
        this(database, Map.of());
    }

    public Fixture(TestDatabase database, Map<String, String> properties) throws SQLException {
        this.database = database;
        this.endpoint = new Endpoint(
                database.jdbcUrl(), database.user(), new Secret(database.password()), List.of(), 4, properties);
        this.dialect = Dialects.forUrl(database.jdbcUrl(), Side.SOURCE);
        this.source = connector(Side.SOURCE).open();
        this.target = connector(Side.TARGET).open();
        this.server = dialect.probe(source, endpoint);
        this.hashes = server.hashes();
        this.tables = new TargetTables(dialect, server, connector(Side.TARGET));
    }

    static Endpoint endpoint(String url, String user, String password) {
        return new Endpoint(url, user, new Secret(password), List.of(), 4, Map.of());
    }

    Connector connector(Side side) {
        return dialect.connector(endpoint, side);
    }

    /** Creates a table by a statement in which {@code %s} stands for its name, and reads its definition. */
    Table create(String name, String statement) throws SQLException {
        database.execute(String.format(statement, quoted(name)));
        return read(name);
    }

    Table read(String name) throws SQLException {
        List<String> schemas = dialect.defaultSchemas(source, endpoint);
        return dialect.schemas()
                .catalog(source, schemas)
                .find(new TableName(schemas.get(0), name))
                .orElseThrow(() -> new AssertionError("Not in the catalogue: " + name));
    }

    /** Makes tables here by the way that prepare goes. */
    TargetTables tables() {
        return tables;
    }

    String quoted(String name) throws SQLException {
        return dialect.sql()
                .quote(new TableName(dialect.defaultSchemas(source, endpoint).get(0), name));
    }

    /** Loads rows by the bulk path and commits. */
    long load(Table table, Iterable<? extends StagedRow> rows) throws SQLException {
        return load(table, table.storedColumns(), rows);
    }

    long load(Table table, List<Column> columns, Iterable<? extends StagedRow> rows) throws SQLException {
        return loadAs(
                table,
                columns.stream()
                        .map(column -> new BulkLoad.Incoming(column, column.type()))
                        .toList(),
                rows);
    }

    long loadAs(Table table, List<BulkLoad.Incoming> incoming, Iterable<? extends StagedRow> rows) throws SQLException {
        target.setAutoCommit(false);
        BulkLoad.Plan plan = dialect.bulk().plan(target, table, incoming);
        try (BulkWriter writer = dialect.bulk().open(target, plan)) {
            for (StagedRow row : rows) {
                writer.write(row);
            }
            long loaded = writer.finish();
            target.commit();
            return loaded;
        }
    }

    /** All rows of a slice as the source hands them over: canonical texts, bytes in hexadecimal digits. */
    List<List<String>> select(Table table, Slice slice, ValueConversions conversions) throws SQLException {
        List<List<String>> result = new ArrayList<>();
        source.setAutoCommit(false);
        try (Statement statement = source.createStatement()) {
            statement.setFetchSize(dialect.sql().fetchSize(table));
            try (ResultSet rows = statement.executeQuery(dialect.sql().select(table, slice, null, conversions))) {
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    List<Column> columns = table.storedColumns();
                    for (int i = 0; i < columns.size(); i++) {
                        row.add(wired(rows, i + 1, columns.get(i).type()));
                    }
                    result.add(row);
                }
            }
        } finally {
            source.setAutoCommit(true);
        }
        return result;
    }

    private static String wired(ResultSet rows, int index, LogicalType type) throws SQLException {
        String text = switch (type.wire()) {
            case LONG -> Long.toString(rows.getLong(index));
            case DOUBLE -> RealText.of(rows.getDouble(index));
            case TEXT -> rows.getString(index);
            case BYTES -> {
                byte[] bytes = rows.getBytes(index);
                yield bytes == null ? null : HexFormat.of().formatHex(bytes);
            }
        };
        return rows.wasNull() ? null : text;
    }

    /** The same rows in Java's own digest. */
    static RowDigester digester(RowHash hash, List<LogicalType> types, List<List<String>> rows) {
        RowDigester digester = new RowDigester(hash, types);
        for (List<String> row : rows) {
            for (int i = 0; i < types.size(); i++) {
                add(digester, types.get(i), row.get(i));
            }
            digester.endRow();
        }
        return digester;
    }

    private static void add(RowDigester digester, LogicalType type, String canonical) {
        if (canonical == null) {
            digester.addNull();
            return;
        }
        switch (type.wire()) {
            case LONG -> digester.addLong(Long.parseLong(canonical));
            case DOUBLE -> digester.addDouble(RealText.parse(canonical));
            case TEXT -> {
                byte[] octets = canonical.getBytes(StandardCharsets.UTF_8);
                digester.addOctets(octets, 0, octets.length);
            }
            case BYTES -> {
                byte[] octets = HexFormat.of().parseHex(canonical);
                digester.addOctets(octets, 0, octets.length);
            }
        }
    }

    /** Every row and column, compared by the logical types of the table itself. */
    RowSet rows(Table table, List<String> key, ValueConversions conversions) {
        return new RowSet(
                table,
                table.storedColumns().stream()
                        .map(column -> new CanonicalColumn(column, column.type()))
                        .toList(),
                key,
                new Slice.Whole(),
                null,
                conversions);
    }

    /** The only row of a query. */
    List<String> row(String sql) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new AssertionError("No row: " + sql);
            }
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                row.add(rows.getString(i));
            }
            return row;
        }
    }

    String value(String sql) throws SQLException {
        return row(sql).get(0);
    }

    @Override
    public void close() throws SQLException {
        source.close();
        target.close();
    }
}
