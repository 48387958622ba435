package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.mysql.sql.MySqlTypes;
import dev.sterna.model.LogicalType;
import java.util.List;

/** An enumeration of another engine as an ENUM. */
final class EnumType {
    private static final int MOST_VALUES = 3000;
    private static final int MOST_CHARACTERS = 255;
    /** The definition of a table has to fit 64 KiB with all its columns. */
    private static final int MOST_OCTETS = 16_000;

    private EnumType() {}

    /**
     * Whether an ENUM has every one of the values as it is. It cuts blanks off their ends; and information_schema shows
     * no characters beyond the basic plane, so that the list could not be read back.
     */
    static boolean holds(LogicalType.Enumeration type) {
        List<String> values = type.values();
        return !values.isEmpty()
                && values.size() <= MOST_VALUES
                && values.stream().mapToInt(EnumType::octets).sum() <= MOST_OCTETS
                && values.stream().allMatch(EnumType::isKept);
    }

    private static boolean isKept(String value) {
        return value.length() <= MOST_CHARACTERS
                && !value.endsWith(" ")
                && value.chars().noneMatch(letter -> Character.isSurrogate((char) letter));
    }

    private static int octets(String value) {
        return value.length() * MySqlTypes.UTF8_OCTETS + 1;
    }

    /** The list of texts as information_schema writes the type, which a statement takes too. */
    static String of(LogicalType.Enumeration type) {
        return MySqlTypes.listed("enum", type.values());
    }
}
