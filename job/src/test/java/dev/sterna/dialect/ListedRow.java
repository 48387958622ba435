package dev.sterna.dialect;

import dev.sterna.dialect.rows.OddDates;
import dev.sterna.dialect.rows.RealText;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;

/** A staged row made from canonical texts. */
public final class ListedRow implements StagedRow {
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter();

    private final Object[] values;

    private ListedRow(Object[] values) {
        this.values = values;
    }

    /** Null for NULL; hexadecimal digits for bytes. */
    public static ListedRow of(List<LogicalType> types, List<String> canonical) {
        Object[] values = new Object[types.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = canonical.get(i) == null ? null : value(types.get(i), canonical.get(i));
        }
        return new ListedRow(values);
    }

    /** Values in their staged shapes as they are: Long, Double, BigInteger or byte[]. */
    public static ListedRow ofStaged(Object... values) {
        return new ListedRow(values);
    }

    private static Object value(LogicalType type, String canonical) {
        return switch (Staged.of(type)) {
            case BOOL, INT, LONG -> Long.valueOf(canonical);
            case FLOAT, DOUBLE -> RealText.parse(canonical);
            case DECIMAL_LONG ->
                new BigDecimal(canonical)
                        .setScale(Staged.scale(type))
                        .unscaledValue()
                        .longValueExact();
            case DECIMAL_BIG ->
                new BigDecimal(canonical).setScale(Staged.scale(type)).unscaledValue();
            case DATE -> day(canonical);
            case TIMESTAMP, INSTANT -> {
                if (isNoDay(canonical)) {
                    LocalDateTime midday = LocalDateTime.parse("2000-01-01" + canonical.substring(10), TIMESTAMP);
                    yield day(canonical) * 86_400_000_000L
                            + midday.toLocalTime().toNanoOfDay() / 1_000;
                }
                LocalDateTime time = LocalDateTime.parse(canonical, TIMESTAMP);
                yield time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1_000;
            }
            case TEXT -> canonical.getBytes(StandardCharsets.UTF_8);
            case BYTES -> HexFormat.of().parseHex(canonical);
        };
    }

    private static long day(String canonical) {
        int year = Integer.parseInt(canonical.substring(0, 4));
        return isNoDay(canonical)
                ? OddDates.noDay(
                        year, Integer.parseInt(canonical.substring(5, 7)), Integer.parseInt(canonical.substring(8, 10)))
                : LocalDate.parse(canonical).toEpochDay();
    }

    private static boolean isNoDay(String canonical) {
        if (canonical.startsWith("0000")) {
            return true;
        }
        try {
            LocalDate.parse(canonical.substring(0, 10));
            return false;
        } catch (java.time.DateTimeException none) {
            return true;
        }
    }

    @Override
    public boolean isNull(int column) {
        return values[column] == null;
    }

    @Override
    public long asLong(int column) {
        return (Long) values[column];
    }

    @Override
    public double asDouble(int column) {
        return (Double) values[column];
    }

    @Override
    public BigInteger asUnscaled(int column) {
        return (BigInteger) values[column];
    }

    @Override
    public int octets(int column) {
        return ((byte[]) values[column]).length;
    }

    @Override
    public void copyOctets(int column, byte[] to, int offset) {
        byte[] from = (byte[]) values[column];
        System.arraycopy(from, 0, to, offset, from.length);
    }
}
