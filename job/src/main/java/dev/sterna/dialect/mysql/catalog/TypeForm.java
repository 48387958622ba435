package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.convert.TypeSpelling;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types as information_schema shows them, by any of the ways to write them; without what has no meaning. */
final class TypeForm {
    /** What belongs to the column and not to the type. */
    private static final Pattern OF_COLUMN = Pattern.compile(" (character set|charset|collate) [\\w\"']+");

    /** The words of a type, the numbers in its parentheses, and its signs. */
    private static final Pattern PARTS =
            Pattern.compile("([a-z][a-z0-9 ]*?)(\\([0-9, ]*\\))?((?: (?:unsigned|zerofill|signed))*)");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("integer", "int"),
            Map.entry("int1", "tinyint"),
            Map.entry("int2", "smallint"),
            Map.entry("int3", "mediumint"),
            Map.entry("middleint", "mediumint"),
            Map.entry("int4", "int"),
            Map.entry("int8", "bigint"),
            Map.entry("serial", "bigint unsigned"),
            Map.entry("bool", "tinyint(1)"),
            Map.entry("boolean", "tinyint(1)"),
            Map.entry("dec", "decimal"),
            Map.entry("fixed", "decimal"),
            Map.entry("numeric", "decimal"),
            Map.entry("float4", "float"),
            Map.entry("float8", "double"),
            Map.entry("double precision", "double"),
            Map.entry("real", "double"),
            Map.entry("character", "char"),
            Map.entry("nchar", "char"),
            Map.entry("national char", "char"),
            Map.entry("national character", "char"),
            Map.entry("character varying", "varchar"),
            Map.entry("char varying", "varchar"),
            Map.entry("varcharacter", "varchar"),
            Map.entry("nvarchar", "varchar"),
            Map.entry("national varchar", "varchar"),
            Map.entry("national character varying", "varchar"),
            Map.entry("long", "mediumtext"),
            Map.entry("long varchar", "mediumtext"),
            Map.entry("long varbinary", "mediumblob"),
            Map.entry("geometrycollection", "geomcollection"));

    private static final List<String> OF_LENGTH_ONE = List.of("char", "binary", "bit");

    /** The most bits of mantissa that a type of 32 bits has. */
    private static final int SINGLE = 24;

    private TypeForm() {}

    /** @param mariaDb whose JSON is a text; MySQL's is a type of its own */
    static String of(String nativeType, boolean mariaDb) {
        String plain = OF_COLUMN.matcher(TypeSpelling.plain(nativeType)).replaceAll("");
        Matcher parts = PARTS.matcher(plain);
        if (!parts.matches()) {
            return plain;
        }
        String signs = parts.group(3).replace(" signed", "");
        if (signs.contains("zerofill") && !signs.contains("unsigned")) {
            signs = " unsigned" + signs;
        }
        String name = NAMES.getOrDefault(parts.group(1), parts.group(1));
        if (mariaDb && name.equals("json")) {
            name = "longtext";
        }
        return sized(name, parts.group(2) == null ? "" : parts.group(2)) + signs;
    }

    private static String sized(String name, String size) {
        if (name.equals("decimal")) {
            return size.isEmpty()
                    ? "decimal(10,0)"
                    : size.contains(",") ? name + size : name + size.replace(")", ",0)");
        }
        if (name.equals("float") && size.matches("\\(\\d+\\)")) {
            return Integer.parseInt(size.substring(1, size.length() - 1)) <= SINGLE ? "float" : "double";
        }
        if (OF_LENGTH_ONE.contains(name) && size.isEmpty()) {
            return name + "(1)";
        }
        boolean width = name.matches("(tiny|small|medium|big)?int|year") && !(name + size).equals("tinyint(1)");
        boolean noFraction = name.matches("datetime|timestamp|time") && size.equals("(0)");
        return width || noFraction ? name : name + size;
    }
}
