package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.mysql.ddl.KeyWidths;
import dev.sterna.dialect.mysql.sql.MySqlTypes;
import dev.sterna.model.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of its columns an index holds. */
final class IndexPrefixes {
    static final int MOST_COLUMNS = 16;

    private static final Pattern OF_LENGTH = Pattern.compile("(?:var)?(char|binary)\\((\\d+)\\)");
    /** More than any number, date or bit string has. */
    private static final long PLAIN_OCTETS = 36;

    private static final long LEAST_PREFIX_OCTETS = 40;

    private IndexPrefixes() {}

    /** Octets of the longest value; {@link Long#MAX_VALUE} for types without a bound worth a number. */
    static long octets(Column column) {
        Matcher sized = OF_LENGTH.matcher(column.nativeType());
        if (sized.matches()) {
            return Long.parseLong(sized.group(2)) * octetsOfCharacter(column);
        }
        String type = column.nativeType();
        boolean unbounded = type.endsWith("text") || type.endsWith("blob") || type.equals("json");
        return unbounded ? Long.MAX_VALUE : PLAIN_OCTETS;
    }

    private static long octetsOfCharacter(Column column) {
        return column.charset() == null || column.charset().equals("ascii") ? 1 : MySqlTypes.UTF8_OCTETS;
    }

    /** Whether an index holds the whole values. */
    static boolean holds(List<Column> columns) {
        if (columns.size() > MOST_COLUMNS) {
            return false;
        }
        long room = KeyWidths.OCTETS;
        for (Column column : columns) {
            long octets = octets(column);
            if (octets > room) {
                return false;
            }
            room -= octets;
        }
        return true;
    }

    /**
     * How many characters (of octets that many) of each column an index takes, 0 for all of them; nothing when there is no
     * room for that many columns. What is long shares what the others leave.
     */
    static List<Integer> prefixes(List<Column> columns) {
        long room = KeyWidths.OCTETS;
        int wide = 0;
        long share = KeyWidths.OCTETS / Math.max(1, columns.size());
        for (Column column : columns) {
            if (octets(column) > share) {
                wide++;
            } else {
                room -= octets(column);
            }
        }
        List<Integer> prefixes = new ArrayList<>();
        for (Column column : columns) {
            boolean whole = octets(column) <= share || wide == 1 && octets(column) <= room;
            prefixes.add(whole ? 0 : (int) (room / wide / octetsOfCharacter(column)));
        }
        boolean possible = columns.size() <= MOST_COLUMNS && (wide == 0 || room / wide >= LEAST_PREFIX_OCTETS);
        return possible ? prefixes : List.of();
    }
}
