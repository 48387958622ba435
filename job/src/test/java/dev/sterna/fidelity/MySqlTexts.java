package dev.sterna.fidelity;

import static dev.sterna.fidelity.Literal.v;
import static dev.sterna.fidelity.MySqlLiterals.onMariaDb;
import static dev.sterna.fidelity.MySqlLiterals.onMySql;
import static dev.sterna.fidelity.TypeLiterals.of;

import dev.sterna.embedded.Engine;
import java.util.ArrayList;
import java.util.List;

/** Texts and bytes of MariaDB and MySQL, in many character sets. PostgreSQL shows the blanks at the end of a char. */
final class MySqlTexts {
    private MySqlTexts() {}

    static List<TypeLiterals> types() {
        List<TypeLiterals> types = new ArrayList<>(texts());
        types.addAll(charsets());
        types.addAll(lists());
        types.addAll(bytes());
        return types;
    }

    private static List<TypeLiterals> texts() {
        return List.of(
                of(
                        "char(10)",
                        v("''").there("          "),
                        v("'a  '").there("a         "),
                        v("' a'").there(" a        "),
                        v("'0123456789'"),
                        v("'a\u00e9\u4e2d\ud83d\ude00'").there("a\u00e9\u4e2d\ud83d\ude00      "),
                        v("'a\\tb\\\\'").there("a\tb\\      "),
                        v("'a\\0b'").refused("22021", "on-nul-character = strip", "ab        ")),
                of("char(0)", "''").alone(),
                of("char(2) COLLATE utf8mb4_bin", v("'A'").there("A "), v("'a'").there("a ")),
                onMariaDb(of("varchar(5) COLLATE utf8mb4_uca1400_nopad_ai_ci", "'a '", "'A'")),
                onMySql(of("varchar(5) COLLATE utf8mb4_0900_ai_ci", "'a '", "'A'")),
                of(
                        "varchar(20)",
                        v("''"),
                        v("' '"),
                        v("'  a  '"),
                        v("''''"),
                        v("'\\\\'"),
                        v("'\\\\N'"),
                        v("'NULL'"),
                        v("'\\t\\n\\r,;|\\\"'"),
                        v("'\\Z'"),
                        v("x'01'"),
                        v("'\ud83d\ude00\uffff\ufeff'"),
                        v("x'c280'"),
                        v("'a\\0b'").refused("22021", "on-nul-character = strip", "ab"),
                        v("'\\0'").refused("22021", "on-nul-character = strip", "")),
                of("tinytext", v("''"), v("'a '"), v("REPEAT('a', 255)")),
                of(
                        "text",
                        v("''"),
                        v("'\\\\.'"),
                        v("REPEAT('a', 65535)"),
                        v("'a\\0'").refused("22021", "on-nul-character = strip", "a")),
                of("mediumtext", "''", "REPEAT('\u00e9', 40000)"),
                of("longtext", "''", "REPEAT('\u20ac', 350000)").alone());
    }

