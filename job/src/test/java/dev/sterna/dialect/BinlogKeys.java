package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values of keys as they come in a binary log: as the rows have them that are read by a query. */
final class BinlogKeys {
    private record Key(String type, List<String> literals) {}

    private final Fixture fixture;
    private final List<Key> keys = new ArrayList<>();

    BinlogKeys(Fixture fixture) {
        this.fixture = fixture;
    }

    private void key(String type, String... literals) {
        keys.add(new Key(type, List.of(literals)));
    }

    /** What the log leaves out of such values, or turns round. */
    BinlogKeys shortened() {
        key(
                "uuid",
                "'123e4567-e89b-12d3-a456-426655440000'",
                "'00000000-0000-0000-0000-000000000000'",
                "'123e4567-e89b-42d3-a456-000000000000'",
                "'017f22e2-79b0-7cc3-98c4-dc0c0c07398f'",
                "'017f22e2-79b0-7cc3-98c4-dc0c0c073900'",
                "'1ec9414c-232a-6b00-b3c8-9e6bdeced846'",
                "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
                "'00000000-0000-1000-8000-00805f9b34fb'");
        key(
                "inet6",
                "'::'",
                "'::1'",
                "'1::'",
                "'2001:db8::'",
                "'::ffff:10.0.0.1'",
                "'::10.0.0.1'",
                "'1:0:2:0:0:3:4:5'",
                "'1:2:3:4:5:6:7:8'",
                "'fe80::1:0:0:2'");
        key("inet4", "'0.0.0.0'", "'255.0.0.0'");
        return this;
    }

    /** The least and the greatest of all types, and dates that are none. */
    BinlogKeys common() {
        key("date", "'0000-00-00'", "'2024-00-00'", "'2024-02-31'");
        key("datetime(2)", "'0000-00-00 00:00:00'", "'2024-01-00 12:00:00.25'");
        key("timestamp", "'0000-00-00 00:00:00'", "'2024-01-01 00:00:00'");
        key("time(1)", "'-838:59:58.9'", "'-00:00:00.1'", "'100:00:00'");
        key("time(3)", "'-838:59:58.999'", "'-00:00:00.01'");
        key("char(200) character set utf8mb4", "'x'", "REPEAT('\u20ac', 200)");
        key("year", "0", "1999");
        key("enum('a','b')", "''", "'b'");
        key("decimal(20,9)", "0", "-12345678901.000000001", "12345678901.5");
        key("bigint unsigned", "9223372036854775808", "0", "18446744073709551615");
        key("int unsigned", "4294967295", "0");
        key("mediumint unsigned", "16777215", "0");
        key("mediumint", "-8388608", "8388607");
        key("smallint unsigned", "65535");
        key("tinyint unsigned", "255");
        key("binary(4)", "X'61000000'", "X'00000000'", "X'61206200'");
        key("varbinary(4)", "X'61'", "X'6100'", "X''", "X'610000'");
        key("bit(64)", "b'0'", "b'" + "1".repeat(64) + "'");
        key("bit(9)", "b'100000000'", "b'1'");
        key("set('a','b','c d','e')", "''", "'a,c d'", "'e'");
        key("decimal(65,30)", "-12345678901234567890123456789012345.123456789012345678901234567890", "0.1");
        key("decimal(5,5)", "-0.00001", "0.99999", "0");
        key("time(6)", "'-838:59:59'", "'-00:00:00.000001'", "'00:00:00'");
        key("datetime(6)", "'1000-01-01 00:00:00.000001'", "'9999-12-31 23:59:59.999999'");
        key("timestamp(6)", "'1970-01-01 00:00:01.000001'", "'2038-01-19 03:14:07.999999'");
        key("char(6) character set latin1 collate latin1_bin", "'a'", "' a'", "'\u00e9 b'", "''");
        key("varchar(6) character set utf8mb4 collate utf8mb4_bin", "'a'", "' a '", "'\ud83d\udc26'");
        key("varchar(6) character set utf16", "'\u00e9'", "'\ud83d\udc26'", "'a'");
        key("varchar(6) character set sjis", "'\u8868'", "'\uff71'", "'a'");
        key("varchar(6) character set gbk", "'\u4e02'", "'a'");
        key(
                "enum('" + IntStream.range(0, 300).mapToObj(i -> "m" + i).collect(Collectors.joining("','")) + "')",
                "'m299'",
                "'m0'",
                "'m254'",
                "'m255'");
        key("float", "-1.5", "3.4e38", "1e-38");
        key("double", "-1.7976931348623157e308", "0.1");
        return this;
    }

    /** All of them, each as the key of a table, in one log. */
    void check() throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            tables.add(fixture.create(
                    "key" + i,
                    "CREATE TABLE %s (k " + keys.get(i).type().replace("%", "%%")
                            + " NOT NULL PRIMARY KEY, id int NULL)"));
        }
        try (LogRig rig = new LogRig(fixture, tables.toArray(Table[]::new));
                Connection connection = fixture.database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode = 'ALLOW_INVALID_DATES', SESSION time_zone = '+00:00'");
            for (int i = 0; i < keys.size(); i++) {
                statement.execute("INSERT INTO " + fixture.quoted("key" + i) + " (k) VALUES ("
                        + String.join("), (", keys.get(i).literals()) + ")");
            }
            var changes = rig.drain();
            for (int i = 0; i < keys.size(); i++) {
                List<List<String>> rows =
                        fixture.select(tables.get(i), new Slice.Whole(), ValueConversions.NONE).stream()
                                .map(row -> row.subList(0, 1))
                                .toList();
                assertThat(rows).hasSameSizeAs(keys.get(i).literals());
                assertThat(LogRig.keys(changes, tables.get(i)))
                        .as(keys.get(i).type())
                        .containsExactlyInAnyOrderElementsOf(rows);
            }
        }
    }
}
