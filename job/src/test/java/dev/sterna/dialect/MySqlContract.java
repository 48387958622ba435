package dev.sterna.dialect;

import static dev.sterna.dialect.ContractEngine.Value.of;
import static dev.sterna.dialect.ContractEngine.Value.quoted;

import dev.sterna.dialect.rows.RealText;
import dev.sterna.embedded.Engine;
import dev.sterna.model.LogicalType;
import java.util.ArrayList;
import java.util.List;

/** What the contract is told about MySQL and MariaDB. */
public record MySqlContract(Engine engine) implements ContractEngine {

    @Override
    public List<TypeCase> types() {
        List<TypeCase> types = new ArrayList<>(numbers());
        types.addAll(texts());
        types.addAll(times());
        types.addAll(others());
        return types;
    }

    private static List<TypeCase> numbers() {
        return List.of(
                new TypeCase("tinyint(1)", new LogicalType.Int(8, false), of("2"), of("-128"), of("127"), of("0")),
                new TypeCase("tinyint unsigned", new LogicalType.Int(8, true), of("255"), of("0")),
                new TypeCase("smallint", new LogicalType.Int(16, false), of("-32768"), of("32767")),
                new TypeCase("mediumint", new LogicalType.Int(24, false), of("-8388608"), of("8388607")),
                new TypeCase("mediumint unsigned", new LogicalType.Int(24, true), of("16777215")),
                new TypeCase("int", new LogicalType.Int(32, false), of("-2147483648"), of("2147483647")),
                new TypeCase("int(8) unsigned zerofill", new LogicalType.Int(32, true), of("12"), of("4294967295")),
                new TypeCase(
                        "bigint",
                        new LogicalType.Int(64, false),
                        of("-9223372036854775808"),
                        of("9223372036854775807")),
                new TypeCase("bigint unsigned", new LogicalType.Int(64, true), of("18446744073709551615"), of("0")),
                new TypeCase("year", new LogicalType.Int(16, false), of("1901"), of("2155"), of("0000", "0")),
                new TypeCase(
                        "decimal(10,2)",
                        new LogicalType.Decimal(10, 2),
                        of("-99999999.99"),
                        of("0", "0.00"),
                        of("1.5", "1.50"),
                        of("-0.01")),
                new TypeCase("decimal(10,2) zerofill", new LogicalType.Decimal(10, 2), of("12.5", "12.50")),
                new TypeCase("decimal(5,0)", new LogicalType.Decimal(5, 0), of("100"), of("-7")),
                new TypeCase(
                        "decimal(65,30)",
                        new LogicalType.Decimal(65, 30),
                        of("9".repeat(35) + "." + "9".repeat(30)),
                        of("-0." + "0".repeat(29) + "1")),
                new TypeCase(
                        "float",
                        new LogicalType.Real(32),
                        of("0.1", RealText.of(0.1f)),
                        of("16777216", RealText.of(16777216)),
                        of("3.40282346638528859812e38", RealText.of(Float.MAX_VALUE)),
                        of("1.40129846432481707e-45", RealText.of(Float.MIN_VALUE)),
                        of("-0e0", "-0")),
                new TypeCase(
                        "double",
                        new LogicalType.Real(64),
                        of("0.1", RealText.of(0.1)),
                        of("5e-324", RealText.of(Double.MIN_VALUE)),
                        of("-1.7976931348623157e308", RealText.of(-Double.MAX_VALUE)),
                        of("0", "0"),
                        of("9007199254740993", RealText.of(9007199254740992.0))),
                new TypeCase("double(20,3)", new LogicalType.Real(64), of("1234567.891", RealText.of(1234567.891))),
                new TypeCase("bit(1)", new LogicalType.Bit(1), of("b'1'", "1"), of("b'0'", "0")),
                new TypeCase("bit(11)", new LogicalType.Bit(11), of("b'101'", "00000000101")),
                new TypeCase("bit(64)", new LogicalType.Bit(64), of("x'ffffffffffffffff'", "1".repeat(64))));
    }

    private static List<TypeCase> texts() {
        String emoji = "\ud83d\ude00";
        return List.of(
                new TypeCase("char(5)", new LogicalType.Char(5), of("'ab  '", "ab"), quoted(""), quoted(" x")),
                new TypeCase(
                        "varchar(20) character set utf8mb4",
                        new LogicalType.Text(20),
                        of("'a  '", "a  "),
                        quoted(""),
                        quoted("\u00e9" + emoji),
                        of("'a\\0b'", "a\0b"),
                        of("'it''s \\\\'", "it's \\")),
                new TypeCase(
                        "varchar(20) character set latin1",
                        new LogicalType.Text(20),
                        quoted("\u00e9\u20ac"),
                        of("x'81'", "\u0081")),
                new TypeCase("varchar(20) character set utf8mb3", new LogicalType.Text(20), quoted("\u4e2d\u00e9")),
                new TypeCase("varchar(20) character set ascii", new LogicalType.Text(20), quoted("plain")),
                new TypeCase("varchar(20) character set utf16", new LogicalType.Text(20), quoted("\u00e9" + emoji)),
                new TypeCase("text character set gbk", new LogicalType.Text(0), quoted("\u4e2d\u6587")),
                new TypeCase("tinytext", new LogicalType.Text(255), quoted("t")),
                new TypeCase(
                        "text character set utf8mb4",
                        new LogicalType.Text(0),
                        of("repeat('x', 8192)", "x".repeat(8192)),
                        of("repeat('x', 8193)", "x".repeat(8193)),
                        quoted("1:a,2#")),
                new TypeCase("mediumtext", new LogicalType.Text(0), quoted("m")),
                new TypeCase(
                        "longtext character set latin1",
                        new LogicalType.Text(0),
                        of("repeat('\u00e9', 5000)", "\u00e9".repeat(5000))),
                new TypeCase(
                        "enum('b','a','it''s','c,d','\\\\')",
                        new LogicalType.Enumeration(List.of("b", "a", "it's", "c,d", "\\")),
                        quoted("a"),
                        of("'it''s'", "it's"),
                        quoted("c,d"),
                        of("'\\\\'", "\\")),
                new TypeCase(
                        "set('x','y','z')",
                        new LogicalType.SetOf(List.of("x", "y", "z")),
                        of("'z,x'", "x,z"),
                        quoted("")),
                new TypeCase("binary(3)", new LogicalType.Bytes(3), of("'a'", "610000"), of("x'00ff5c'", "00ff5c")),
                new TypeCase(
                        "varbinary(9)", new LogicalType.Bytes(9), of("x''", ""), of("x'0a090d5c27'", "0a090d5c27")),
                new TypeCase(
                        "longblob",
                        new LogicalType.Bytes(0),
                        of("x''", ""),
                        of("repeat(x'ff', 70000)", "ff".repeat(70000))));
    }

