package dev.sterna.sql;

/**
 * Patterns by which dates become text, in a form of their own: a percent sign and a letter stand for a part of the date,
 * other characters for themselves. Names of months and days are English.
 */
public final class DatePattern {
    /**
     * Year of four digits and of two; month and day with and without a leading zero; hour of 24 and twice of 12; minute; twice
     * second; microsecond; AM or PM; day of the year; name and short name of the month, and of the day.
     */
    private static final String PARTS = "YymcdeHhIisSfpjMbWa";

    private DatePattern() {}

    /** Whether a letter behind a percent sign stands for a part of a date. */
    public static boolean isPart(char letter) {
        return PARTS.indexOf(letter) >= 0;
    }

    /** The pattern itself, if every engine can say it in its own way. */
    public static String checked(String pattern) throws Untranslatable {
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            if (letter == '%' && i + 1 < pattern.length()) {
                i++;
                if (!isPart(pattern.charAt(i))) {
                    throw new Untranslatable("its pattern of a date has %" + pattern.charAt(i));
                }
            } else if (letter == '"' || letter == '\\' || letter == '%') {
                throw new Untranslatable("its pattern of a date has " + letter);
            }
        }
        return pattern;
    }
}
