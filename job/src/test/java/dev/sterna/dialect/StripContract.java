package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.rows.KeyStrips;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice.KeyRange;
import dev.sterna.model.Table;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Digests by strips of the key say of each strip what the digest of its own range says. */
final class StripContract {
    private static final BigInteger LOWEST = BigInteger.valueOf(-1000);
    private static final BigInteger HIGHEST = new BigInteger("9223372036854775809");

    private final Fixture fixture;
    private final ContractEngine engine;

    StripContract(Fixture fixture, ContractEngine engine) {
        this.fixture = fixture;
        this.engine = engine;
    }

    void stripsAreTheirRanges() throws SQLException {
        String signed = engine.columnType(new LogicalType.Int(64, false));
        Table table = filled(
                "strips",
                signed,
                List.of(Long.toString(Long.MIN_VALUE), "-1000", "-7", "-1", "0", "1", "2", "3", "7", "8", "99", "100")
                        .toArray(String[]::new));
        assertStrips(table, range(List.of("-1000"), List.of("100")), 7);
        assertStrips(table, range(List.of("0"), List.of("100")), 100);
        assertStrips(table, range(List.of("-7"), List.of()), 3);
        assertStrips(table, range(List.of(), List.of("100")), 4);
        assertStrips(table, range(List.of(Long.toString(Long.MIN_VALUE)), List.of("100")), 5);
        Table wide = filled(
                "wide_strips",
                engine.columnType(new LogicalType.Int(64, true)),
                "0",
                "1",
                "9223372036854775807",
                "9223372036854775808",
                "18446744073709551614",
                "18446744073709551615");
        assertStrips(wide, range(List.of("1"), List.of("18446744073709551615")), 6);
        assertStrips(wide, range(List.of("9223372036854775808"), List.of()), 2);
        assertStrips(wide, range(List.of(), List.of("9223372036854775808")), 3);
    }

    void stripsOfSeveralColumnsKeepTheBounds() throws SQLException {
        Table table =
                fixture.create("pair_strips", "CREATE TABLE %s (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b))");
        try (Connection connection = fixture.database.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 100; i++) {
                statement.execute(
                        "INSERT INTO " + fixture.quoted("pair_strips") + " VALUES (" + i / 10 + ", " + i % 10 + ")");
            }
        }
        RowSet rows = fixture.rows(table, List.of("a", "b"), ValueConversions.NONE);
        KeyRange range = new KeyRange(List.of("a", "b"), List.of("2", "5"), List.of("7", "3"));
        for (int count = 2; count < 9; count++) {
            assertStrips(rows.withSlice(range), KeyStrips.of(range, count).orElseThrow());
        }
    }

    private static KeyRange range(List<String> lower, List<String> upper) {
        return new KeyRange(List.of("id"), lower, upper);
    }

    private Table filled(String name, String type, String... keys) throws SQLException {
        Table table = fixture.create(name, "CREATE TABLE %s (id " + type + " NOT NULL PRIMARY KEY)");
        try (Connection connection = fixture.database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO " + fixture.quoted(name) + " VALUES (" + String.join("), (", keys) + ")");
        }
        return table;
    }

    private void assertStrips(Table table, KeyRange range, int count) throws SQLException {
        KeyStrips strips = (KeyStrips.isBounded(range)
                        ? KeyStrips.of(range, count)
                        : KeyStrips.of(range, LOWEST, HIGHEST, count))
                .orElseThrow();
        assertStrips(fixture.rows(table, List.of("id"), ValueConversions.NONE).withSlice(range), strips);
    }

    private void assertStrips(RowSet rows, KeyStrips strips) throws SQLException {
        for (RowHash hash : fixture.hashes) {
            Map<Integer, List<String>> found = new TreeMap<>();
            long count = 0;
            try (Statement statement = fixture.source.createStatement();
                    var answer =
                            statement.executeQuery(fixture.dialect.digests().stripDigests(rows, hash, strips))) {
                while (answer.next()) {
                    found.put(answer.getInt(1), List.of(answer.getString(2), answer.getString(3), answer.getString(4)));
                    count += answer.getLong(2);
                }
            }
            assertThat(Long.toString(count))
                    .as("rows of %s", strips)
                    .isEqualTo(fixture.row(fixture.dialect.digests().digest(rows, hash))
                            .get(0));
            for (int strip = 0; strip < strips.count(); strip++) {
                List<String> own = fixture.row(
                        fixture.dialect.digests().digest(rows.withSlice(strips.slice(strip, strip + 1)), hash));
                assertThat(found.get(strip))
                        .as("strip %s of %s", strip, strips)
                        .isEqualTo(own.get(0).equals("0") ? null : own);
            }
        }
    }
}
