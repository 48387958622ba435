package dev.sterna.dialect.mysql.sql;

import dev.sterna.model.LogicalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the types of MySQL and MariaDB are. */
public final class MySqlTypes {
    /** What a character of utf8mb4 takes at most. */
    public static final int UTF8_OCTETS = 4;

    /** The widest column of bits. */
    public static final int MAX_BITS = 64;

    private static final Set<String> GEOMETRIES = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geomcollection",
            "geometrycollection");

    private MySqlTypes() {}

    /**
     * A column's type as information_schema has it.
     *
     * @param dataType the bare name, e.g. {@code decimal}
     * @param columnType in full, e.g. {@code decimal(10,2) unsigned}
     */
    public record Declared(
            String dataType, String columnType, long maxLength, int numberDigits, int numberScale, int timeDigits) {}

    public static LogicalType logical(Declared declared) {
        boolean unsigned = declared.columnType.toLowerCase(Locale.ROOT).contains("unsigned");
        return switch (declared.dataType.toLowerCase(Locale.ROOT)) {
            case "tinyint" -> new LogicalType.Int(8, unsigned);
            case "smallint" -> new LogicalType.Int(16, unsigned);
            case "mediumint" -> new LogicalType.Int(24, unsigned);
            case "int", "integer" -> new LogicalType.Int(32, unsigned);
            case "bigint" -> new LogicalType.Int(64, unsigned);
            case "year" -> new LogicalType.Int(16, false);
            case "decimal", "numeric" -> new LogicalType.Decimal(declared.numberDigits, declared.numberScale);
            case "float" -> new LogicalType.Real(32);
            case "double", "real" -> new LogicalType.Real(64);
            case "char" -> new LogicalType.Char((int) declared.maxLength);
            case "varchar" -> new LogicalType.Text(declared.maxLength);
            case "tinytext" -> new LogicalType.Text(255);
            case "text", "mediumtext", "longtext" -> new LogicalType.Text(0);
            case "binary", "varbinary" -> new LogicalType.Bytes(declared.maxLength);
            case "tinyblob" -> new LogicalType.Bytes(255);
            case "blob", "mediumblob", "longblob" -> new LogicalType.Bytes(0);
            case "bit" -> new LogicalType.Bit(Math.max(1, declared.numberDigits));
            case "date" -> new LogicalType.Date();
            case "time" -> new LogicalType.Time(declared.timeDigits);
            case "datetime" -> new LogicalType.Timestamp(declared.timeDigits);
            case "timestamp" -> new LogicalType.Instant(declared.timeDigits);
            case "enum" -> new LogicalType.Enumeration(members(declared.columnType));
            case "set" -> new LogicalType.SetOf(members(declared.columnType));
            case "uuid" -> new LogicalType.Uuid();
            case "json" -> new LogicalType.Json();
            default -> new LogicalType.Opaque(declared.columnType);
        };
    }

    /** Whether values of that type are shown, and taken, in hexadecimal digits: their octets are only their own server's. */
    public static boolean isShownInHex(String nativeType) {
        return isGeometry(nativeType) || bare(nativeType).equals("vector");
    }

    /** Whether its values are geometries: octets of which the first four are the number of a system of coordinates. */
    public static boolean isGeometry(String nativeType) {
        return GEOMETRIES.contains(bare(nativeType));
    }

    private static String bare(String nativeType) {
        return nativeType.toLowerCase(Locale.ROOT).replaceFirst("[^a-z].*$", "");
    }

    /** The texts in {@code enum('a','b''c')}, as information_schema escapes them. */
    static List<String> members(String columnType) {
        List<String> members = new ArrayList<>();
        int at = columnType.indexOf('(') + 1;
        while (at < columnType.length() && columnType.charAt(at) == '\'') {
            StringBuilder member = new StringBuilder();
            at++;
            while (columnType.charAt(at) != '\'' || columnType.startsWith("''", at)) {
                char read = columnType.charAt(at);
                if (read == '\'') {
                    at++;
                } else if (read == '\\') {
                    at++;
                    read = unescaped(columnType.charAt(at));
                }
                member.append(read);
                at++;
            }
            members.add(member.toString());
            // past the quote and the comma
            at += 2;
        }
        return members;
    }

    /**
     * A list of texts as information_schema writes such a type, which a statement takes too.
     *
     * @param type {@code enum} or {@code set}
     */
    public static String listed(String type, List<String> members) {
        return members.stream()
                .map(member -> "'"
                        + member.replace("\\", "\\\\")
                                .replace("'", "''")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r")
                        + "'")
                .collect(Collectors.joining(",", type + "(", ")"));
    }

    private static char unescaped(char letter) {
        return switch (letter) {
            case '0' -> '\0';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> letter;
        };
    }
}
