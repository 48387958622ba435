package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.mysql.sql.MySqlTypes;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How many octets a text or binary column of a key may take, so that all columns of each of its keys fit an index
 * together. What a column declares is kept where there is room for it; the columns that want more share what is left. A
 * value that does not fit is refused at the load, not cut.
 */
public final class KeyWidths {
    /** Octets that InnoDB takes into an index. */
    public static final long OCTETS = 3072;

    private static final long UNBOUNDED = Long.MAX_VALUE;

    private final Map<String, Long> shares = new HashMap<>();

    private KeyWidths(Table table, Predicate<Key> ordered) {
        Stream.concat(Stream.ofNullable(table.primaryKey()), table.uniqueKeys().stream())
                .filter(ordered)
                .forEach(key -> share(table, key));
    }

    /** Where every key is an index of whole values. */
    static KeyWidths of(Table table) {
        return new KeyWidths(table, key -> true);
    }

    /**
     * Where long values are kept unique by their hashes: those of a primary key and of what foreign keys refer to are not,
     * nor those that rows are found by in a table without a primary key.
     */
    static KeyWidths besideHashes(Table table, Set<String> referenced) {
        return new KeyWidths(
                table,
                key -> table.primaryKey() == null
                        || key.equals(table.primaryKey())
                        || key.columns().stream().anyMatch(referenced::contains));
    }

    boolean has(String column) {
        return shares.containsKey(column);
    }

    /** For a column of a key; the least of its keys decides. */
    long octets(String column) {
        return shares.get(column);
    }

    private void share(Table table, Key key) {
        long room = OCTETS;
        List<Column> sharing = new ArrayList<>();
        for (Column column : table.columns()) {
            if (key.columns().contains(column.name())) {
                if (isVariable(column.type())) {
                    sharing.add(column);
                } else {
                    // More than any number, date or UUID has.
                    room -= 36;
                    shares.putIfAbsent(column.name(), OCTETS);
                }
            }
        }
        sharing.sort(Comparator.comparingLong(column -> wanted(column.type())));
        for (int i = 0; i < sharing.size(); i++) {
            long share = Math.min(wanted(sharing.get(i).type()), room / (sharing.size() - i));
            room -= share;
            shares.merge(sharing.get(i).name(), share, Math::min);
        }
    }

    private static boolean isVariable(LogicalType type) {
        return switch (type.kind()) {
            case CHAR, TEXT, SET, BYTES, JSON -> true;
            case OPAQUE -> !PlannedTable.isAmount(type);
            case ENUM -> !EnumType.holds((LogicalType.Enumeration) type);
            case DECIMAL -> !PlannedTable.fits((LogicalType.Decimal) type);
            case BIT -> ((LogicalType.Bit) type).length() > MySqlTypes.MAX_BITS;
            case INT, BOOL, NUMERIC, REAL, DATE, TIME, TIMESTAMP, INSTANT, UUID -> false;
        };
    }

    private static long wanted(LogicalType type) {
        if (type instanceof LogicalType.Bytes bytes) {
            return bytes.maxLength() > 0 ? bytes.maxLength() : UNBOUNDED;
        }
        long characters = PlannedTable.characters(type);
        return characters > 0 ? Math.multiplyExact(characters, MySqlTypes.UTF8_OCTETS) : UNBOUNDED;
    }
}