    /** latin1 is cp1252 here, with the five octets that it leaves out; its text stays what its character set says. */
    private static List<TypeLiterals> charsets() {
        return List.of(
                of(
                        "varchar(20) CHARACTER SET latin1",
                        "''",
                        "'\u00e9\u20ac'",
                        "x'81'",
                        "x'8d8f909d'",
                        "x'a0ff'",
                        "x'c3a9'"),
                of(
                        "char(3) CHARACTER SET latin1",
                        v("'\u20ac'").there("\u20ac  "),
                        v("x'81'").there("\u0081  ")),
                of(
                        "text CHARACTER SET latin1",
                        v("x'8081'"),
                        v("'a\\0'").refused("22021", "on-nul-character = strip", "a")),
                of("varchar(9) CHARACTER SET cp1250", "x'8a9e'"),
                of("varchar(9) CHARACTER SET cp1251", "x'c6d38880'", "'?'"),
                of("varchar(9) CHARACTER SET koi8r", "x'c1c2'"),
                of("varchar(9) CHARACTER SET latin2", "'\u010d'"),
                of("varchar(9) CHARACTER SET greek", "'\u03b1?'"),
                of("varchar(9) CHARACTER SET hebrew", "'\u05d0'"),
                of("varchar(9) CHARACTER SET sjis", "_sjis x'835c'", "_sjis x'5c3f'", "_sjis x'5cb1'"),
                of("varchar(9) CHARACTER SET cp932", "_cp932 x'835c'", "_cp932 x'81608740'", "_cp932 x'5c'"),
                of("varchar(9) CHARACTER SET ujis", "'\u3042'"),
                of("varchar(9) CHARACTER SET big5", "_big5 x'a45c'"),
                of("varchar(9) CHARACTER SET gbk", "_gbk x'815c'", "'\u4e2d'"),
                onMySql(of("varchar(9) CHARACTER SET gb18030", "'\u4e2d\ud83d\ude00'")),
                of("varchar(9) CHARACTER SET euckr", "'\ud55c'"),
                of("varchar(9) CHARACTER SET tis620", "'\u0e01'"),
                of("varchar(9) CHARACTER SET ascii", "''", "'az?'", "x'7f'"),
                of("varchar(9) CHARACTER SET utf8mb3", "'a\u00e9\u4e2d'"),
                of(
                        "varchar(9) CHARACTER SET utf16",
                        v("''"),
                        v("'a\u00e9\u4e2d\ud83d\ude00'"),
                        v("'\\\\ '"),
                        v("'a\\0b'").refused("22021", "on-nul-character = strip", "ab")),
                of("varchar(9) CHARACTER SET utf16le", "'a\u00e9\u4e2d\ud83d\ude00\\\\'"),
                of("varchar(9) CHARACTER SET utf32", "'a\u00e9\u4e2d\ud83d\ude00'"),
                of(
                        "char(4) CHARACTER SET ucs2",
                        v("'a\u00e9\u4e2d'").there("a\u00e9\u4e2d "),
                        v("'\\\\n'").there("\\n  ")),
                of("text CHARACTER SET utf16", "'a\u00e9\u4e2d\ud83d\ude00'"));
    }

    private static List<TypeLiterals> lists() {
        return List.of(
                of(
                        "enum('a','B','it''s','x,y',' lead','\u00e9','\\\\','\"')",
                        v("'a'"),
                        v("'b'"),
                        v("'it''s'"),
                        v("'x,y'"),
                        v("' lead'"),
                        v("'\u00e9'"),
                        v("'\\\\'"),
                        v("'\"'")),
                of("enum('a','')", "'a'", "''"),
                // The empty value, with the number 0, which only stays where an insert failed.
                of("enum('a','b')", v("'b'"), v("'none'").called("0").there("")),
                of("enum('1','2','3')", "'1'", "3"),
                of("enum('A','a') COLLATE utf8mb4_bin", "'A'", "'a'"),
                of("enum('\u00e9','\u00f6') CHARACTER SET latin1", "'\u00e9'", "'\u00f6'"),
                of("set('a','b','it''s','\u00e9')", "''", "'a'", "'a,b,it''s,\u00e9'", "'\u00e9,a'"),
                of("set('a','b') CHARACTER SET utf16", "'a,b'", "''"),
                of(
                        "set('a1','a2','a3','a4','a5','a6','a7','a8','b1','b2','b3','b4','b5','b6','b7','b8',"
                                + "'c1','c2','c3','c4','c5','c6','c7','c8','d1','d2','d3','d4','d5','d6','d7','d8',"
                                + "'e1','e2','e3','e4','e5','e6','e7','e8','f1','f2','f3','f4','f5','f6','f7','f8',"
                                + "'g1','g2','g3','g4','g5','g6','g7','g8','h1','h2','h3','h4','h5','h6','h7','h8')",
                        "18446744073709551615",
                        "9223372036854775808"));
    }

    private static List<TypeLiterals> bytes() {
        return List.of(
                of("binary(4)", "''", "'a'", "x'00000000'", "x'61200000'", "'    '", "x'ff5c0a09'"),
                of("binary(0)", "''").alone(),
                of("varbinary(9)", "''", "x'00'", "x'20'", "x'6100'", "x'ff00fe'", "'\\\\N'"),
                of("varchar(9) CHARACTER SET binary", "''", "x'80ff'"),
                of("tinyblob", "''", "x'00ff'", "REPEAT(x'00', 255)"),
                of("blob", "''", "x'0a0d095c00271a'", "REPEAT(x'ff', 65535)"),
                of("mediumblob", "''", "REPEAT(x'5c', 70000)").alone(),
                of("longblob", "''", "REPEAT(x'00', 1048576)", "REPEAT('abc\\n', 300000)")
                        .alone(),
                of("binary(16)", v("x'123e4567e89b12d3a456426614174000'").there("123e4567-e89b-12d3-a456-426614174000"))
                        .mapped(Engine.POSTGRESQL, "uuid"));
    }
}
