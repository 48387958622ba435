package dev.sterna.transfer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.ListedRow;
import dev.sterna.digest.RowDigester;
import dev.sterna.digest.RowHash;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import dev.sterna.testing.Tries;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** What came over the wire and what was staged of it have one hash, or a sound backup would be called damaged. */
class StagedDigesterTest {
    private static final LogicalType DATE = new LogicalType.Date();
    private static final LogicalType TIMESTAMP = new LogicalType.Timestamp(6);

    @Test
    void everyLiteralHashesAsItCame() {
        same(new LogicalType.Bool(), 0L, 1L);
        same(new LogicalType.Int(8, false), -128L, -1L, 0L, 127L);
        same(new LogicalType.Int(32, true), 0L, 4294967295L);
        same(new LogicalType.Int(64, false), Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
        same(new LogicalType.Int(64, true), "0", "9223372036854775808", "18446744073709551615");
        same(new LogicalType.Decimal(5, 0), "0", "-99999", "7");
        same(new LogicalType.Decimal(9, 9), "0.000000000", "-0.000000001", "0.999999999");
        same(new LogicalType.Decimal(18, 2), "-9999999999999999.99", "0.00", "0.05", "-0.50", "12.00");
        same(new LogicalType.Decimal(38, 0), "-" + "9".repeat(38), "9223372036854775807", "-9223372036854775808");
        same(
                new LogicalType.Decimal(38, 38),
                "0." + "0".repeat(37) + "1",
                "-0." + "9".repeat(38),
                "0." + "0".repeat(38));
        same(new LogicalType.Decimal(30, 10), "-0.0000000001", "12345678901234567890.0123456789");
        same(new LogicalType.Decimal(65, 30), "1".repeat(35) + "." + "0".repeat(30));
        same(new LogicalType.Numeric(), "NaN", "Infinity", "1", "0.1");
        same(new LogicalType.Real(32), 0.0, -0.0, (double) Float.MIN_VALUE, (double) 0.1f, Double.NaN);
        same(new LogicalType.Real(64), -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1, Double.NEGATIVE_INFINITY);
        same(new LogicalType.Char(3), "", "a", "äöü");
        same(new LogicalType.Text(0), "", "a,b:c#d\t\n\\", "x".repeat(8192), "ü".repeat(5000));
        same(new LogicalType.Bytes(0), new byte[0], new byte[] {0, -1}, new byte[10_000]);
        same(new LogicalType.Bit(3), "000", "101");
        same(DATE, "infinity", "-infinity", "0000-00-00", "2024-00-31", "2023-02-29", "9999-12-00");
        same(TIMESTAMP, "infinity", "-infinity", "0000-00-00 00:00:00", "9999-06-31 23:59:59.999999");
        same(DATE, "0001-01-01", "1969-12-31", "1970-01-01", "9999-12-31", "10000-01-01", "5874897-12-31");
        same(DATE, "0000-01-01", "0000-02-28");
        same(TIMESTAMP, "0000-12-31 00:00:00");
        same(DATE, "0001-12-31 BC", "0044-03-15 BC", "0100-02-28 BC", "4713-01-01 BC");
        same(new LogicalType.Time(6), "-838:59:59.999999", "24:00:00", "00:00:00");
        same(TIMESTAMP, "0001-01-01 00:00:00", "1969-12-31 23:59:59.999999", "290000-12-31 23:59:59.999999");
        same(TIMESTAMP, "0001-12-31 23:59:59.5 BC", "4713-01-01 00:00:00 BC");
        same(new LogicalType.Instant(6), "2025-03-30 01:30:00.1", "0044-03-15 12:00:00.00001 BC");
        same(new LogicalType.Uuid(), "00000000-0000-0000-0000-00000000000a");
        same(new LogicalType.Json(), "{\"a\": 1}");
        same(new LogicalType.Enumeration(List.of("a", "")), "a", "");
        same(new LogicalType.SetOf(List.of("a", "b")), "a,b", "");
        same(new LogicalType.Opaque("point"), "(1,2)");
    }

    @Test
    void everyDecimalHashesAsItCame() {
        Tries.of(2000, random -> {
            int scale = Tries.between(0, 38, random);
            BigInteger unscaled = Tries.digits(38, random);
            same(new LogicalType.Decimal(38, scale), new BigDecimal(unscaled, scale).toPlainString());
            BigInteger small = unscaled.remainder(BigInteger.TEN.pow(18));
            int few = Math.min(scale, 18);
            same(new LogicalType.Decimal(18, few), new BigDecimal(small, few).toPlainString());
        });
    }

    @Test
    void everyDayHashesAsItCame() {
        Tries.of(2000, random -> {
            LocalDate date = LocalDate.ofEpochDay(Tries.between(-2440588L, 2145031948L, random));
            boolean early = date.getYear() < 1;
            String text = String.format(
                    "%04d-%02d-%02d%s",
                    early ? 1 - date.getYear() : date.getYear(),
                    date.getMonthValue(),
                    date.getDayOfMonth(),
                    early ? " BC" : "");
            same(DATE, text);
        });
    }

    private static void same(LogicalType type, Object... values) {
        List<long[]> hashes = hashes(type, values);
        for (int i = 0; i < values.length; i++) {
            assertThat(hashes.get(i)[1]).as("%s of %s", values[i], type).isEqualTo(hashes.get(i)[0]);
        }
    }

    /** Of each value, between NULLs and a neighbour: the hash of what came, and of what was staged of it. */
    private static List<long[]> hashes(LogicalType type, Object... values) {
        List<LogicalType> types = List.of(type, type, new LogicalType.Text(0));
        RowDigester came = new RowDigester(RowHash.MD5_60, types);
        StagedDigester staged = new StagedDigester(RowHash.MD5_60, types);
        List<long[]> hashes = new ArrayList<>();
        for (Object value : values) {
            UTF8String neighbour = UTF8String.fromString(",");
            InternalRow row = new GenericInternalRow(new Object[] {wire(value), null, neighbour});
            Collected collected = new Collected(Staged.of(type));
            ColumnStager.of(0, type).stage(row, came, collected);
            came.addNull();
            came.addOctets(neighbour.getBytes(), 0, 1);
            hashes.add(new long[] {
                came.endRow(), staged.add(ListedRow.ofStaged(collected.value, null, neighbour.getBytes()))
            });
        }
        assertThat(staged.digest().equals(came.digest()))
                .isEqualTo(hashes.stream().allMatch(hash -> hash[0] == hash[1]));
        return hashes;
    }

    private static Object wire(Object value) {
        return value instanceof String text ? UTF8String.fromString(text) : value;
    }

    /** Takes the one value that a column gives to Parquet. */
    private static final class Collected extends FlatConsumer {
        private final Staged staged;
        private Object value;

        Collected(Staged staged) {
            this.staged = staged;
        }

        @Override
        public void addInteger(int integer) {
            value = (long) integer;
        }

        @Override
        public void addLong(long integer) {
            value = integer;
        }

        @Override
        public void addBoolean(boolean bool) {
            value = bool ? 1L : 0L;
        }

        @Override
        public void addBinary(Binary binary) {
            byte[] octets = binary.getBytes();
            value = staged == Staged.DECIMAL_BIG ? new BigInteger(octets) : octets;
        }

        @Override
        public void addFloat(float real) {
            value = (double) real;
        }

        @Override
        public void addDouble(double real) {
            value = real;
        }
    }
}
