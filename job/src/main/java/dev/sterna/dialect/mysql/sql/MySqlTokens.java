package dev.sterna.dialect.mysql.sql;

import dev.sterna.sql.LexicalRules;
import dev.sterna.sql.LexicalRules.Habit;
import dev.sterna.sql.SqlToken;
import java.util.List;
import java.util.Set;

/** Cuts SQL of MySQL and MariaDB into tokens. */
public final class MySqlTokens {
    private static final LexicalRules RULES = new LexicalRules(
            '`',
            "'\"",
            "",
            Set.of(
                    Habit.HASH_COMMENTS,
                    Habit.BLANK_BEHIND_DASHES,
                    Habit.BACKSLASHES,
                    Habit.WORDS_BEGIN_WITH_DIGITS,
                    Habit.OPEN_QUOTES));

    private MySqlTokens() {}

    /** The tokens in their order, without blanks and comments. */
    public static List<SqlToken> of(String sql) {
        return RULES.meaningful(sql);
    }
}
