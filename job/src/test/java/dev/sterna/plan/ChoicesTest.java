package dev.sterna.plan;

import static dev.sterna.compare.DigestMethod.BUCKETS;
import static dev.sterna.compare.DigestMethod.RANGES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.compare.DigestMethod;
import dev.sterna.dialect.rows.ValueConversion;
import dev.sterna.dialect.rows.ValueConversion.Becomes;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.model.Chunk;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a table is compared, where it goes, and as what. */
class ChoicesTest {
    @Test
    void rangesWhereBothSidesOrderTheKeyAlike() {
        assertThat(choose(Samples.INT, Samples.INT)).isEqualTo(RANGES);
        assertThat(choose(new LogicalType.Int(64, true), new LogicalType.Decimal(20, 0)))
                .isEqualTo(RANGES);
        assertThat(choose(new LogicalType.Timestamp(6), new LogicalType.Timestamp(6)))
                .isEqualTo(RANGES);
        assertThat(choose(Samples.TEXT, Samples.TEXT)).isEqualTo(BUCKETS);
        assertThat(choose(Samples.INT, Samples.TEXT)).isEqualTo(BUCKETS);
        assertThat(choose(new LogicalType.Uuid(), new LogicalType.Uuid())).isEqualTo(BUCKETS);
        assertThat(choose(new LogicalType.Timestamp(6), new LogicalType.Instant(6)))
                .isEqualTo(BUCKETS);
    }

    @Test
    void valuesThatBecomeOthersHaveNoPlaceInARange() {
        LogicalType date = new LogicalType.Date();
        assertThat(choose(date, date, zeroDates("k"))).isEqualTo(BUCKETS);
        assertThat(choose(date, date, zeroDates("v"))).isEqualTo(RANGES);
    }

    private static ValueConversions zeroDates(String column) {
        return new ValueConversions(
                List.of(new ValueConversion(column, ValueLimit.of(ValueLimit.Kind.NO_ZERO_DATE), Becomes.NULL)));
    }

    @Test
    void bucketsWhereTheTargetHasNoIndexForTheKey() {
        Table source = Samples.table("shop", "t");
        Table target = new Table(source.name(), source.columns(), null, List.of(), -1, -1);
        assertThat(DigestMethodChoice.choose(source, target, ValueConversions.NONE, Samples.ranges("id"), 100))
                .isEqualTo(BUCKETS);
    }

    @Test
    void uncutTablesCompareWholeUnlessTheyAreLarge() {
        Table table = Samples.table("shop", "t");
        List<Chunk> whole = List.of(new Chunk(0, new Slice.Whole(), 1000));
        assertThat(DigestMethodChoice.choose(table, table, ValueConversions.NONE, whole, 1000))
                .isEqualTo(RANGES);
        assertThat(DigestMethodChoice.choose(table, table, ValueConversions.NONE, whole, 10))
                .isEqualTo(BUCKETS);
    }

    @Test
    void bucketsArePowersOfTwo() {
        assertThat(DigestMethodChoice.buckets(-1, 100)).isEqualTo(1);
        assertThat(DigestMethodChoice.buckets(0, 0)).isEqualTo(1);
        assertThat(DigestMethodChoice.buckets(1000, 100)).isEqualTo(16);
        assertThat(DigestMethodChoice.buckets(Long.MAX_VALUE, 1)).isEqualTo(65_536);
    }

    @Test
    void fingerprintIgnoresEstimates() {
        Table table = Samples.table("shop", "t");
        Table grown = new Table(table.name(), table.columns(), table.primaryKey(), List.of(), 5000, -1);
        Table other = new Table(
                table.name(),
                List.of(
                        Samples.column("id", new LogicalType.Int(64, false), "bigint(20)"),
                        Samples.column("new", Samples.INT, "int(11)")),
                table.primaryKey(),
                List.of(),
                1000,
                100_000);
        assertThat(Fingerprint.of(grown)).isEqualTo(Fingerprint.of(table));
        assertThat(Fingerprint.of(other)).isNotEqualTo(Fingerprint.of(table));
        assertThat(Fingerprint.difference(table, other))
                .isEqualTo("column id was int(11) and is bigint(20), column name was dropped, column new int(11) was"
                        + " added");
    }

    private static DigestMethod choose(LogicalType source, LogicalType target) {
        return choose(source, target, ValueConversions.NONE);
    }

    private static DigestMethod choose(LogicalType source, LogicalType target, ValueConversions losses) {
        return DigestMethodChoice.choose(keyed(source), keyed(target), losses, Samples.ranges("k"), 100);
    }

    private static Table keyed(LogicalType type) {
        return new Table(
                new TableName("s", "t"),
                List.of(Samples.column("k", type, "x"), Samples.column("v", Samples.TEXT, "varchar(20)")),
                new Key("k", List.of("k")),
                List.of(),
                1000,
                100_000);
    }
}
