package dev.sterna.dialect.rows;

/** Escapes that JSON may have and a server that decodes them refuses: RFC 8259, section 7 and 8.2. */
public final class JsonEscapes {
    private static final String UNESCAPED = "(?<!\\\\)(\\\\\\\\)*\\\\u";
    private static final String FIRST_HALF = "[dD][89aAbB][0-9a-fA-F]{2}";
    private static final String SECOND_HALF = "[dD][c-fC-F]";

    /**
     * Finds U+0000, and halves of surrogate pairs without the other half, where no backslash takes the escape's own away.
     * Perl's regular expressions, those of ICU and PostgreSQL's advanced ones read it alike.
     */
    public static final String OF_NO_CHARACTER = UNESCAPED + "(0000|" + FIRST_HALF + "(?!\\\\u" + SECOND_HALF
            + "))|(?<!\\\\u" + FIRST_HALF + ")" + UNESCAPED + SECOND_HALF;

    private JsonEscapes() {}
}