    private static List<TypeCase> times() {
        return List.of(
                new TypeCase(
                        "date",
                        new LogicalType.Date(),
                        quoted("1000-01-01"),
                        quoted("9999-12-31"),
                        quoted("2024-02-29")),
                new TypeCase(
                        "time", new LogicalType.Time(0), quoted("-838:59:59"), quoted("00:00:00"), quoted("23:59:59")),
                new TypeCase(
                        "time(6)",
                        new LogicalType.Time(6),
                        quoted("12:00:00.5"),
                        of("'01:02:03.000000'", "01:02:03"),
                        quoted("-00:00:00.000001"),
                        of("'10:00:00'", "10:00:00")),
                new TypeCase(
                        "datetime",
                        new LogicalType.Timestamp(0),
                        quoted("1000-01-01 00:00:00"),
                        quoted("9999-12-31 23:59:59")),
                new TypeCase(
                        "datetime(3)",
                        new LogicalType.Timestamp(3),
                        quoted("2024-01-01 10:20:30.12"),
                        quoted("2024-01-01 10:20:30")),
                new TypeCase("datetime(6)", new LogicalType.Timestamp(6), quoted("1969-12-31 23:59:59.999999")),
                new TypeCase(
                        "timestamp(6)",
                        new LogicalType.Instant(6),
                        quoted("1970-01-01 00:00:01"),
                        quoted("2038-01-19 03:14:07.999999")));
    }

    private List<TypeCase> others() {
        List<TypeCase> types = new ArrayList<>();
        String point = "000000000101000000000000000000f03f0000000000000040";
        types.add(new TypeCase("point", new LogicalType.Opaque("point"), of("ST_GeomFromText('POINT(1 2)')", point)));
        if (engine == Engine.MARIADB) {
            types.add(new TypeCase(
                    "uuid",
                    new LogicalType.Uuid(),
                    of("'123E4567-E89B-12D3-A456-426655440000'", "123e4567-e89b-12d3-a456-426655440000")));
            types.add(new TypeCase("inet6", new LogicalType.Opaque("inet6"), quoted("2001:db8::ff00:42:8329")));
            types.add(new TypeCase("inet4", new LogicalType.Opaque("inet4"), quoted("10.0.0.1")));
            types.add(
                    new TypeCase("json", new LogicalType.Text(0), of("'{\"b\":1,  \"a\":2}'", "{\"b\":1,  \"a\":2}")));
        } else {
            types.add(
                    new TypeCase("json", new LogicalType.Json(), of("'{\"b\":1,  \"a\":2}'", "{\"a\": 2, \"b\": 1}")));
        }
        return types;
    }

    @Override
    public String columnType(LogicalType type) {
        return switch (type.kind()) {
            case INT ->
                (((LogicalType.Int) type).bits() == 64 ? "bigint" : "int")
                        + (((LogicalType.Int) type).unsigned() ? " unsigned" : "");
            case REAL -> "double";
            case DECIMAL -> {
                LogicalType.Decimal decimal = (LogicalType.Decimal) type;
                yield "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
            }
            case TEXT -> {
                long length = ((LogicalType.Text) type).maxCharacters();
                yield (length == 0 ? "longtext" : "varchar(" + length + ")") + " character set utf8mb4";
            }
            case BYTES -> "longblob";
            case UUID -> engine == Engine.MARIADB ? "uuid" : "char(36)";
            case DATE -> "date";
            case TIMESTAMP -> "datetime(6)";
            case INSTANT -> "timestamp(6)";
            case BOOL, NUMERIC, CHAR, BIT, TIME, JSON, ENUM, SET, OPAQUE ->
                throw new IllegalArgumentException("Not in the fixtures: " + type);
        };
    }

    @Override
    public String alwaysNumbered() {
        return "NOT NULL AUTO_INCREMENT";
    }

    @Override
    public List<String> otherObjects() {
        String view = "CREATE VIEW other_view AS SELECT 1 AS one";
        return engine == Engine.MARIADB ? List.of(view, "CREATE SEQUENCE other_sequence") : List.of(view);
    }
}
