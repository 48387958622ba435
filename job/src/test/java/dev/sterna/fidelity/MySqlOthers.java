package dev.sterna.fidelity;

import static dev.sterna.fidelity.Literal.v;
import static dev.sterna.fidelity.MySqlLiterals.onMariaDb;
import static dev.sterna.fidelity.MySqlLiterals.onMySql;
import static dev.sterna.fidelity.TypeLiterals.of;

import dev.sterna.embedded.Engine;
import java.util.List;

/**
 * JSON, addresses and geometries of MariaDB and MySQL. A geometry is its server's octets, the number of the reference
 * system before the well-known binary; MySQL and MariaDB both store x before y, whatever order they show.
 */
final class MySqlOthers {
    private MySqlOthers() {}

    static List<TypeLiterals> types() {
        return List.of(
                of(
                        "json",
                        "'{}'",
                        "'[]'",
                        "'null'",
                        "'\"a\"'",
                        "'1.0'",
                        "'1.10'",
                        "'1e2'",
                        "'-0'",
                        "'{\"b\":1,\"a\":2}'",
                        "'{\"a\":1,\"a\":2}'",
                        "'[1,  2]'",
                        "'18446744073709551616'",
                        "'123456789012345678901234567890'",
                        "'\"\\\\u00e9\\\\ud83d\\\\ude00\"'",
                        "'\"\\\\u0000\"'",
                        "'\"a\\\\/b \\\\t\\\\n\"'"),
                onMySql(of(
                        "json",
                        v("CAST(TIME'10:00:00' AS JSON)"),
                        v("CAST(TIMESTAMP'2024-01-01 10:00:00.5' AS JSON)"),
                        v("CAST(1.50 AS JSON)"),
                        v("CAST(x'00ff' AS JSON)"),
                        v("CAST(18446744073709551615 AS JSON)"))),
                of(
                                "json",
                                v("'{}'"),
                                v("'{\"b\":1,\"a\":2}'").there("{\"a\": 2, \"b\": 1}"),
                                v("'{\"a\":1,\"a\":2}'").there("{\"a\": 2}"),
                                v("'[1,  2]'").there("[1, 2]"),
                                v("'\"\\\\u0000\"'").refused("22P05"),
                                v("'\"\\\\u00e9\\\\ud83d\\\\ude00\"'").there("\"\u00e9\ud83d\ude00\""),
                                v("'\"a\\\\/b\"'").there("\"a/b\""))
                        .mapped(Engine.POSTGRESQL, "jsonb"),
                onMariaDb(of("json", v("'1e2'").there("100")).mapped(Engine.POSTGRESQL, "jsonb")),
                onMySql(of("json", v("'1e2'").there("100.0")).mapped(Engine.POSTGRESQL, "jsonb")),
                onMariaDb(of(
                        "uuid",
                        "'00000000-0000-0000-0000-000000000000'",
                        "'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'",
                        "'123e4567-e89b-12d3-a456-426614174000'")),
                onMariaDb(of("inet4", "'0.0.0.0'", "'255.255.255.255'", "'192.168.0.1'")),
                onMariaDb(of(
                        "inet6",
                        "'::'",
                        "'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'",
                        "'2001:db8::ff00:42:8329'",
                        "'::ffff:192.168.0.1'",
                        "'::192.168.0.1'")),
                onMariaDb(of("inet6", "'::'", "'2001:db8::ff00:42:8329'", "'::ffff:192.168.0.1'", "'1:0:0:2::'"))
                        .mapped(Engine.POSTGRESQL, "inet"),
                of(
                        "geometry",
                        v("ST_GeomFromText('POINT(1 2)')"),
                        v("ST_GeomFromText('POINT(1 2)', 4326)").forgiven(),
                        v("ST_GeomFromText('POINT(-0 1e-300)')"),
                        v("ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))')")),
                of(
                        "point",
                        v("POINT(1, 2)"),
                        v("ST_GeomFromText('POINT(10 20)', 4326)").forgiven()),
                of("linestring", "ST_GeomFromText('LINESTRING(0 0,1 1,2 2)')"),
                of("polygon", "ST_GeomFromText('POLYGON((0 0,0 1,1 1,1 0,0 0))')"),
                of("multipoint", "ST_GeomFromText('MULTIPOINT(0 0,1 1)')"),
                of("multilinestring", "ST_GeomFromText('MULTILINESTRING((0 0,1 1),(2 2,3 3))')"),
                of("multipolygon", "ST_GeomFromText('MULTIPOLYGON(((0 0,0 1,1 1,1 0,0 0)))')"),
                of(
                        "geometrycollection",
                        "ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1))')",
                        "ST_GeomFromText('GEOMETRYCOLLECTION EMPTY')"),
                onMySql(of(
                        "point SRID 4326",
                        v("ST_GeomFromText('POINT(10 20)', 4326)").forgiven())),
                of("vector(3)", "Vec_FromText('[1,2,3]')", "Vec_FromText('[-0.5,1e-30,3.4e38]')")
                        .when(
                                "SELECT VERSION() LIKE '%MariaDB%' AND (SUBSTRING_INDEX(VERSION(), '.', 1) > 11"
                                        + " OR VERSION() REGEXP '^11[.]([7-9]|1[0-9])')",
                                "MariaDB from 11.7"));
    }
}
