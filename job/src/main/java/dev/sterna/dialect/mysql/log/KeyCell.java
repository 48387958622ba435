package dev.sterna.dialect.mysql.log;

import dev.sterna.dialect.rows.RealText;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The canonical text of a key's value, out of the octets of the log and what the catalogue knows of the column: signs, charsets,
 * members of ENUMs, and the zeros that the log leaves out at the end.
 */
final class KeyCell {
    private static final int UUID_OCTETS = 16;

    private final Column column;
    private final String nativeType;
    private final BinlogCharset charset;
    private final boolean uuidsAreTurned;

    /** @param uuidsAreTurned whether the server stores a UUID of every version from its last group to the first */
    KeyCell(Column column, boolean uuidsAreTurned) {
        this.column = column;
        this.nativeType = column.nativeType().toLowerCase(Locale.ROOT);
        this.charset = column.charset() == null ? null : BinlogCharset.of(column.charset());
        this.uuidsAreTurned = uuidsAreTurned;
    }

    /** Whether values of that type can stand in the column; else its definition is another one. */
    boolean takes(CellType type) {
        return switch (column.type().kind()) {
            case INT ->
                switch (((LogicalType.Int) column.type()).bits()) {
                    case 8 -> type.code() == CellType.TINY;
                    case 16 -> type.code() == (nativeType.startsWith("year") ? CellType.YEAR : CellType.SHORT);
                    case 24 -> type.code() == CellType.INT24;
                    case 32 -> type.code() == CellType.LONG;
                    default -> type.code() == CellType.LONGLONG;
                };
            case DECIMAL ->
                type.code() == CellType.DECIMAL && type.scale() == ((LogicalType.Decimal) column.type()).scale();
            case REAL ->
                type.code() == (((LogicalType.Real) column.type()).bits() == 32 ? CellType.FLOAT : CellType.DOUBLE);
            case BIT -> type.code() == CellType.BIT;
            case DATE -> type.code() == CellType.DATE;
            case TIME -> type.code() == CellType.TIME2 || type.code() == CellType.TIME;
            case TIMESTAMP -> type.code() == CellType.DATETIME2 || type.code() == CellType.DATETIME;
            case INSTANT -> type.code() == CellType.TIMESTAMP2 || type.code() == CellType.TIMESTAMP;
            case ENUM -> type.code() == CellType.ENUM;
            case SET -> type.code() == CellType.SET;
            case CHAR, TEXT, BYTES, UUID, JSON, OPAQUE, NUMERIC, BOOL ->
                switch (type.code()) {
                    case CellType.STRING,
                            CellType.VARCHAR,
                            CellType.VAR_STRING,
                            CellType.BLOB,
                            CellType.TINY_BLOB,
                            CellType.MEDIUM_BLOB,
                            CellType.LONG_BLOB -> true;
                    default -> false;
                };
        };
    }

    /** @param cell exactly the octets of the value */
    String text(CellType type, ByteBuffer cell) {
        cell.order(ByteOrder.LITTLE_ENDIAN);
        return switch (column.type().kind()) {
            case INT -> integer(type, cell, (LogicalType.Int) column.type());
            case DECIMAL -> DecimalCell.text(type, cell);
            case REAL -> RealText.of(type.code() == CellType.FLOAT ? (double) cell.getFloat() : cell.getDouble());
            case BIT -> bits(cell, ((LogicalType.Bit) column.type()).length());
            case DATE -> TimeCell.date(cell);
            case TIME -> TimeCell.time(type, cell);
            case TIMESTAMP -> TimeCell.dateTime(type, cell);
            case INSTANT -> TimeCell.instant(type, cell);
            case ENUM ->
                member(((LogicalType.Enumeration) column.type()).values(), Octets.little(cell, cell.remaining()));
            case SET -> members(((LogicalType.SetOf) column.type()).values(), Octets.little(cell, cell.remaining()));
            case CHAR -> charset.decode(content(type, cell)).replaceFirst(" +$", "");
            case TEXT, JSON, NUMERIC, BOOL -> charset.decode(content(type, cell));
            case BYTES -> HexFormat.of().formatHex(padded(content(type, cell)));
            case UUID -> uuid(Arrays.copyOf(content(type, cell), UUID_OCTETS));
            case OPAQUE -> opaque(content(type, cell));
        };
    }

    private static String integer(CellType type, ByteBuffer cell, LogicalType.Int as) {
        if (type.code() == CellType.YEAR) {
            int year = cell.get() & 0xff;
            return year == 0 ? "0" : Integer.toString(1900 + year);
        }
        int bits = cell.remaining() * 8;
        long number = Octets.little(cell, cell.remaining());
        if (as.unsigned()) {
            return Long.toUnsignedString(number);
        }
        return Long.toString(number << (64 - bits) >> (64 - bits));
    }

    private static String bits(ByteBuffer cell, int length) {
        String digits = Long.toBinaryString(Octets.big(cell, cell.remaining()));
        return "0".repeat(Math.max(0, length - digits.length())) + digits;
    }

    private static String member(List<String> values, long number) {
        return number == 0 ? "" : values.get((int) number - 1);
    }

    private static String members(List<String> values, long bits) {
        return IntStream.range(0, values.size())
                .filter(i -> (bits >>> i & 1) != 0)
                .mapToObj(values::get)
                .collect(Collectors.joining(","));
    }

    private static byte[] content(CellType type, ByteBuffer cell) {
        Octets.skip(cell, type.prefix());
        return Octets.bytes(cell, cell.remaining());
    }

    private byte[] padded(byte[] octets) {
        return nativeType.startsWith("binary")
                ? Arrays.copyOf(octets, (int) ((LogicalType.Bytes) column.type()).maxLength())
                : octets;
    }

    private String uuid(byte[] stored) {
        // A variant in the seventh octet, a version up to 5 in the ninth.
        boolean turned = uuidsAreTurned || stored[6] < 0 && stored[8] > 0 && stored[8] < 0x60;
        String digits = HexFormat.of().formatHex(stored);
        List<String> groups = turned
                ? List.of(
                        digits.substring(24),
                        digits.substring(20, 24),
                        digits.substring(16, 20),
                        digits.substring(12, 16),
                        digits.substring(0, 12))
                : List.of(
                        digits.substring(0, 8),
                        digits.substring(8, 12),
                        digits.substring(12, 16),
                        digits.substring(16, 20),
                        digits.substring(20));
        return String.join("-", groups);
    }

    private String opaque(byte[] octets) {
        return switch (nativeType) {
            case "inet4" -> InetText.four(Arrays.copyOf(octets, 4), 0);
            case "inet6" -> InetText.six(Arrays.copyOf(octets, 16));
            default -> throw new IllegalArgumentException("Cannot read a key of type " + nativeType + " from the log");
        };
    }

    /** Whether a column's values can be read from the log at all. */
    static boolean canRead(Column column) {
        if (column.type() instanceof LogicalType.Opaque opaque) {
            String type = opaque.nativeType().toLowerCase(Locale.ROOT);
            return type.equals("inet4") || type.equals("inet6");
        }
        return column.charset() == null || BinlogCharset.isKnown(column.charset());
    }
}
