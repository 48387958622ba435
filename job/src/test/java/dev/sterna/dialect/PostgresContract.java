package dev.sterna.dialect;

import static dev.sterna.dialect.ContractEngine.Value.of;
import static dev.sterna.dialect.ContractEngine.Value.quoted;

import dev.sterna.dialect.rows.RealText;
import dev.sterna.embedded.Engine;
import dev.sterna.model.LogicalType;
import java.util.List;
import java.util.stream.Stream;

/** What the contract is told about PostgreSQL. */
record PostgresContract() implements ContractEngine {
    @Override
    public Engine engine() {
        return Engine.POSTGRESQL;
    }

    @Override
    public List<TypeCase> types() {
        return Stream.of(numbers(), texts(), times(), opaque())
                .flatMap(List::stream)
                .toList();
    }

    private static List<TypeCase> numbers() {
        return List.of(
                new TypeCase("smallint", new LogicalType.Int(16, false), of("-32768"), of("32767"), of("0")),
                new TypeCase("integer", new LogicalType.Int(32, false), of("-2147483648"), of("2147483647")),
                new TypeCase(
                        "bigint",
                        new LogicalType.Int(64, false),
                        of("-9223372036854775808"),
                        of("9223372036854775807")),
                new TypeCase("boolean", new LogicalType.Bool(), of("true", "1"), of("false", "0")),
                new TypeCase(
                        "numeric(10,2)",
                        new LogicalType.Decimal(10, 2),
                        of("-99999999.99"),
                        of("0", "0.00"),
                        of("1.5", "1.50"),
                        of("-0.01")),
                new TypeCase("numeric(18,18)", new LogicalType.Decimal(18, 18), of("-0." + "9".repeat(18))),
                new TypeCase("numeric(5)", new LogicalType.Decimal(5, 0), of("100"), of("-7")),
                new TypeCase(
                        "numeric(38,10)",
                        new LogicalType.Decimal(38, 10),
                        of("9".repeat(28) + "." + "9".repeat(10)),
                        of("-0.0000000001")),
                new TypeCase(
                        "numeric(60,30)",
                        new LogicalType.Decimal(60, 30),
                        of("-" + "9".repeat(30) + "." + "9".repeat(30)),
                        of("0", "0." + "0".repeat(30))),
                new TypeCase(
                        "numeric",
                        new LogicalType.Numeric(),
                        of("1.500"),
                        of("-1200.00"),
                        of("0.000"),
                        of("'NaN'", "NaN"),
                        of("1e-30", "0." + "0".repeat(29) + "1"),
                        of("1e200", "1" + "0".repeat(200))),
                new TypeCase(
                        "real",
                        new LogicalType.Real(32),
                        of("0.1", RealText.of(0.1f)),
                        of("3.4028235e38", RealText.of(Float.MAX_VALUE)),
                        of("1.4e-45", RealText.of(Float.MIN_VALUE)),
                        of("'-0'", "-0"),
                        of("'NaN'", "NaN")),
                new TypeCase(
                        "double precision",
                        new LogicalType.Real(64),
                        of("0.1", RealText.of(0.1)),
                        of("-0.1", RealText.of(-0.1)),
                        of("'5e-324'", RealText.of(Double.MIN_VALUE)),
                        of("-1.7976931348623157e308", RealText.of(-Double.MAX_VALUE)),
                        of("0"),
                        of("'-0'", "-0"),
                        of("'-Infinity'", "-Infinity"),
                        of("'NaN'", "NaN")),
                new TypeCase("bit(1)", new LogicalType.Bit(1), of("B'1'", "1"), of("B'0'", "0")),
                new TypeCase("bit(11)", new LogicalType.Bit(11), of("B'00000000101'", "00000000101")),
                new TypeCase("bit(70)", new LogicalType.Bit(70), of("B'" + "10".repeat(35) + "'", "10".repeat(35))));
    }

    private static List<TypeCase> texts() {
        String emoji = "\ud83d\ude00";
        return List.of(
                new TypeCase("char(5)", new LogicalType.Char(5), of("'ab  '", "ab"), quoted(""), quoted(" x")),
                new TypeCase(
                        "varchar(20)",
                        new LogicalType.Text(20),
                        quoted("a  "),
                        quoted(""),
                        quoted("\u00e9" + emoji),
                        of("'it''s \\'", "it's \\")),
                new TypeCase(
                        "text",
                        new LogicalType.Text(0),
                        of("repeat('x', 8192)", "x".repeat(8192)),
                        of("repeat('x', 8193)", "x".repeat(8193)),
                        of("repeat('\u00e9', 5000)", "\u00e9".repeat(5000)),
                        quoted("1:a,2#")),
                new TypeCase(
                        "bytea",
                        new LogicalType.Bytes(0),
                        of("''", ""),
                        of("'\\x000a090d5c27ff'", "000a090d5c27ff"),
                        of("decode(repeat('ff', 70000), 'hex')", "ff".repeat(70000))),
                new TypeCase(
                        "uuid",
                        new LogicalType.Uuid(),
                        of("'123E4567-E89B-12D3-A456-426655440000'", "123e4567-e89b-12d3-a456-426655440000")),
                new TypeCase("json", new LogicalType.Json(), quoted("{\"b\":1,  \"a\":2}"), quoted("null")),
                new TypeCase(
                        "jsonb",
                        new LogicalType.Json(),
                        of("'{\"b\":1,  \"a\":[2,3.10]}'", "{\"a\": [2, 3.10], \"b\": 1}")));
    }

