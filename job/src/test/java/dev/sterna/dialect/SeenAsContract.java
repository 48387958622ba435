package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.RealText;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.embedded.Engine;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Columns that hold another type's values: digests agree where the value is the same, and only there. */
final class SeenAsContract {
    private static final LogicalType LONG = new LogicalType.Int(64, false);
    private static final LogicalType CENTS = new LogicalType.Decimal(10, 2);
    private static final LogicalType REAL = new LogicalType.Real(64);

    private final Fixture fixture;
    private final boolean postgres;
    private int number;

    SeenAsContract(Fixture fixture) {
        this.fixture = fixture;
        this.postgres = fixture.database.engine() == Engine.POSTGRESQL;
    }

    void decimals() throws SQLException {
        same("decimal(20,4)", "1.25", CENTS, "1.25");
        same("decimal(20,0)", "-7", CENTS, "-7.00");
        other("decimal(20,4)", "1.2541", CENTS, "1.25");
        other("decimal(20,0)", "123456789012", new LogicalType.Decimal(5, 2), "999.99");
        same("decimal(10,2)", "5", LONG, "5");
        other("decimal(10,2)", "5.40", LONG, "5");
        same("decimal(20,10)", "0.1", REAL, RealText.of(0.1));
        same("decimal(20,10)", "0", REAL, "0");
        other("decimal(30,20)", "0.10000000000000000001", REAL, RealText.of(0.1));
    }

    void doubles() throws SQLException {
        for (String value : List.of("1.25", "100000.50", "-0.10", "12345678.90", "0.00")) {
            same("double precision", value, CENTS, value);
        }
        other("double precision", "1.2500000000000002", CENTS, "1.25");
        same("double precision", "1000000000000000", LONG, "1000000000000000");
        other("double precision", "5.4", LONG, "5");
    }

    void times() throws SQLException {
        String zoned = postgres ? "timestamp with time zone" : "timestamp(6)";
        String plain = postgres ? "timestamp" : "datetime(6)";
        for (String type : List.of(plain, zoned)) {
            same(type, "'2024-02-29 00:00:00'", new LogicalType.Date(), "2024-02-29");
            other(type, "'2024-02-29 00:00:01'", new LogicalType.Date(), "2024-02-29");
        }
        String text = "2024-02-29 10:20:30.5";
        same("varchar(40)", "'" + text + (postgres ? "+00'" : "'"), new LogicalType.Instant(6), text);
        other("varchar(40)", "'" + text + (postgres ? "'" : "+00'"), new LogicalType.Instant(6), text);
        other("varchar(40)", "''", LONG, null);
        same("varchar(40)", "NULL", LONG, null);
    }

    void refusals() {
        String type = postgres ? "text" : "longtext";
        fixture.database.execute("CREATE TABLE inexact (id int PRIMARY KEY, v double precision)");
        assertThatThrownBy(() -> {
                    Table table = fixture.read("inexact");
                    fixture.dialect
                            .converter()
                            .table(
                                    table,
                                    fixture.server.product(),
                                    table.name(),
                                    ColumnWishes.ofTypes(Map.of("v", type)),
                                    fixture.server);
                })
                .isInstanceOfSatisfying(SternaException.class, refused -> {
                    assertThat(refused.category()).isEqualTo(Category.REFUSED);
                    assertThat(refused)
                            .hasMessageContaining("Cannot convert column v")
                            .hasMessageContaining("to " + type);
                });
    }

    private void same(String type, String sql, LogicalType as, String canonical) throws SQLException {
        assertThat(agree(type, sql, as, canonical))
                .as("%s of %s as %s", sql, type, as)
                .isTrue();
    }

    private void other(String type, String sql, LogicalType as, String canonical) throws SQLException {
        assertThat(agree(type, sql, as, canonical))
                .as("%s of %s is not %s as %s", sql, type, canonical, as)
                .isFalse();
    }

    private boolean agree(String type, String sql, LogicalType as, String canonical) throws SQLException {
        Table table = fixture.create("seen" + ++number, "CREATE TABLE %s (id int PRIMARY KEY, v " + type + " NULL)");
        fixture.database.execute("INSERT INTO " + fixture.quoted("seen" + number) + " VALUES (1, " + sql + ")");
        LogicalType id = table.column("id").type();
        RowSet rows = new RowSet(
                table,
                List.of(new CanonicalColumn(table.column("id"), id), new CanonicalColumn(table.column("v"), as)),
                List.of("id"),
                new Slice.Whole(),
                null,
                ValueConversions.NONE);
        boolean all = true;
        boolean any = false;
        for (RowHash hash : fixture.hashes) {
            List<String> digest = fixture.row(fixture.dialect.digests().digest(rows, hash));
            assertThat(digest).startsWith("1", "1");
            boolean equal = Fixture.digester(hash, List.of(id, as), List.of(Arrays.asList("1", canonical)))
                    .digest()
                    .sum()
                    .toString()
                    .equals(digest.get(2));
            all &= equal;
            any |= equal;
        }
        assertThat(all).isEqualTo(any);
        return all;
    }
}
