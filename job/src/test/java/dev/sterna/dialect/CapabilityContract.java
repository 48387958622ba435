package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.RowChanges;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.dialect.server.Capability;
import dev.sterna.dialect.server.Server;
import dev.sterna.dialect.server.Snapshots;
import dev.sterna.digest.RowHash;
import dev.sterna.error.SternaException;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Side;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.schema.TableDefinition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is declared works, and what is not declared is really missing: both are tried. */
final class CapabilityContract {
    private final Fixture fixture;
    private final ContractEngine engine;

    CapabilityContract(Fixture fixture, ContractEngine engine) {
        this.fixture = fixture;
        this.engine = engine;
    }

    Server server() throws SQLException {
        return fixture.dialect.probe(fixture.target, fixture.endpoint);
    }

    void declaredIsThereAndNothingElse() throws SQLException {
        Set<Capability> declared = server().capabilities();
        assertThat(fixture.dialect.capabilities()).containsAll(declared);
        Set<Capability> found = EnumSet.noneOf(Capability.class);
        for (Capability capability : Capability.values()) {
            if (works(capability)) {
                found.add(capability);
            }
        }
        assertThat(found).isEqualTo(declared);
    }

    private boolean works(Capability capability) throws SQLException {
        return switch (capability) {
            case SHARED_SNAPSHOT -> sharesSnapshots();
            case FAST_ROW_HASH -> hashesFast();
            case STREAMED_LOAD -> streams();
            case KEYED_CHANGES -> changesByKey();
            case LOG_POSITION ->
                fixture.dialect.changeLog().position(fixture.target).isPresent();
            case FOLLOWS_LOG -> followsTheLog();
            case PAGE_RANGES -> readsPages();
            case DEFERRABLE_KEYS -> defersKeys();
            case LARGE_OBJECTS -> keepsLargeObjects();
            case SEARCH_PATH -> looksAround();
            case FORMER_ROWS -> takesFormerRows();
            case TRANSACTIONAL_DDL -> rollsCreationBack();
            case EMPTY_ROWS -> hasEmptyRows();
            case COUNTS_INDEX_USE -> new HealthContract(fixture).countsIndexUse();
            case COUNTS_DEAD_ROWS -> new HealthContract(fixture).countsDeadRows();
        };
    }

    private Table table(String name) throws SQLException {
        Table table = fixture.create(
                name,
                "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, t " + engine.columnType(new LogicalType.Text(20)) + ")");
        fixture.database.execute("INSERT INTO " + fixture.quoted(name) + " VALUES (1, 'a'), (2, 'b')");
        return table;
    }

