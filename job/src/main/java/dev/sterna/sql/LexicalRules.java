package dev.sterna.sql;

import java.util.List;
import java.util.Set;

/**
 * How an engine's SQL text is cut into tokens.
 *
 * @param nameQuote what stands around a name
 * @param textQuotes any of them stands around a text
 * @param operators characters that make one operator where they stand together; others are signs of their own
 * @param habits in what the engine's SQL differs from that of others
 */
public record LexicalRules(char nameQuote, String textQuotes, String operators, Set<Habit> habits) {
    /** What not every engine's SQL does. */
    public enum Habit {
        /** A comment may begin with a hash. */
        HASH_COMMENTS,
        /** Two dashes begin a comment only before a blank. */
        BLANK_BEHIND_DASHES,
        /** A comment may hold another one. */
        NESTED_COMMENTS,
        /** A backslash in a text takes the next character as it is. */
        BACKSLASHES,
        /** A text behind the letter E has escapes. */
        ESCAPED_TEXTS,
        /** A text may stand between dollars, with a tag between them. */
        DOLLAR_QUOTES,
        /** A name without quotes may begin with a digit or a dollar. */
        WORDS_BEGIN_WITH_DIGITS,
        /** A name without quotes is one in lower case. */
        LOWER_CASE_WORDS,
        /** A quote that nothing closes goes on to the end of the SQL, instead of being refused. */
        OPEN_QUOTES
    }

    public LexicalRules {
        habits = Set.copyOf(habits);
    }

    boolean has(Habit habit) {
        return habits.contains(habit);
    }

    /**
     * All tokens in their order; together they are the text.
     *
     * @throws IllegalArgumentException if a quote is not closed, and must be
     */
    public List<SqlToken> tokens(String sql) {
        return new SqlLexer(this, sql).tokens();
    }

    /** As {@link #tokens}, without blanks and comments. */
    public List<SqlToken> meaningful(String sql) {
        return tokens(sql).stream()
                .filter(token -> token.kind() != SqlToken.Kind.BLANK)
                .toList();
    }
}
