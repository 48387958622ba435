package dev.sterna.dialect.mysql.log;

import java.nio.ByteBuffer;

/** Decimal numbers, nine digits in four octets, with a sign that inverts them all when it is negative. */
final class DecimalCell {
    private static final int DIGITS = 9;

    private DecimalCell() {}

    static String text(CellType type, ByteBuffer cell) {
        byte[] octets = Octets.bytes(cell, cell.remaining());
        boolean negative = octets[0] >= 0;
        octets[0] ^= (byte) 0x80;
        if (negative) {
            for (int i = 0; i < octets.length; i++) {
                octets[i] = (byte) ~octets[i];
            }
        }
        ByteBuffer from = ByteBuffer.wrap(octets);
        StringBuilder whole = new StringBuilder();
        int digits = type.wholeDigits();
        append(whole, from, digits % DIGITS);
        for (int i = digits / DIGITS; i > 0; i--) {
            append(whole, from, DIGITS);
        }
        StringBuilder fraction = new StringBuilder();
        for (int i = type.scale() / DIGITS; i > 0; i--) {
            append(fraction, from, DIGITS);
        }
        append(fraction, from, type.scale() % DIGITS);
        String number = whole.toString().replaceFirst("^0+(?=.)", "");
        return (negative ? "-" : "") + (number.isEmpty() ? "0" : number) + (fraction.isEmpty() ? "" : "." + fraction);
    }

    private static void append(StringBuilder to, ByteBuffer from, int digits) {
        if (digits > 0) {
            String text = Long.toString(Octets.big(from, CellType.octetsOfDigits(digits)));
            to.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
        }
    }
}
