package dev.sterna.sync;

import dev.sterna.compare.TablePair;
import dev.sterna.config.TableChanges.Watermark;
import dev.sterna.dialect.SqlText;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Kind;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A column of a table that grows, and what is asked of it.
 *
 * @param rows of the source
 * @param targetRows of the target
 * @param column as the source has it
 * @param there as the target has it
 */
record WatermarkColumn(RowSet rows, RowSet targetRows, Column column, Column there, Watermark setting) {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** The column that the settings name; the pair has it. */
    static WatermarkColumn of(TablePair pair, Watermark setting) {
        return new WatermarkColumn(
                pair.source(),
                pair.target(),
                pair.source().table().column(setting.column()),
                pair.target().table().column(pair.targetNames().get(setting.column())),
                setting);
    }

    /** Whether both sides order the values of such columns in one way, and tell them from NULL and from the infinite. */
    boolean isFit() {
        return isFit(column) && kinds().contains(there.type().kind());
    }

    /** Whether a column of the source may be one. */
    static boolean isFit(Column column) {
        return switch (column.type().kind()) {
            case INT, DATE, TIMESTAMP, INSTANT -> true;
            case BOOL, DECIMAL, NUMERIC, REAL, CHAR, TEXT, BYTES, BIT, TIME, UUID, JSON, ENUM, SET, OPAQUE -> false;
        };
    }

    private List<Kind> kinds() {
        return isNumber()
                ? List.of(Kind.INT, Kind.DECIMAL, Kind.NUMERIC)
                : column.type().kind() == Kind.DATE ? List.of(Kind.DATE) : List.of(Kind.TIMESTAMP, Kind.INSTANT);
    }

    private boolean isNumber() {
        return column.type().kind() == Kind.INT;
    }

    /** Whether the overlap that is said is one for values of this type. */
    boolean hasFitOverlap() {
        return isNumber() ? setting.time() == null : setting.number() == null;
    }

    /**
     * The greatest value at the source, of times the greatest that is not in the future: one row with a wrong date would
     * otherwise hide all that come after it.
     */
    Optional<String> greatest(Database source) {
        SqlText sql = source.dialect().sql();
        String name = sql.quote(column.name());
        String query =
                "SELECT " + sql.wire(column, ValueConversions.NONE) + " FROM (SELECT max(" + name + ") AS " + name
                        + sql.ownRows(rows.table())
                        + (rows.where() == null ? "" : " AND (" + rows.where() + "\n)")
                        + (isNumber() ? "" : " AND " + name + " <= LOCALTIMESTAMP")
                        + ") " + sql.quote("sterna_greatest");
        return source.ask("look for the greatest " + column.name(), rows.table().name(), connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery(query)) {
                        return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.<String>empty();
                    }
                })
                .filter(this::isReadable);
    }

    private boolean isReadable(String value) {
        try {
            return !floor(value).isEmpty();
        } catch (DateTimeParseException | NumberFormatException notOne) {
            return false;
        }
    }

    /** Whether rows of the source have no value in it. */
    boolean hasNulls(Database source) {
        return column.nullable() && has(source, rows, column, " IS NULL");
    }

    /** Whether rows of the source come before the floor of a value, and none in the target. */
    boolean isTargetEmptiedBelow(String value, Migration migration) {
        return !hasBelow(value, migration.target(), targetRows, there)
                && hasBelow(value, migration.source(), rows, column);
    }

    /** Whether both sides have as many rows that are not looked at from the floor of a value on. */
    boolean isAsManyBelow(String value, Migration migration) {
        return countBelow(value, migration.source(), rows, column)
                == countBelow(value, migration.target(), targetRows, there);
    }

    private long countBelow(String value, Database side, RowSet some, Column name) {
        return ask(
                side,
                "SELECT count(*)" + rows(side, some)
                        + " AND (" + side.dialect().sql().quote(name.name()) + below(value, side, name) + " OR "
                        + side.dialect().sql().quote(name.name()) + " IS NULL)");
    }

    private boolean hasBelow(String value, Database side, RowSet some, Column name) {
        return has(side, some, name, below(value, side, name));
    }

    private String below(String value, Database side, Column name) {
        return " < " + side.dialect().sql().literal(name.type(), floor(value));
    }

    private boolean has(Database side, RowSet some, Column name, String condition) {
        String found = rows(side, some) + " AND " + side.dialect().sql().quote(name.name()) + condition;
        return ask(side, "SELECT CASE WHEN EXISTS (SELECT 1" + found + ") THEN 1 ELSE 0 END") > 0;
    }

    private static String rows(Database side, RowSet some) {
        return side.dialect().sql().ownRows(some.table())
                + (some.where() == null ? "" : " AND (" + some.where() + "\n)");
    }

    private long ask(Database side, String query) {
        return side.ask("look for rows by " + column.name(), rows.table().name(), connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** Whether one value comes before another. */
    boolean isBefore(String one, String other) {
        if (isNumber()) {
            return new BigInteger(one).compareTo(new BigInteger(other)) < 0;
        }
        return time(one).isBefore(time(other));
    }

    /** From where rows are looked at when all up to a value are in that had come by then. */
    String floor(String value) {
        if (isNumber()) {
            long overlap = setting.number() == null ? Watermark.USUAL_NUMBER : setting.number();
            return new BigInteger(value)
                    .subtract(BigInteger.valueOf(overlap))
                    .max(least(column.type()))
                    .max(least(there.type()))
                    .toString();
        }
        Duration overlap = setting.time() == null ? Watermark.USUAL_TIME : setting.time();
        LocalDateTime from = time(value).minus(overlap).truncatedTo(ChronoUnit.SECONDS);
        return column.type().kind() == Kind.DATE ? from.toLocalDate().toString() : SECONDS.format(from);
    }

    private static LocalDateTime time(String value) {
        return value.length() == 10
                ? LocalDate.parse(value).atStartOfDay()
                : LocalDateTime.parse(value.replace(' ', 'T'));
    }

    private static BigInteger least(LogicalType type) {
        if (type instanceof LogicalType.Int whole) {
            return whole.unsigned()
                    ? BigInteger.ZERO
                    : BigInteger.TWO.pow(whole.bits() - 1).negate();
        }
        return BigInteger.TWO.pow(Long.SIZE).negate();
    }
}
