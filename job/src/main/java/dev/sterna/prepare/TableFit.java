package dev.sterna.prepare;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Kind;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Whether a table that the target has already can take the place of the one that is wanted. */
final class TableFit {
    private TableFit() {}

    /**
     * What is known of columns, by their names.
     *
     * @param sameType whether one has the wanted type, however the server writes it
     * @param sameCharset the same of its character set
     * @param neverNull whether one is to refuse NULL although the table's own definition does not say so: the source's type
     *     does
     */
    record Known(Predicate<String> sameType, Predicate<String> sameCharset, Predicate<String> neverNull) {}

    /**
     * What speaks against it, in words; nothing when it fits. A primary key that is still missing is no obstacle when
     * keys are made after the load.
     *
     * @param known of the table's columns
     */
    static List<String> obstacles(Table wanted, Table present, boolean keyAfterLoad, Known known) {
        Map<String, Column> there =
                present.columns().stream().collect(Collectors.toMap(Column::name, Function.identity()));
        List<String> obstacles = new ArrayList<>();
        for (Column column : wanted.columns()) {
            Column other = there.remove(column.name());
            if (other == null) {
                obstacles.add("column " + column.name() + " " + column.nativeType() + " is missing");
            } else {
                compare(column, other, known, obstacles);
            }
        }
        present.columns().stream()
                .filter(column -> there.containsKey(column.name()))
                // What the server computes nobody has to bring.
                .filter(column -> !column.isComputed())
                .forEach(column ->
                        obstacles.add("column " + column.name() + " " + column.nativeType() + " is too many"));
        compareKeys(wanted, present, keyAfterLoad, obstacles);
        return obstacles;
    }

    private static void compare(Column wanted, Column present, Known known, List<String> obstacles) {
        String name = "column " + wanted.name() + " ";
        // A converted column keeps the source's logical type, a column in the catalogue has one of its own.
        boolean same = wanted.nativeType().equalsIgnoreCase(present.nativeType()) || known.sameType.test(wanted.name());
        if (!same && !holds(wanted.type(), present.type())) {
            obstacles.add(name + "is " + present.nativeType() + ", not " + wanted.nativeType());
        } else if (wanted.charset() != null
                && present.charset() != null
                && !present.charset().equals(wanted.charset())
                && !known.sameCharset.test(wanted.name())) {
            obstacles.add(name + "has character set " + present.charset() + ", not " + wanted.charset());
        }
        if (wanted.nullable() && !present.nullable() && !known.neverNull.test(wanted.name())) {
            obstacles.add(name + "does not take NULL");
        }
        if (present.isComputed() && !wanted.isComputed()) {
            obstacles.add(name + "is computed");
        }
    }

    private static void compareKeys(Table wanted, Table present, boolean keyAfterLoad, List<String> obstacles) {
        List<String> key =
                wanted.primaryKey() == null ? null : wanted.primaryKey().columns();
        if (present.primaryKey() == null) {
            if (key != null && !keyAfterLoad) {
                obstacles.add("it has no primary key, not (" + String.join(", ", key) + ")");
            }
        } else if (!present.primaryKey().columns().equals(key)) {
            obstacles.add("its primary key is ("
                    + String.join(", ", present.primaryKey().columns()) + "), not "
                    + (key == null ? "none" : "(" + String.join(", ", key) + ")"));
        }
    }

    /** Whether every value of one type is one of the other, and looks the same there. */
    static boolean holds(LogicalType wanted, LogicalType present) {
        if (wanted.equals(present)) {
            return true;
        }
        Kind other = present.kind();
        return switch (wanted.kind()) {
            case INT ->
                other == Kind.NUMERIC
                        || other == Kind.INT && holds((LogicalType.Int) wanted, (LogicalType.Int) present)
                        || other == Kind.DECIMAL && holds((LogicalType.Int) wanted, (LogicalType.Decimal) present);
            case DECIMAL ->
                other == Kind.NUMERIC
                        || other == Kind.DECIMAL
                                && ((LogicalType.Decimal) present).scale() == ((LogicalType.Decimal) wanted).scale()
                                && ((LogicalType.Decimal) present).precision()
                                        >= ((LogicalType.Decimal) wanted).precision();
            case REAL -> other == Kind.REAL && ((LogicalType.Real) present).bits() == 64;
            case CHAR ->
                other == Kind.CHAR && ((LogicalType.Char) present).length() >= ((LogicalType.Char) wanted).length()
                        || other == Kind.TEXT
                                && longEnough(((LogicalType.Char) wanted).length(), maxCharacters(present));
            case TEXT -> other == Kind.TEXT && longEnough(maxCharacters(wanted), maxCharacters(present));
            case BYTES ->
                other == Kind.BYTES
                        && longEnough(
                                ((LogicalType.Bytes) wanted).maxLength(), ((LogicalType.Bytes) present).maxLength());
            case TIME ->
                other == Kind.TIME && ((LogicalType.Time) present).fraction() >= ((LogicalType.Time) wanted).fraction();
            case TIMESTAMP ->
                other == Kind.TIMESTAMP
                        && ((LogicalType.Timestamp) present).fraction() >= ((LogicalType.Timestamp) wanted).fraction();
            case INSTANT ->
                other == Kind.INSTANT
                        && ((LogicalType.Instant) present).fraction() >= ((LogicalType.Instant) wanted).fraction();
            case ENUM ->
                other == Kind.TEXT && maxCharacters(present) == 0
                        || other == Kind.ENUM
                                && ((LogicalType.Enumeration) present)
                                        .values()
                                        .containsAll(((LogicalType.Enumeration) wanted).values());
            case BOOL, NUMERIC, BIT, DATE, UUID, JSON, SET, OPAQUE -> false;
        };
    }

    private static boolean holds(LogicalType.Int wanted, LogicalType.Int present) {
        if (wanted.unsigned() == present.unsigned()) {
            return present.bits() >= wanted.bits();
        }
        return wanted.unsigned() && present.bits() > wanted.bits();
    }

    private static boolean holds(LogicalType.Int wanted, LogicalType.Decimal present) {
        int digits = (int) Math.ceil(wanted.bits() * Math.log10(2));
        return present.scale() == 0 && present.precision() >= digits;
    }

    private static long maxCharacters(LogicalType text) {
        return ((LogicalType.Text) text).maxCharacters();
    }

    /** 0 stands for no bound. */
    private static boolean longEnough(long wanted, long present) {
        return present == 0 || wanted != 0 && present >= wanted;
    }
}
