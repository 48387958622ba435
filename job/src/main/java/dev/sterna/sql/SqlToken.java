package dev.sterna.sql;

/**
 * A piece of SQL text.
 *
 * @param text as it stands, with its quotes
 * @param value a name as the catalogue has it, or what is between a text's quotes; else null
 * @param start where it begins
 * @param end behind its last character
 */
public record SqlToken(Kind kind, String text, String value, int start, int end) {
    /** What a token is. */
    public enum Kind {
        /** A keyword, or a name without quotes. */
        WORD,
        /** A name between quotes. */
        NAME,
        /** A text between quotes. */
        TEXT,
        /** A text between quotes whose escapes nobody has read: it has no value. */
        ESCAPED,
        /** A text between dollars. */
        BODY,
        NUMBER,
        OPERATOR,
        /** A blank or a comment. */
        BLANK,
        /** Any other character. */
        SIGN
    }

    /** Whether it is that word or sign, in any case, and neither a quoted name nor a text. */
    public boolean is(String wordOrSign) {
        return switch (kind) {
            case WORD, NUMBER, OPERATOR, SIGN -> text.equalsIgnoreCase(wordOrSign);
            case NAME, TEXT, ESCAPED, BODY, BLANK -> false;
        };
    }

    /** Whether it can name something. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.NAME;
    }

    /** Its value, or else its text. */
    public String plain() {
        return value == null ? text : value;
    }
}
