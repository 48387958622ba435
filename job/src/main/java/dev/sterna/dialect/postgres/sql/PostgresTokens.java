package dev.sterna.dialect.postgres.sql;

import dev.sterna.sql.LexicalRules;
import dev.sterna.sql.LexicalRules.Habit;
import dev.sterna.sql.SqlToken;
import java.util.List;
import java.util.Set;

/** Cuts SQL as PostgreSQL writes it into tokens. */
public final class PostgresTokens {
    private static final LexicalRules RULES = new LexicalRules(
            '"',
            "'",
            "+-*/<>=~!@#%^&|`?",
            Set.of(Habit.NESTED_COMMENTS, Habit.ESCAPED_TEXTS, Habit.DOLLAR_QUOTES, Habit.LOWER_CASE_WORDS));

    private PostgresTokens() {}

    /** All tokens in their order; together they are the text. */
    public static List<SqlToken> of(String sql) {
        return RULES.tokens(sql);
    }

    /** The tokens in their order, without blanks and comments. */
    public static List<SqlToken> meaningful(String sql) {
        return RULES.meaningful(sql);
    }
}
