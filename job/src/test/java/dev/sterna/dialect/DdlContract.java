package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.ContractEngine.TypeCase;
import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.RealText;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tables made here for tables of elsewhere hold the same values, as the digest sees them. */
final class DdlContract {
    private final Fixture fixture;
    private final ContractEngine engine;
    private final String foreign;

    /** @param foreign a product of another engine */
    DdlContract(Fixture fixture, ContractEngine engine, String foreign) {
        this.fixture = fixture;
        this.engine = engine;
        this.foreign = foreign;
    }

    private record Case(String name, LogicalType type, List<String> values) {
        Case(String name, LogicalType type, String... values) {
            this(name, type, List.of(values));
        }
    }

    private static List<Case> cases() {
        return List.of(
                new Case("tiny", new LogicalType.Int(8, false), "-128", "127"),
                new Case("small", new LogicalType.Int(16, true), "0", "65535"),
                new Case("medium", new LogicalType.Int(24, false), "-8388608", "8388607"),
                new Case("whole", new LogicalType.Int(32, true), "0", "4294967295"),
                new Case("big", new LogicalType.Int(64, false), "-9223372036854775808", "9223372036854775807"),
                new Case("huge", new LogicalType.Int(64, true), "0", "18446744073709551615"),
                new Case("yes", new LogicalType.Bool(), "0", "1"),
                new Case("money", new LogicalType.Decimal(15, 2), "-9999999999999.99", "0.00", "0.10"),
                new Case("precise", new LogicalType.Decimal(38, 10), "1234567890123456789012345678.0000000001"),
                new Case("free", new LogicalType.Numeric(), "0", "100", "-0.5", "12345678901234567890.000001"),
                new Case("single", new LogicalType.Real(32), RealText.of(0.1f), "-0", RealText.of(Float.MIN_VALUE)),
                new Case("real", new LogicalType.Real(64), RealText.of(0.1), "-0", RealText.of(-Double.MAX_VALUE)),
                new Case("code", new LogicalType.Char(300), "ab", "", "\u00e9"),
                new Case("short", new LogicalType.Text(20), "", "a ", "tab\t\\N'", "\ud83d\ude00"),
                new Case("text", new LogicalType.Text(0), "x".repeat(9000), "", "\u00e9".repeat(5000)),
                new Case("bytes", new LogicalType.Bytes(0), "", "00ff0a5c27", "ab".repeat(70000)),
                new Case("bits", new LogicalType.Bit(11), "00000000101", "11111111111"),
                new Case("date", new LogicalType.Date(), "0001-01-01", "9999-12-31", "2024-02-29"),
                new Case("time", new LogicalType.Time(6), "00:00:00", "23:59:59.999999", "12:00:00.5"),
                new Case("stamp", new LogicalType.Timestamp(6), "1000-01-01 00:00:00", "2024-01-01 10:20:30.12"),
                new Case("instant", new LogicalType.Instant(6), "2100-01-01 00:00:00.000001", "1969-12-31 23:59:59.9"),
                new Case("uuid", new LogicalType.Uuid(), "123e4567-e89b-12d3-a456-426655440000"),
                new Case("json", new LogicalType.Json(), "{\"b\":1.10,  \"a\": [1, 2]}"),
                new Case(
                        "enum",
                        new LogicalType.Enumeration(List.of("b", "A", "a", "it's", "1", "", "x,y", "\\ \"\n")),
                        "a",
                        "A",
                        "it's",
                        "1",
                        "",
                        "x,y",
                        "\\ \"\n"),
                new Case(
                        "blank", new LogicalType.Enumeration(List.of("a ", "a", "\ud83d\ude00")), "a ", "\ud83d\ude00"),
                new Case("long", new LogicalType.Decimal(100, 40), "1" + "0".repeat(59) + "." + "1".repeat(40)),
                new Case("set", new LogicalType.SetOf(List.of("x", "y")), "x,y", ""));
    }

    /** Every logical type, from a dialect that is not of this family. */
    void everyTypeConverts() throws SQLException {
        for (Case one : cases()) {
            Column column = new Column(one.name, one.type, one.name, true, Generated.NO, null, null);
            Table target = create("converted_" + one.name, List.of(column), List.of());
            List<List<String>> rows = new ArrayList<>();
            rows.add(Arrays.asList("0", null));
            for (String value : one.values) {
                rows.add(List.of(Integer.toString(rows.size()), value));
            }
            assertArrives(target, List.of(new LogicalType.Int(32, false), one.type), rows, one.name);
        }
    }

    /** A key that differs only by case, accent or a blank at the end is another key. */
    void keysStayApart() throws SQLException {
        LogicalType text = new LogicalType.Text(0);
        Column column = new Column("k", text, "text", false, Generated.NO, null, null);
        Table target = create("apart", List.of(column), List.of("k"));
        List<List<String>> rows = new ArrayList<>();
        for (String key : List.of("a", "A", "a ", "\u00e1", "a\t", "", " ", "\u00df", "ss", "x".repeat(700))) {
            rows.add(List.of(Integer.toString(rows.size()), key));
        }
        assertArrives(target, List.of(new LogicalType.Int(32, false), text), rows, "keys");
    }

