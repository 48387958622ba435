package dev.sterna.fidelity;

import static dev.sterna.fidelity.Literal.v;
import static dev.sterna.fidelity.TypeLiterals.of;

import dev.sterna.embedded.Engine;
import java.util.List;

/** Numbers and bits of MariaDB and MySQL. PostgreSQL writes them otherwise in few cases, which stand here. */
final class MySqlNumbers {
    private MySqlNumbers() {}

    static List<TypeLiterals> types() {
        return List.of(
                of("tinyint", "0", "-1", "-128", "127"),
                of("tinyint unsigned", "0", "255"),
                of("tinyint(1)", "0", "1", "2", "-128", "127"),
                of("boolean", v("false").there("f"), v("true").there("t"), v("2").refused("22003"))
                        .mapped(Engine.POSTGRESQL, "boolean"),
                of("tinyint(3) unsigned zerofill", v("0").there("0"), v("7").there("7"), v("255")),
                of("smallint", "-32768", "32767"),
                of("smallint unsigned", "0", "65535"),
                of("mediumint", "-8388608", "8388607"),
                of("mediumint unsigned", "0", "16777215"),
                of("int", "-2147483648", "0", "2147483647"),
                of("int unsigned", "0", "4294967295"),
                of("int(10) unsigned zerofill", v("42").there("42"), v("4294967295")),
                of("bigint", "-9223372036854775808", "0", "9223372036854775807"),
                of("bigint unsigned", "0", "9223372036854775808", "18446744073709551615"),
                of("bigint(20) unsigned zerofill", v("42").there("42"), v("18446744073709551615")),
                of("bit(1)", "b'0'", "b'1'"),
                of("bit(8)", "b'0'", "b'11111111'", "b'00101100'"),
                of("bit(54)", "9007199254740993", "18014398509481983"),
                of("bit(64)", "0", "18446744073709551615", "9223372036854775808", "9007199254740993"),
                of(
                        "decimal(65,30)",
                        "0",
                        "99999999999999999999999999999999999.999999999999999999999999999999",
                        "-99999999999999999999999999999999999.999999999999999999999999999999",
                        "0.000000000000000000000000000001",
                        "-0.0"),
                of(
                        "decimal(65,0)",
                        "0",
                        "99999999999999999999999999999999999999999999999999999999999999999",
                        "-99999999999999999999999999999999999999999999999999999999999999999"),
                of("decimal(30,30)", "0.999999999999999999999999999999", "-0.000000000000000000000000000001", "0"),
                of("decimal(38,30)", "-99999999.999999999999999999999999999999"),
                of("decimal(19,4)", "-999999999999999.9999", "0.0001"),
                of("decimal(10,2) unsigned", "0", "99999999.99"),
                of("decimal(20,2) zerofill", v("1.5").there("1.50"), v("999999999999999999.99")),
                of(
                        "float",
                        v("0"),
                        v("-0e0"),
                        v("0.1"),
                        v("1.17549435e-38"),
                        v("1.4e-45"),
                        v("3.4028235e38"),
                        v("-3.4028235e38"),
                        v("16777217"),
                        v("123456789"),
                        v("1e-7"),
                        v("8388608.5")),
                of("float(7,3)", "0.1", "1234.567", "-9999.999", "1.0005"),
                of("float(20,10)", "0.1", "1234567.123456789"),
                of("float unsigned", "0", "0.1"),
                of("float unsigned zerofill", v("0.1"), v("1e10")),
                of(
                        "double",
                        v("0"),
                        v("-0e0"),
                        v("0.1"),
                        v("2.2250738585072014e-308"),
                        v("4.9406564584124654e-324"),
                        v("-4.9406564584124654e-324"),
                        v("2.225073858507201e-308"),
                        v("1.7976931348623157e308"),
                        v("-1.7976931348623157e308"),
                        v("9007199254740993"),
                        v("1e22"),
                        v("1e23"),
                        v("123456789012345678"),
                        v("0.30000000000000004")),
                of("double(10,2)", "0.1", "12345678.99", "-0.01"),
                of("double(30,20)", "0.1", "1e-20"),
                of("double(10,2) zerofill", v("0"), v("12345.67")),
                of("double", v("0.5"), v("-0e0"), v("0.1").refused("22003")).mapped(Engine.POSTGRESQL, "real"),
                of("year", v("0").there("0"), v("1901"), v("2155")));
    }
}
