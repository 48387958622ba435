package dev.sterna.launcher.bench;

import dev.sterna.embedded.Engine;
import java.util.Locale;

/**
 * A column of the source.
 *
 * @param type as the source spells it
 */
record SourceColumn(String name, String type, Nulls nulls) {
    enum Nulls {
        ALLOWED,
        REFUSED
    }

    /** What the pipe must know of a value. */
    enum Kind {
        TEXT,
        BINARY,
        PLAIN
    }

    Kind kind() {
        String word = word();
        if (word.contains("blob") || word.contains("binary") || word.equals("bytea")) {
            return Kind.BINARY;
        }
        return isText(word) ? Kind.TEXT : Kind.PLAIN;
    }

    /** Its definition in the target: the same type in the same engine, else the nearest of the ordinary ones. */
    String definition(Pair pair) {
        String there = pair.source() == pair.target() ? type : converted(pair.target());
        return name + " " + there + (nulls == Nulls.REFUSED ? " NOT NULL" : "");
    }

    private String converted(Engine target) {
        boolean unsigned = type.toLowerCase(Locale.ROOT).contains("unsigned");
        boolean postgres = target == Engine.POSTGRESQL;
        return switch (word()) {
            case "bigint" -> unsigned ? "numeric(20)" : "bigint";
            case "int", "integer" -> unsigned ? "bigint" : "integer";
            case "mediumint" -> "integer";
            case "smallint", "tinyint" -> unsigned ? "integer" : "smallint";
            case "decimal", "numeric" -> "decimal" + (arguments().isEmpty() && !postgres ? "(65,10)" : arguments());
            case "char", "character" -> "char" + arguments();
            case "varchar", "character varying" -> "varchar" + arguments();
            case "date" -> "date";
            case "datetime", "timestamp", "timestamp without time zone" -> postgres ? "timestamp" : "datetime(6)";
            case "double", "double precision" -> "double precision";
            case "float", "real" -> postgres ? "real" : "float";
            default ->
                switch (kind()) {
                    case BINARY -> postgres ? "bytea" : "longblob";
                    case TEXT, PLAIN -> postgres ? "text" : "longtext";
                };
        };
    }

    private static boolean isText(String word) {
        return word.contains("char") || word.contains("text") || word.equals("json") || word.equals("jsonb");
    }

    /** The type's name: {@code character varying} of {@code character varying(44)}. */
    private String word() {
        return type.toLowerCase(Locale.ROOT)
                .replaceAll("\\(.*?\\)", "")
                .replace(" unsigned", "")
                .replace(" zerofill", "")
                .strip();
    }

    private String arguments() {
        int open = type.indexOf('(');
        return open < 0 ? "" : type.substring(open, type.indexOf(')', open) + 1);
    }
}