    private static List<TypeCase> times() {
        return List.of(
                new TypeCase(
                        "date",
                        new LogicalType.Date(),
                        quoted("0001-01-01"),
                        quoted("9999-12-31"),
                        quoted("2024-02-29"),
                        quoted("1582-10-10")),
                new TypeCase(
                        "time",
                        new LogicalType.Time(6),
                        quoted("00:00:00"),
                        quoted("24:00:00"),
                        quoted("23:59:59.999999"),
                        of("'12:00:00.500'", "12:00:00.5")),
                new TypeCase("time(0)", new LogicalType.Time(0), quoted("23:59:59")),
                new TypeCase(
                        "timestamp",
                        new LogicalType.Timestamp(6),
                        quoted("0001-01-01 00:00:00"),
                        quoted("9999-12-31 23:59:59.999999"),
                        quoted("1969-12-31 23:59:59.999999"),
                        of("'2024-01-01 10:20:30.120000'", "2024-01-01 10:20:30.12")),
                new TypeCase("timestamp(3)", new LogicalType.Timestamp(3), quoted("2024-01-01 10:20:30.123")),
                new TypeCase(
                        "timestamptz",
                        new LogicalType.Instant(6),
                        of("'2024-07-01 00:00:00.1+05:30'", "2024-06-30 18:30:00.1"),
                        of("'1970-01-01 00:00:00 UTC'", "1970-01-01 00:00:00"),
                        of("'0001-01-01 00:00:00 UTC'", "0001-01-01 00:00:00")),
                new TypeCase("timestamptz(0)", new LogicalType.Instant(0), of("'2024-07-01Z'", "2024-07-01 00:00:00")));
    }

    private static List<TypeCase> opaque() {
        return List.of(
                opaque("time with time zone", quoted("12:00:00+02"), quoted("24:00:00-15:59")),
                opaque("interval", quoted("1 mon -3 days +04:05:06.7"), quoted("00:00:00")),
                opaque("bit varying(9)", quoted(""), quoted("101")),
                opaque("integer[]", quoted("{1,NULL}"), quoted("{}"), quoted("{{1,2},{3,4}}")),
                opaque("text[]", quoted("{\"a,b\",\"\",NULL,\"NULL\",\"\\\\\"}")),
                opaque("numrange", quoted("[1.5,2)"), quoted("empty")),
                // its cast to text is not its output: both read back to the same
                opaque("inet", quoted("::1"), quoted("10.0.0.0/8")),
                opaque("money", of("'-12.5'", "-12.50")),
                opaque("point", quoted("(1.5,-0)")),
                opaque("tsvector", of("to_tsvector('simple', 'a b')", "'a':1 'b':2")),
                opaque("xml", quoted("<a>&amp;</a>")),
                opaque("name", quoted("n")),
                opaque("\"char\"", quoted("c")),
                opaque("bpchar", quoted("a  ")));
    }

    private static TypeCase opaque(String type, Value... values) {
        return new TypeCase(type, new LogicalType.Opaque(type), values);
    }

    @Override
    public String columnType(LogicalType type) {
        return switch (type.kind()) {
            case INT ->
                ((LogicalType.Int) type).bits() < 64
                        ? "int"
                        : ((LogicalType.Int) type).unsigned() ? "numeric(20)" : "bigint";
            case REAL -> "double precision";
            case DECIMAL ->
                "numeric(" + ((LogicalType.Decimal) type).precision() + "," + ((LogicalType.Decimal) type).scale()
                        + ")";
            case TEXT -> {
                long length = ((LogicalType.Text) type).maxCharacters();
                yield length == 0 ? "text" : "varchar(" + length + ")";
            }
            case BYTES -> "bytea";
            case UUID -> "uuid";
            case DATE -> "date";
            case TIMESTAMP -> "timestamp";
            case INSTANT -> "timestamptz";
            case BOOL, NUMERIC, CHAR, BIT, TIME, JSON, ENUM, SET, OPAQUE ->
                throw new IllegalArgumentException("Not in the fixtures: " + type);
        };
    }

    @Override
    public String alwaysNumbered() {
        return "GENERATED ALWAYS AS IDENTITY";
    }

    @Override
    public List<String> otherObjects() {
        return List.of(
                "CREATE VIEW other_view AS SELECT 1 AS one",
                "CREATE MATERIALIZED VIEW other_materialized AS SELECT 1 AS one",
                "CREATE SEQUENCE other_sequence");
    }
}
