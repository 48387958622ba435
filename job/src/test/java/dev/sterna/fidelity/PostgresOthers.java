package dev.sterna.fidelity;

import static dev.sterna.fidelity.Literal.v;
import static dev.sterna.fidelity.PostgresLiterals.extension;
import static dev.sterna.fidelity.PostgresLiterals.since;

import dev.sterna.embedded.Engine;
import java.util.List;

/** Networks, shapes, text search, identifiers of the server, and what extensions bring. */
final class PostgresOthers {
    private PostgresOthers() {}

    static List<TypeLiterals> all() {
        return List.of(
                TypeLiterals.of(
                        "inet",
                        "'0.0.0.0'",
                        "'192.168.1.5/24'",
                        "'::'",
                        "'2001:db8::ff00:42:8329/64'",
                        "'::ffff:1.2.3.4'"),
                TypeLiterals.of("cidr", "'0.0.0.0/0'", "'10.0.0.0/8'", "'::/0'", "'2001:db8::/32'"),
                TypeLiterals.of("macaddr", "'00:00:00:00:00:00'", "'FF-08-00-2b-01-02'"),
                TypeLiterals.of("macaddr8", "'08:00:2b:01:02:03:04:05'", "'ff:ff:ff:ff:ff:ff'"),
                TypeLiterals.of(
                        "point",
                        "'(0,-0)'",
                        "'(0.1,1e-300)'",
                        "'(NaN,Infinity)'",
                        "'(-Infinity,1.7976931348623157e308)'"),
                TypeLiterals.of("line", "'{1,-1,0}'", "'{0.1,-1,-0}'"),
                TypeLiterals.of("lseg", "'[(0,-0),(Infinity,1)]'"),
                TypeLiterals.of("box", "'(1,1),(-0,0)'", "'(Infinity,Infinity),(-Infinity,-Infinity)'"),
                TypeLiterals.of("path", "'[(0,0),(1,0.1)]'", "'((0,0),(1,0.1),(-0,2))'"),
                TypeLiterals.of("polygon", "'((0,0),(1,0.1),(-0,2))'", "'((NaN,NaN))'"),
                TypeLiterals.of("circle", "'<(0,-0),0>'", "'<(1.5,2),Infinity>'"),
                TypeLiterals.of(
                        "tsvector", "''", "'a:1A,2B fat:3'", "$$'it''s' 'back\\\\slash' ' blank '$$", "'a:16383'"),
                TypeLiterals.of("tsquery", "''", "'fat & (rat | !cat)'", "'a:*AB <-> b <3> c'", "$$'it''s'$$"),
                TypeLiterals.of("oid", "0", "4294967295"),
                TypeLiterals.of("xid", "'0'", "'4294967295'"),
                since(13, TypeLiterals.of("xid8", "'0'", "'18446744073709551615'")),
                TypeLiterals.of("cid", "'4294967295'"),
                TypeLiterals.of("tid", "'(4294967295,65535)'"),
                TypeLiterals.of("pg_lsn", "'0/0'", "'FFFFFFFF/FFFFFFFF'", "'16/B374D848'"),
                TypeLiterals.of("txid_snapshot", "'10:20:10,14,15'", "'1:1:'"),
                since(13, TypeLiterals.of("pg_snapshot", "'10:20:10,14,15'")),
                TypeLiterals.of(
                                "regclass",
                                v("'pg_class'"),
                                v("'public.some1'").there("public.some1"),
                                // Not migrated, so that the target has nothing of this name.
                                v("'public.\"Other One\"'")
                                        .there("public.\"Other One\"")
                                        .in(Engine.POSTGRESQL, new Fate.Refused("42P01", null)),
                                v("'-'"))
                        .after("CREATE TABLE \"Other One\" (id integer PRIMARY KEY)"),
                TypeLiterals.of(
                        "regtype",
                        v("'integer'"),
                        v("'timestamp with time zone'"),
                        v("'public.mood'").there("public.mood")),
                TypeLiterals.of("regproc", "'pg_catalog.now'", "'-'"),
                TypeLiterals.of("regconfig", "'english'"),
                TypeLiterals.of("int2vector", "''", "'1 -2 3'"),
                TypeLiterals.of("oidvector", "'1 2'"),
                TypeLiterals.of("jsonpath", "'$'", "'$.a[*] ? (@.b > 1.10 && @.c == \"x\")'"),
                TypeLiterals.of("refcursor", "''", "'c 1'"),
                extension(
                        "hstore",
                        TypeLiterals.of(
                                "hstore", "''", "'a=>1, \"b c\"=>NULL, \"\"=>\"\"'", "$$\"q\\\"\"=>\"\\\\\"$$")),
                extension("ltree", TypeLiterals.of("ltree", "''", "'Top.Science.Astronomy_1'")),
                extension("ltree", TypeLiterals.of("lquery", "'*.Astro*@.!a|b{1,2}'")));
    }
}
