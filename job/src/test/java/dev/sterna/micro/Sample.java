package dev.sterna.micro;

import dev.sterna.dialect.ListedRow;
import dev.sterna.dialect.rows.RealText;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** A type, and values of it as canonical texts; hexadecimal digits for bytes, null for NULL. */
public enum Sample {
    BOOLEAN("boolean", new LogicalType.Bool(), "0", "1"),
    SMALLINT("smallint", new LogicalType.Int(16, false), "0", "7", "-32768", "32767"),
    INTEGER("integer", new LogicalType.Int(32, false), "0", "42", "-2147483648", "2147483647"),
    BIGINT("bigint", new LogicalType.Int(64, false), "0", "-1", "1234567890123", "-9223372036854775808"),
    BIGINT_UNSIGNED("bigint unsigned", new LogicalType.Int(64, true), "0", "12345", "18446744073709551615"),
    DECIMAL_9("decimal(9,2)", new LogicalType.Decimal(9, 2), "0.00", "-1.50", "1234567.89"),
    DECIMAL_18("decimal(18,4)", new LogicalType.Decimal(18, 4), "0.0000", "-0.0001", "12345678901234.5678"),
    DECIMAL_38(
            "decimal(38,10)",
            new LogicalType.Decimal(38, 10),
            "0.0000000000",
            "-1.0000000001",
            "1234567890123456789012345678.0123456789"),
    NUMERIC("numeric", new LogicalType.Numeric(), "0", "-1.5", "12345678901234567890.123456789"),
    REAL("real", new LogicalType.Real(32), reals(0, 1.5, -1024.25, 65_536)),
    REAL_LONG("real, all digits", new LogicalType.Real(32), reals(0.1f, -3.4028235e38f, 1.17549435e-38f)),
    DOUBLE("double", new LogicalType.Real(64), reals(0, 0.1, -1234.5678, 1e15)),
    DOUBLE_LONG("double, 17 digits", new LogicalType.Real(64), reals(Math.PI, -1 / 3.0, 1e300, Double.MIN_VALUE)),
    CHAR("char(10)", new LogicalType.Char(10), "", "R", "AIR FREIGHT"),
    VARCHAR(
            "varchar(100)",
            new LogicalType.Text(100),
            "",
            "Anna Müller",
            "furiously regular requests among the packages"),
    TEXT("text of 2,000", new LogicalType.Text(0), "lorem ipsum dolor sit\tamet, ".repeat(71)),
    ENUM("enum", new LogicalType.Enumeration(List.of("small", "large")), "small", "large"),
    SET("set", new LogicalType.SetOf(List.of("a", "b", "c")), "", "a", "a,c"),
    JSON("json", new LogicalType.Json(), "{\"a\": [1, 2, null], \"b\": \"Müller\"}", "null"),
    BYTES("bytes of 64", new LogicalType.Bytes(64), "00ff0a095c2c0d7f".repeat(8)),
    BIT("bit(8)", new LogicalType.Bit(8), "00000000", "10100101"),
    UUID("uuid", new LogicalType.Uuid(), "6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
    DATE("date", new LogicalType.Date(), "1970-01-01", "2026-02-28", "0001-01-01"),
    TIME("time(6)", new LogicalType.Time(6), "00:00:00", "23:59:59.999999"),
    TIMESTAMP("timestamp(6)", new LogicalType.Timestamp(6), "1970-01-01 00:00:00", "2026-02-28 12:34:56.789012"),
    INSTANT("instant(6)", new LogicalType.Instant(6), "1970-01-01 00:00:00", "2026-02-28 12:34:56.789012"),
    OPAQUE("inet", new LogicalType.Opaque("inet"), "10.0.0.0/8", "2001:db8::1"),
    NULL("NULL", new LogicalType.Int(32, false), (String) null);

    private final String label;
    private final LogicalType type;
    private final List<String> values;

    Sample(String label, LogicalType type, String... values) {
        this.label = label;
        this.type = type;
        this.values = Arrays.asList(values);
    }

    private static String[] reals(double... values) {
        return DoubleStream.of(values).mapToObj(RealText::of).toArray(String[]::new);
    }

    public String label() {
        return label;
    }

    public LogicalType type() {
        return type;
    }

    /** How it is staged. */
    public Staged staged() {
        return Staged.of(type);
    }

    /** The value of a row. */
    public String value(int row) {
        return values.get(row % values.size());
    }

    /** {@link Encoder#ROWS} rows of this one column as they are staged. */
    public ListedRow[] stagedRows() {
        ListedRow[] rows = new ListedRow[Encoder.ROWS];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = ListedRow.of(List.of(type), Arrays.asList(value(i)));
        }
        return rows;
    }
}