    private String count(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + fixture.quoted(name))) {
            row.next();
            return row.getString(1);
        }
    }

    private boolean followsTheLog() throws SQLException {
        Table table = table("followed");
        try (LogRig rig = new LogRig(fixture, table)) {
            fixture.database.execute("DELETE FROM " + fixture.quoted("followed") + " WHERE id = 2");
            return LogRig.keys(rig.drain(), table).equals(Set.of(List.of("2")));
        } catch (SQLException | SternaException missing) {
            return false;
        }
    }

    /** Two connections that join the view see none of what was written after it was opened. */
    private boolean sharesSnapshots() throws SQLException {
        table("shared");
        try (Snapshots.Snapshot snapshot = fixture.dialect.snapshots().open(fixture.connector(Side.SOURCE))) {
            fixture.database.execute("INSERT INTO " + fixture.quoted("shared") + " VALUES (3, 'c')");
            boolean same = true;
            for (int i = 0; i < 2; i++) {
                try (Connection reader = fixture.connector(Side.SOURCE).open()) {
                    reader.setAutoCommit(false);
                    for (String sql : snapshot.join()) {
                        try (Statement statement = reader.createStatement()) {
                            statement.execute(sql);
                        }
                    }
                    same &= count(reader, "shared").equals("2");
                    reader.rollback();
                }
            }
            assertThat(snapshot.shared()).isEqualTo(same);
            return same;
        }
    }

    private boolean hashesFast() throws SQLException {
        Table table = table("hashed");
        RowSet rows = fixture.rows(table, List.of("id"), ValueConversions.NONE);
        List<LogicalType> types =
                table.storedColumns().stream().map(column -> column.type()).toList();
        Set<RowHash> hashes = server().hashes();
        for (RowHash hash : RowHash.values()) {
            boolean right;
            try {
                right = fixture.row(fixture.dialect.digests().digest(rows, hash))
                        .equals(List.of(
                                "2",
                                "2",
                                Fixture.digester(hash, types, List.of(List.of("1", "a"), List.of("2", "b")))
                                        .digest()
                                        .sum()
                                        .toString()));
            } catch (SQLException | IllegalArgumentException missing) {
                right = false;
            }
            assertThat(right).as(hash.name()).isEqualTo(hashes.contains(hash));
        }
        return hashes.stream().anyMatch(hash -> hash != RowHash.MD5_60);
    }

    private boolean streams() throws SQLException {
        Table table = table("streamed");
        List<BulkLoad.Incoming> columns = table.storedColumns().stream()
                .map(column -> new BulkLoad.Incoming(column, column.type()))
                .toList();
        BulkLoad.Plan plan = fixture.dialect.bulk().plan(fixture.target, table, columns);
        fixture.load(table, List.of(ListedRow.ofStaged(3L, new byte[] {'c'})));
        fixture.target.setAutoCommit(true);
        assertThat(count(fixture.target, "streamed")).isEqualTo("3");
        assertThat(plan.method().equals("insert")).isEqualTo(plan.slowBecause() != null);
        return plan.slowBecause() == null;
    }

    private boolean changesByKey() throws SQLException {
        Table table = table("changed");
        try {
            new RowChangesContract(fixture, engine)
                    .change(table, List.of("id"), List.of(List.of("1")), List.of(List.of("2", "B")));
        } catch (SQLException missing) {
            return false;
        }
        return fixture.select(table, new Slice.Whole(), ValueConversions.NONE).equals(List.of(List.of("2", "B")));
    }

    private boolean readsPages() throws SQLException {
        Table table = table("paged");
        try {
            return fixture.select(table, new Slice.PageRange(0, -1), ValueConversions.NONE)
                            .size()
                    == 2;
        } catch (IllegalArgumentException missing) {
            return false;
        }
    }

    private boolean defersKeys() throws SQLException {
        fixture.target.setAutoCommit(false);
        try (Statement statement = fixture.target.createStatement()) {
            String name = fixture.quoted("deferred");
            statement.execute("CREATE TABLE " + name + " (id int NOT NULL, UNIQUE (id) DEFERRABLE INITIALLY DEFERRED)");
            statement.execute("INSERT INTO " + name + " VALUES (1)");
            statement.execute("INSERT INTO " + name + " VALUES (1)");
            statement.execute("DELETE FROM " + name);
            fixture.target.commit();
            return true;
        } catch (SQLException missing) {
            return false;
        } finally {
            fixture.target.rollback();
            fixture.target.setAutoCommit(true);
        }
    }

    private boolean keepsLargeObjects() throws SQLException {
        try (Statement statement = fixture.target.createStatement()) {
            statement.execute("SELECT lo_create(4242)");
            boolean told =
                    fixture.dialect.schemas().outsideTables(fixture.target).isPresent();
            statement.execute("SELECT lo_unlink(4242)");
            return told;
        } catch (SQLException missing) {
            return false;
        }
    }

    /** A row that was none before now, and one that is, arrive as what they were. */
    private boolean takesFormerRows() throws SQLException {
        try (Statement statement = fixture.target.createStatement()) {
            statement.execute("CREATE TABLE " + fixture.quoted("former")
                    + " (id int NOT NULL PRIMARY KEY) WITH SYSTEM VERSIONING");
        } catch (SQLException missing) {
            return false;
        }
        Table current = fixture.read("former");
        TableDefinition definition =
                fixture
                        .dialect
                        .schemas()
                        .tables(fixture.target, List.of(current.name().schema()))
                        .stream()
                        .filter(table -> table.name().equals(current.name()))
                        .findFirst()
                        .orElseThrow();
        Table table = fixture.dialect.schemas().withFormerRows(definition).orElseThrow();
        long micros = 1_600_000_000_000_000L;
        fixture.load(
                table,
                List.of(
                        ListedRow.ofStaged(1L, micros, micros + 1),
                        ListedRow.ofStaged(1L, micros + 1, micros + 2),
                        ListedRow.ofStaged(2L, micros, Integer.MAX_VALUE * 1_000_000L + 999_999)));
        fixture.target.setAutoCommit(true);
        assertThat(count(fixture.target, "former")).isEqualTo("1");
        assertThat(fixture.dialect.schemas().countFormerRows(fixture.target, table.name(), Duration.ofMinutes(1)))
                .isEqualTo(2);
        countsInTime(table);
        return fixture.select(table, new Slice.Whole(), ValueConversions.NONE)
                .contains(List.of("1", "2020-09-13 12:26:40", "2020-09-13 12:26:40.000001"));
    }

    /** Here it is a lock that it waits for, and not the number of rows. */
    private void countsInTime(Table table) throws SQLException {
        try (Connection counting = fixture.connector(Side.TARGET).open();
                Statement statement = fixture.target.createStatement()) {
            statement.execute("LOCK TABLES " + fixture.quoted("former") + " WRITE");
            try {
                assertThatThrownBy(() -> fixture.dialect
                                .schemas()
                                .countFormerRows(counting, table.name(), Duration.ofMillis(50)))
                        .isInstanceOf(SQLTimeoutException.class);
            } finally {
                statement.execute("UNLOCK TABLES");
            }
            assertThat(counting.isValid(1)).isTrue();
        }
    }

    /** A name is found in the second of two schemas. */
    private boolean looksAround() throws SQLException {
        Table table = table("looked_for");
        List<String> schemas = List.of("sterna_nowhere", table.name().schema());
        try (Connection connection = fixture.connector(Side.SOURCE).open();
                Statement statement = connection.createStatement()) {
            statement.execute(fixture.dialect.schemaDdl().useSchema(schemas));
            return statement.execute("SELECT 1 FROM " + fixture.dialect.sql().quote("looked_for"));
        } catch (SQLException missing) {
            return false;
        }
    }

    private boolean rollsCreationBack() throws SQLException {
        fixture.target.setAutoCommit(false);
        try (Statement statement = fixture.target.createStatement()) {
            statement.execute("CREATE TABLE " + fixture.quoted("rolled") + " (id int)");
        } finally {
            fixture.target.rollback();
            fixture.target.setAutoCommit(true);
        }
        return fixture.database
                .query("SELECT 1 FROM information_schema.tables WHERE table_name = 'rolled'")
                .isEmpty();
    }

    private boolean hasEmptyRows() throws SQLException {
        String name = fixture.quoted("without_columns");
        try (Statement statement = fixture.target.createStatement()) {
            statement.execute("CREATE TABLE " + name + " ()");
            statement.execute("INSERT INTO " + name + " DEFAULT VALUES");
            Table table = fixture.read("without_columns");
            return fixture.row(fixture.dialect
                            .digests()
                            .digest(fixture.rows(table, List.of(), ValueConversions.NONE), RowHash.MD5_60))
                    .get(0)
                    .equals("1");
        } catch (SQLException missing) {
            return false;
        }
    }

    /** A user who may not make temporary tables is not promised what needs them. */
    void narrowedByRights(String... grants) throws SQLException {
        Table table = table("narrowed");
        var reader = fixture.database.createUser(grants);
        var endpoint = Fixture.endpoint(fixture.database.jdbcUrl(), reader.user(), reader.password());
        try (Connection connection =
                fixture.dialect.connector(endpoint, Side.TARGET).open()) {
            assertThat(fixture.dialect.probe(connection, endpoint).has(Capability.KEYED_CHANGES))
                    .isFalse();
            List<BulkLoad.Incoming> columns = table.storedColumns().stream()
                    .map(column -> new BulkLoad.Incoming(column, column.type()))
                    .toList();
            RowChanges changes = fixture.dialect.rowChanges();
            RowChanges.Plan plan = changes.plan(fixture.target, table, columns, List.of("id"));
            assertThatThrownBy(() -> changes.open(connection, plan)).isInstanceOf(SQLException.class);
        }
    }
}
