package dev.sterna.fidelity;

import static dev.sterna.fidelity.Literal.v;
import static dev.sterna.fidelity.PostgresLiterals.extension;

import java.util.ArrayList;
import java.util.List;

/** Texts and octets of PostgreSQL, and what is written as text. */
final class PostgresTexts {
    /** Ends of Unicode's planes, marks, joiners, other directions, composed and not; none of it is a NUL. */
    private static final List<String> ODD = List.of(
            "''",
            "' '",
            "' a '",
            "'NULL'",
            "E'\\\\N'",
            "E'\\\\.'",
            "E'\\t\\n\\r\\\\'",
            "E'\\u0001\\u001a\\u007f\\u0080'",
            "E'\\'\"`'",
            "'a,b'",
            "U&'\\FFFF\\FFFE\\FEFF\\+10FFFF\\D7FF\\E000'",
            "U&'e\\0301\\00e9'",
            "U&'\\+01F600\\+01F1EB\\200D'",
            "U&'\\0130\\0131\\00df'");

    private PostgresTexts() {}

    static List<TypeLiterals> all() {
        return List.of(
                text("text")
                        .and(
                                v("repeat(U&'\\00e4\\+01F600', 250000)").called("1.5 MB"),
                                v("repeat('x', 8192)").called("8192 octets"),
                                v("repeat('x', 8193)").called("8193 octets")),
                text("character varying"),
                text("character varying(50)"),
                TypeLiterals.of(
                        "character(5)",
                        v("''").there(""),
                        v("'a'").there("a"),
                        v("' a'").there(" a"),
                        v("'abcde'"),
                        v("E'a\\t'").there("a\t"),
                        v("U&'\\+01F600\\+01F600\\+01F600\\+01F600\\+01F600'")),
                TypeLiterals.of("character", v("''").there(""), v("'x'"), v("U&'\\00e4'")),
                TypeLiterals.of(
                        "bytea",
                        v("''"),
                        v("'\\x00'"),
                        v("'\\x5c6e0a0d09275c2e'"),
                        v("'\\x20'"),
                        v("'\\xff80c0fe'"),
                        v("decode(repeat('00ff5c0a', 262144), 'hex')").called("1 MB")),
                TypeLiterals.of(
                                "mood",
                                "'sad'",
                                "'it''s'",
                                "'a,b'",
                                "'\"q\"'",
                                "E'back\\\\slash'",
                                "''",
                                "U&'\\00e4'",
                                "'SAD'")
                        .after("CREATE TYPE mood AS ENUM ('sad', 'it''s', 'a,b', '\"q\"', E'back\\\\slash', '',"
                                + " U&'\\00e4', 'SAD')"),
                TypeLiterals.of("\"Odd \"\"Mood\"", "'blank '", "'blank'", "U&'\\+01F600'")
                        .after("CREATE TYPE \"Odd \"\"Mood\" AS ENUM ('blank ', 'blank', U&'\\+01F600')"),
                TypeLiterals.of(
                        "uuid",
                        "'00000000-0000-0000-0000-000000000000'",
                        "'FFFFFFFF-ffff-FFFF-ffff-FFFFFFFFFFFF'",
                        "'{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}'"),
                TypeLiterals.of(
                        "json",
                        "'null'",
                        "'\"\"'",
                        "'{}'",
                        "' { \"b\" : 1 , \"a\":[ ], \"b\":2 } '",
                        "'1.10'",
                        "'1e400'",
                        "'123456789012345678901234567890'",
                        "'-0'",
                        "'\"\\u0000\\ud83d\\ude00\\/\"'",
                        "E'[1,\\n\\t2]'"),
                TypeLiterals.of(
                        "jsonb",
                        "'null'",
                        "'\"\"'",
                        "'{}'",
                        "'{\"b\": 1, \"aa\": [], \"a\": null}'",
                        "'1.10'",
                        "'1e100'",
                        "'123456789012345678901234567890.0'",
                        "'-0.0'",
                        "'\"\\ud83d\\ude00\\u0001\"'"));
    }

    /** Those that the bulk path writes as text. */
    static List<TypeLiterals> asText() {
        return List.of(
                TypeLiterals.of("bpchar", v("''"), v("'a'"), v("'a  '")),
                TypeLiterals.of("\"char\"", "'a'", "''", "'\\001'", "'\\377'", "E'\\\\'"),
                TypeLiterals.of("name", "''", "'a b'", "'" + "n".repeat(63) + "'"),
                extension("citext", TypeLiterals.of("citext", "'Straße'", "''", "' x '")),
                TypeLiterals.of(
                        "xml",
                        v("'<a b=\"1\">&lt;&#10;</a>'"),
                        v("'text, <!-- and --> <b/>'"),
                        v("''"),
                        v("'<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>'")
                                .there("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>"),
                        v("'<?xml version=\"1.0\" encoding=\"ISO-8859-1\" standalone=\"yes\"?><ä/>'")
                                .there("<?xml version=\"1.0\" encoding=\"ISO-8859-1\" standalone=\"yes\"?><ä/>"),
                        v("'<!DOCTYPE a [<!ELEMENT a ANY>]><a/>'")));
    }

    private static TypeLiterals text(String type) {
        List<Literal> literals = new ArrayList<>();
        ODD.forEach(sql -> literals.add(v(sql)));
        return TypeLiterals.of(type, literals.toArray(Literal[]::new));
    }
}