    /** What can be declared in one place only fits another when it is declared otherwise. */
    void wideTablesConvert() throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            columns.add(
                    new Column("c" + i, new LogicalType.Text(1000), "varchar(1000)", true, Generated.NO, null, null));
        }
        assertThat(create("wide", columns, List.of()).columns()).hasSize(61);
        LogicalType text = new LogicalType.Text(0);
        List<Column> keys = List.of(
                new Column("a", text, "text", false, Generated.NO, null, null),
                new Column("b", text, "text", false, Generated.NO, null, null));
        assertThat(create("wide_key", keys, List.of("a", "id", "b")).columns()).hasSize(3);
    }

    /** A column of a key that takes little leaves its part of the room to the others. */
    void keysKeepTheirLengthsWhereTheyFit() throws SQLException {
        LogicalType little = new LogicalType.Text(10);
        LogicalType much = new LogicalType.Text(700);
        List<Column> columns = List.of(
                new Column("little", little, "varchar(10)", false, Generated.NO, null, null),
                new Column("much", much, "varchar(700)", false, Generated.NO, null, null));
        Table target = create("kept_lengths", columns, List.of("id", "much", "little"));
        assertThat(target.column("little").type()).isEqualTo(little);
        assertThat(target.column("much").type()).isEqualTo(much);
    }

    void identityStaysOne() throws SQLException {
        Column id = new Column("n", new LogicalType.Int(64, false), "bigint", false, Generated.IDENTITY, null, null);
        Table target = create("counted", List.of(id), List.of("n"));
        assertArrives(
                target,
                List.of(new LogicalType.Int(32, false), id.type()),
                List.of(List.of("0", "0"), List.of("1", "-5"), List.of("2", "7")),
                "identity");
    }

    /** A table of this engine is copied with the types it has. */
    void ownTablesStayAsTheyAre() throws SQLException {
        int number = 0;
        for (TypeCase type : engine.types()) {
            String name = "own_" + number++;
            fixture.database.execute("CREATE TABLE " + fixture.quoted(name) + " (id int NOT NULL PRIMARY KEY, v "
                    + type.columnType() + " NULL)");
        }
        Schema read = fixture.dialect.schemas().read(fixture.source, List.of(schema()));
        Map<TableName, TableName> names = new HashMap<>();
        for (int i = 0; i < number; i++) {
            names.put(new TableName(schema(), "own_" + i), new TableName(schema(), "copy_" + i));
        }
        fixture.tables().make(read, names, Map.of());
        for (int i = 0; i < number; i++) {
            assertThat(fixture.read("copy_" + i).columns())
                    .isEqualTo(fixture.read("own_" + i).columns());
        }
    }

    /** What only another engine understands arrives as that engine's text; a mapping chooses another type. */
    void foreignTypesBecomeText() throws SQLException {
        LogicalType odd = new LogicalType.Opaque("frobnitz");
        Column column = new Column("odd", odd, "frobnitz", true, Generated.NO, null, null);
        Table target = create("foreign", List.of(column), List.of());
        List<List<String>> rows = List.of(List.of("0", "[1,2)"), Arrays.asList("1", null), List.of("2", ""));
        assertArrives(target, List.of(new LogicalType.Int(32, false), odd), rows, "a foreign type");
        Map<String, String> mapping = Map.of("odd", engine.columnType(new LogicalType.Text(20)));
        Table mapped = create("mapped", List.of(column), List.of(), mapping);
        assertThat(mapped.column("odd").type()).isEqualTo(new LogicalType.Text(20));
    }

    /** Two columns that the source tells apart stay two. */
    void namesStayApart() throws SQLException {
        LogicalType text = new LogicalType.Text(20);
        Column lower = new Column("a", text, "text", true, Generated.NO, null, null);
        Column upper = new Column("A", text, "text", false, Generated.NO, null, null);
        Table target = create("named", List.of(lower, upper), List.of("A"));
        assertArrives(
                target,
                List.of(new LogicalType.Int(32, false), text, text),
                List.of(List.of("0", "x", "y"), List.of("1", "x", "z")),
                "two names");
    }

    private String schema() throws SQLException {
        return fixture.dialect.defaultSchemas(fixture.source, fixture.endpoint).get(0);
    }

    private Table create(String name, List<Column> columns, List<String> key) throws SQLException {
        return create(name, columns, key, Map.of());
    }

    private Table create(String name, List<Column> columns, List<String> key, Map<String, String> overrides)
            throws SQLException {
        List<Column> all = new ArrayList<>();
        all.add(new Column("id", new LogicalType.Int(32, false), "int", false, Generated.NO, null, null));
        all.addAll(columns);
        TableName source = new TableName("elsewhere", name);
        Key primary = new Key("its_key", key.isEmpty() ? List.of("id") : key);
        fixture.tables()
                .make(
                        TargetTables.schema(foreign, source, all, primary),
                        Map.of(source, new TableName(schema(), name)),
                        overrides);
        return fixture.read(name);
    }

    private void assertArrives(Table target, List<LogicalType> types, List<List<String>> rows, String what)
            throws SQLException {
        List<BulkLoad.Incoming> incoming = new ArrayList<>();
        List<CanonicalColumn> seen = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            incoming.add(new BulkLoad.Incoming(target.columns().get(i), types.get(i)));
            seen.add(new CanonicalColumn(target.columns().get(i), types.get(i)));
        }
        assertThat(fixture.loadAs(
                        target,
                        incoming,
                        rows.stream().map(row -> ListedRow.of(types, row)).toList()))
                .as("rows of %s", what)
                .isEqualTo(rows.size());
        RowSet rowSet = new RowSet(target, seen, List.of("id"), new Slice.Whole(), null, ValueConversions.NONE);
        for (RowHash hash : fixture.hashes) {
            String count = Integer.toString(rows.size());
            assertThat(fixture.row(fixture.dialect.digests().digest(rowSet, hash)))
                    .as("%s of %s", hash, what)
                    .containsExactly(
                            count,
                            count,
                            Fixture.digester(hash, types, rows).digest().sum().toString());
        }
        fixture.tables().finish(target);
    }
}
