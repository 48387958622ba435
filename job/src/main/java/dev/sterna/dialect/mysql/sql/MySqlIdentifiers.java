package dev.sterna.dialect.mysql.sql;

import dev.sterna.dialect.Identifiers;
import dev.sterna.dialect.convert.NameRegister;
import java.util.Locale;
import java.util.Set;

/**
 * Names of up to 64 characters of the basic plane, not ending in a blank; case does not tell two of them apart (it may
 * for tables, by lower_case_table_names).
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.0/en/identifiers.html">Schema Object Names</a>
 */
public final class MySqlIdentifiers implements Identifiers {
    private static final int CHARACTERS = 64;

    private static final Set<String> OWN_COLUMNS = Set.of("db_row_id", "db_trx_id", "db_roll_ptr");

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

    /**
     * InnoDB's own columns; one called FTS_DOC_ID is allowed if it is just what InnoDB would make.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/8.0/en/innodb-limits.html">InnoDB Limits</a>
     */
    @Override
    public boolean allowsColumn(String name) {
        return !OWN_COLUMNS.contains(folded(name));
    }

    @Override
    public String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
