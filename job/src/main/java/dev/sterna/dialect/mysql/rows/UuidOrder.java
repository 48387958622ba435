package dev.sterna.dialect.mysql.rows;

import java.math.BigInteger;

/**
 * MariaDB's uuid: those of versions 1 to 5 are ordered by their groups from the last to the first, later versions, made
 * to be ordered, as they are written.
 */
final class UuidOrder {
    /** Where the groups lie in the 32 digits, last first. */
    private static final int[][] REVERSED = {{20, 32}, {16, 20}, {12, 16}, {8, 12}, {0, 8}};

    private UuidOrder() {}

    static String between(String lower, String upper) {
        boolean written = lower.charAt(14) >= '6' && upper.charAt(14) >= '6';
        BigInteger low = number(lower, written);
        BigInteger middle = low.add(number(upper, written)).shiftRight(1);
        return middle.equals(low) ? null : text(middle, written);
    }

    private static BigInteger number(String uuid, boolean written) {
        String digits = uuid.replace("-", "");
        if (written) {
            return new BigInteger(digits, 16);
        }
        StringBuilder out = new StringBuilder();
        for (int[] group : REVERSED) {
            out.append(digits, group[0], group[1]);
        }
        return new BigInteger(out.toString(), 16);
    }

    private static String text(BigInteger number, boolean written) {
        String padded = "0".repeat(32) + number.toString(16);
        String ordered = padded.substring(padded.length() - 32);
        char[] digits = ordered.toCharArray();
        if (!written) {
            int at = 0;
            for (int[] group : REVERSED) {
                ordered.getChars(at, at + group[1] - group[0], digits, group[0]);
                at += group[1] - group[0];
            }
        }
        // Version and variant decide how the server orders it: they must be of the same kind as its neighbours'.
        digits[12] = written ? '7' : '4';
        digits[16] = '8';
        String all = new String(digits);
        return all.substring(0, 8) + "-" + all.substring(8, 12) + "-" + all.substring(12, 16) + "-"
                + all.substring(16, 20) + "-" + all.substring(20);
    }
}
