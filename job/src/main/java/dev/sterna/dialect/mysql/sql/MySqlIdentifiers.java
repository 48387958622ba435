package dev.sterna.dialect.mysql.sql;

import dev.sterna.dialect.Identifiers;
import dev.sterna.dialect.convert.NameRegister;
import java.util.Locale;

/**
 * Names of up to 64 characters of the basic plane, not ending in a blank; case does not tell two of them apart (it may
 * for tables, by lower_case_table_names).
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.0/en/identifiers.html">Schema Object Names</a>
 */
public final class MySqlIdentifiers implements Identifiers {
    private static final int CHARACTERS = 64;

    @Override
    public String fit(String name) {
        StringBuilder allowed = new StringBuilder();
        name.codePoints()
                .forEach(point -> allowed.append(
                        Character.isSupplementaryCodePoint(point)
                                ? String.format(Locale.ROOT, "u%x", point)
                                : Character.toString(point)));
        String end = "_" + NameRegister.hash(name);
        String start = allowed.toString().stripTrailing();
        if (start.equals(name) && start.length() <= CHARACTERS) {
            return name;
        }
        int room = Math.min(start.length(), CHARACTERS - end.length());
        return start.substring(0, room) + end;
    }

    @Override
    public String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
