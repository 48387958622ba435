package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.convert.TypeSpelling;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types as format_type() shows them, by any of the ways to write them, but for shorter names of texts. */
final class TypeForm {
    private static final Pattern ARRAY = Pattern.compile("(.*?)(?: array(?:\\[\\d*])?|(?:\\[\\d*])+)");

    /** The words of a type, the numbers in its parentheses, and whether it has a time zone. */
    private static final Pattern PARTS =
            Pattern.compile("([a-z_][a-z0-9_ ]*?)(\\([0-9, -]*\\))?( with(?:out)? time zone)?");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("int2", "smallint"),
            Map.entry("smallserial", "smallint"),
            Map.entry("serial2", "smallint"),
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("serial", "integer"),
            Map.entry("serial4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("bigserial", "bigint"),
            Map.entry("serial8", "bigint"),
            Map.entry("bool", "boolean"),
            Map.entry("float4", "real"),
            Map.entry("float8", "double precision"),
            Map.entry("dec", "numeric"),
            Map.entry("decimal", "numeric"),
            Map.entry("character varying", "varchar"),
            Map.entry("char varying", "varchar"),
            Map.entry("national character varying", "varchar"),
            Map.entry("national char varying", "varchar"),
            Map.entry("nchar varying", "varchar"),
            Map.entry("character", "char"),
            Map.entry("nchar", "char"),
            Map.entry("national char", "char"),
            Map.entry("national character", "char"),
            Map.entry("varbit", "bit varying"));

    /** The most bits of mantissa that a type of 32 bits has. */
    private static final int SINGLE = 24;

    private TypeForm() {}

    static String of(String nativeType) {
        String plain = TypeSpelling.plain(nativeType).replaceFirst("^pg_catalog\\.", "");
        Matcher array = ARRAY.matcher(plain);
        if (array.matches()) {
            return of(array.group(1)) + "[]";
        }
        if (plain.matches("_[a-z0-9]+")) {
            return of(plain.substring(1)) + "[]";
        }
        Matcher parts = PARTS.matcher(plain);
        if (!parts.matches()) {
            return plain;
        }
        String name = NAMES.getOrDefault(parts.group(1), parts.group(1));
        String size = parts.group(2) == null ? "" : parts.group(2);
        boolean zoned = parts.group(3) != null && parts.group(3).startsWith(" with ");
        return switch (name) {
            case "numeric" -> size.isEmpty() || size.contains(",") ? name + size : name + size.replace(")", ",0)");
            case "float" ->
                !size.isEmpty() && Integer.parseInt(size.substring(1, size.length() - 1)) <= SINGLE
                        ? "real"
                        : "double precision";
            case "char", "bit" -> name + (size.isEmpty() ? "(1)" : size);
            // Without a length it is no char(1).
            case "bpchar" -> size.isEmpty() ? name : "char" + size;
            case "timestamptz", "timetz" -> timed(name.substring(0, name.length() - 2), size, true);
            case "timestamp", "time" -> timed(name, size, zoned);
            default -> name + size + (parts.group(3) == null ? "" : parts.group(3));
        };
    }

    private static String timed(String name, String size, boolean zoned) {
        return name + size + (zoned ? " with time zone" : " without time zone");
    }
}
