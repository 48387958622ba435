package dev.sterna.embedded.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import io.trino.tpch.LineItem;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TpchDataIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    /** At a hundredth of scale 1; the counts are those of the reference generator, the sums the same in every engine. */
    @ParameterizedTest
    @EnumSource
    void loadsAllTables(Engine engine) throws SQLException {
        TestDatabase database = DATABASES.create(engine);
        AtomicLong rows = new AtomicLong();
        List<LoadedTable> loaded = TpchData.load(database, 0.01, (table, count, bytes) -> rows.addAndGet(count));

        assertThat(rows.get())
                .isEqualTo(loaded.stream().mapToLong(LoadedTable::rows).sum());
        for (LoadedTable table : loaded) {
            assertThat(database.queryValue("SELECT count(*) FROM " + table.name()))
                    .as(table.name())
                    .isEqualTo(Long.toString(table.rows()));
        }
        assertThat(loaded)
                .extracting(LoadedTable::rows)
                .containsExactly(60175L, 15000L, 8000L, 2000L, 1500L, 100L, 25L, 5L);
        assertThat(database.query("SELECT sum(l_extendedprice), sum(l_tax), min(l_shipdate), max(l_receiptdate)"
                        + " FROM lineitem"))
                .hasSize(1)
                .allSatisfy(sums -> assertThat(sums).containsExactly(generatedSums()));
        assertThat(database.queryValue("SELECT min(c_acctbal) FROM customer")).startsWith("-9");
        assertThatThrownBy(() -> database.execute("INSERT INTO region VALUES (0, 'again', NULL)"))
                .isInstanceOf(AssertionError.class);
    }

    /** The generator's integers, added up without the text in between; the text pool does not matter to them. */
    private static String[] generatedSums() {
        long price = 0;
        long tax = 0;
        int firstShipped = Integer.MAX_VALUE;
        int lastReceived = Integer.MIN_VALUE;
        for (LineItem row : TpchTable.LINE_ITEM.createGenerator(0.01, 1, 1)) {
            price += row.getExtendedPriceInCents();
            tax += row.getTaxPercent();
            firstShipped = Math.min(firstShipped, row.getShipDate());
            lastReceived = Math.max(lastReceived, row.getReceiptDate());
        }
        return new String[] {
            BigDecimal.valueOf(price, 2).toPlainString(),
            BigDecimal.valueOf(tax, 2).toPlainString(),
            LocalDate.ofEpochDay(firstShipped).toString(),
            LocalDate.ofEpochDay(lastReceived).toString()
        };
    }

    @Test
    void refusesUnknownTable() {
        assertThatThrownBy(() -> TpchData.load(
                        DATABASES.create(Engine.POSTGRESQL), 0.01, List.of("orders", "order"), LoadProgress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Invalid TPC-H table: order (must be one of [lineitem, orders,");
    }
}
