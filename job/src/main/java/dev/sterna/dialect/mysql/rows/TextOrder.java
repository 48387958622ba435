package dev.sterna.dialect.mysql.rows;

import dev.sterna.model.Column;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * Texts as fractions over an alphabet in the order of a column's collation, as far as ASCII goes. Collations are more
 * than the order of letters, so this only guesses.
 */
final class TextOrder implements KeyMidpoints {
    private static final int FIRST = ' ';
    private static final int LAST = '~';
    /** How many letters behind the common beginning are looked at. */
    private static final int DIGITS = 12;

    private final String alphabet;
    private final int[] ranks = new int[LAST + 1];
    private final BigInteger base;

    TextOrder(String alphabet) {
        this.alphabet = alphabet;
        // 0 is the end of the text, the highest digit whatever is not ASCII
        this.base = BigInteger.valueOf(alphabet.length() + 2L);
        Arrays.fill(ranks, 1);
        for (int i = 0; i < alphabet.length(); i++) {
            ranks[alphabet.charAt(i)] = i + 1;
        }
    }

    /** Asks the server how the column's collation orders the letters. */
    static TextOrder of(Connection connection, Column column) throws SQLException {
        StringBuilder letters = new StringBuilder();
        for (int letter = FIRST; letter <= LAST; letter++) {
            letters.append(letters.length() == 0 ? "SELECT " : " UNION ALL SELECT ")
                    .append(letter)
                    .append(" AS letter");
        }
        StringBuilder alphabet = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT letter FROM (" + letters
                        + ") letters ORDER BY CONVERT(CHAR(" + "letter USING ascii) USING " + column.charset()
                        + ") COLLATE " + column.collation() + ", letter")) {
            while (rows.next()) {
                alphabet.append((char) rows.getInt(1));
            }
        }
        return new TextOrder(alphabet.toString());
    }

    @Override
    public String between(String lower, String upper) {
        int common = 0;
        while (common < lower.length() && common < upper.length() && lower.charAt(common) == upper.charAt(common)) {
            common++;
        }
        if (common > 0 && Character.isHighSurrogate(lower.charAt(common - 1))) {
            common--;
        }
        BigInteger low = fraction(lower, common);
        BigInteger middle = low.add(fraction(upper, common)).shiftRight(1);
        return middle.compareTo(low) <= 0 ? null : lower.substring(0, common) + text(middle);
    }

    private BigInteger fraction(String text, int from) {
        BigInteger value = BigInteger.ZERO;
        for (int i = from; i < from + DIGITS; i++) {
            value = value.multiply(base).add(BigInteger.valueOf(i < text.length() ? rank(text.charAt(i)) : 0));
        }
        return value;
    }

    private int rank(char letter) {
        return letter > LAST ? alphabet.length() + 1 : ranks[letter];
    }

    private String text(BigInteger fraction) {
        int[] digits = new int[DIGITS];
        BigInteger rest = fraction;
        for (int i = DIGITS - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            digits[i] = parts[1].intValueExact();
            rest = parts[0];
        }
        StringBuilder out = new StringBuilder();
        for (int digit : digits) {
            if (digit == 0) {
                break;
            }
            out.append(alphabet.charAt(Math.min(digit, alphabet.length()) - 1));
        }
        return out.toString();
    }
}
