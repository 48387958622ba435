package dev.sterna.fidelity;

import static dev.sterna.fidelity.Literal.v;
import static dev.sterna.fidelity.PostgresLiterals.since;

import java.util.List;

/** Arrays, ranges, composite types and domains of PostgreSQL. */
final class PostgresStructures {
    private PostgresStructures() {}

    static List<TypeLiterals> all() {
        return List.of(
                TypeLiterals.of(
                        "integer[]",
                        "'{}'",
                        "'{1,NULL,-3}'",
                        "'{{1,2},{3,NULL}}'",
                        "'[0:1]={1,2}'",
                        "'[-2:-1][3:4]={{1,2},{3,4}}'"),
                TypeLiterals.of("smallint[3][3]", "'{{{1}}}'"),
                TypeLiterals.of(
                        "text[]",
                        "'{}'",
                        "ARRAY['', ' ', NULL, 'NULL', 'null', '{', ',', '\"', E'\\\\', E'a\\tb\\n']",
                        "ARRAY[ARRAY[NULL, 'a'], ARRAY['{\"x\",}', 'it''s']]",
                        "'[7:7]={ü}'"),
                TypeLiterals.of("numeric[]", "'{NaN,1.10,-0.00,1e-20}'"),
                TypeLiterals.of("numeric(10,2)[]", "'{1.1,2}'"),
                TypeLiterals.of("double precision[]", "'{-0,NaN,Infinity,5e-324,0.1}'"),
                TypeLiterals.of("boolean[]", "'{t,f,NULL}'"),
                TypeLiterals.of("bytea[]", "ARRAY['\\x00'::bytea, '', NULL]"),
                TypeLiterals.of("date[]", "'{infinity,0044-03-15 BC,2024-02-29}'"),
                TypeLiterals.of(
                        "timestamp with time zone[]", "'{2024-03-31 02:30:00+00,infinity,0044-03-15 12:00:00+00 BC}'"),
                TypeLiterals.of("interval[]", "'{1 mon -1 days,-00:00:01}'"),
                TypeLiterals.of("money[]", "'{1234.56,-0.01}'"),
                TypeLiterals.of("json[]", "ARRAY['{\"a\": \"\\\"\"}'::json, 'null', NULL]"),
                TypeLiterals.of("uuid[]", "'{00000000-0000-0000-0000-000000000000}'"),
                TypeLiterals.of("hue[]", "'{red,\"light blue\",NULL}'")
                        .after("CREATE TYPE hue AS ENUM ('red', 'light blue', '\"')"),
                TypeLiterals.of("int4range", "'empty'", "'[1,5)'", "'(,)'", "'[-2147483648,)'", "'(,7]'"),
                TypeLiterals.of("int8range", "'[-9223372036854775808,9223372036854775807)'"),
                TypeLiterals.of("numrange", "'[1.10,2.0]'", "'(0,1e-9)'", "'[NaN,NaN]'"),
                TypeLiterals.of("daterange", "'[2024-02-29,infinity]'", "'(-infinity,)'", "'[0044-03-15 BC,)'"),
                TypeLiterals.of("tsrange", "'[2024-03-31 02:30:00,\"infinity\"]'"),
                TypeLiterals.of("tstzrange", "'[2024-03-31 02:30:00+00,2024-10-27 02:30:00.000001+00)'"),
                TypeLiterals.of("textrange", "'[a,b)'", "'[\"\",\"x,\\\"(\")'", "'(,)'")
                        .after("CREATE TYPE textrange AS RANGE (subtype = text, collation = \"C\")"),
                since(14, TypeLiterals.of("int4multirange", "'{}'", "'{[1,5),[7,9)}'", "'{(,)}'", "'{(,-3),[100,)}'")),
                since(14, TypeLiterals.of("tstzmultirange", "'{[2024-03-31 02:30:00+00,2024-10-27 02:30:00+00)}'")),
                TypeLiterals.of("int4range[]", "ARRAY['empty'::int4range, '[1,2)', NULL]"),
                TypeLiterals.of(
                                "pair",
                                "ROW(1, 'a')",
                                "ROW(NULL, NULL)",
                                "ROW(NULL, '')",
                                "ROW(-1, E'\"),(\\\\ it''s\\n')")
                        .after("CREATE TYPE pair AS (a integer, \"B c\" text)"),
                TypeLiterals.of("nest", "ROW(ROW(1, '(\"x\",)'), ARRAY['{', NULL], 'infinity')")
                        .after(
                                "CREATE TYPE inner_pair AS (a integer, b text)",
                                "CREATE TYPE nest AS (p inner_pair, q text[], d date)"),
                TypeLiterals.of("pair[]", "ARRAY[ROW(1, '\"')::pair, ROW(NULL, NULL)::pair, NULL]"),
                TypeLiterals.of("positive", "1", "2147483647")
                        .after("CREATE DOMAIN positive AS integer CHECK (VALUE > 0)"),
                TypeLiterals.of("code", v("'ab'").there("ab"), v("''").there(""))
                        .after("CREATE DOMAIN code AS character(4)"),
                TypeLiterals.of("price", "'1.10'", "'-0.01'").after("CREATE DOMAIN price AS numeric(12,2)"),
                TypeLiterals.of("ints", "'[0:1]={1,NULL}'", "'{}'").after("CREATE DOMAIN ints AS integer[]"),
                TypeLiterals.of("pairs", "ROW(1, 'x')").after("CREATE DOMAIN pairs AS pair"),
                TypeLiterals.of("moment", v("'2024-03-31 02:30:00+00'").there("2024-03-31 02:30:00.000000"))
                        .after("CREATE DOMAIN moment AS timestamp with time zone"));
    }
}
