package dev.sterna.sql;

/** Functions that the engines have in common, under whatever name. All give NULL when an argument is NULL, but for those that say so. */
public enum Function {
    /** Texts in a row. */
    CONCAT,
    /** Texts in a row with the first between; NULLs are left out. */
    CONCAT_SEPARATED,
    LOWER,
    UPPER,
    CHARACTER_LENGTH,
    OCTET_LENGTH,
    /** A text from a position, from 1, and at most so many characters. */
    SUBSTRING,
    LEFT,
    RIGHT,
    /** Without the blanks, or without the character that is given. */
    TRIM,
    TRIM_START,
    TRIM_END,
    REPLACE,
    REVERSE,
    REPEAT,
    PAD_START,
    PAD_END,
    /** Where the second argument begins in the first, 0 for nowhere. */
    POSITION,
    /** What stands before the first separator. */
    BEFORE_FIRST,
    MD5,
    /** The first argument that is not NULL. */
    COALESCE,
    /** NULL when both are equal. */
    NULLIF,
    /** NULL when one is. */
    GREATEST,
    LEAST,
    /** NULL when all are. */
    GREATEST_PRESENT,
    LEAST_PRESENT,
    ABS,
    CEILING,
    FLOOR,
    ROUND,
    TRUNCATE,
    SIGN,
    SQRT,
    POWER,
    EXP,
    LN,
    /** An instant; the argument is how many digits of a second. */
    NOW,
    /** Date and time of day in UTC. */
    NOW_IN_UTC,
    TODAY,
    DATE,
    /** Days from the second to the first. */
    DAYS_BETWEEN,
    /** A date as text, by a pattern as {@link DatePattern} has it. */
    DATE_TEXT,
    /** A new unique one. */
    UUID,
    IS_JSON,
    /** Values in an array, which is only understood where something is looked for in it. */
    ARRAY
}
