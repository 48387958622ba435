package dev.sterna.embedded.data;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** Rows in the text that both COPY and LOAD DATA read by default: tabs between values, backslashes before what is special. */
final class RowWriter {
    private byte[] buffer = new byte[80 * 1024];
    private int length;
    private boolean first = true;

    byte[] buffer() {
        return buffer;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void number(long value) {
        separate();
        digits(value);
    }

    /** A number with two decimals, from the double that is nearest to it. */
    void cents(double value) {
        separate();
        long cents = Math.round(value * 100);
        if (cents < 0) {
            put('-');
            cents = -cents;
        }
        digits(cents / 100);
        put('.');
        put((char) ('0' + cents / 10 % 10));
        put((char) ('0' + cents % 10));
    }

    void date(LocalDate date) {
        ascii(date.toString());
    }

    void text(String value) {
        separate();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            switch (octet) {
                case '\\' -> escaped('\\');
                case '\t' -> escaped('t');
                case '\n' -> escaped('n');
                case '\r' -> escaped('r');
                default -> put((char) octet);
            }
        }
    }

    void endRow() {
        put('\n');
        first = true;
    }

    private void ascii(String value) {
        separate();
        for (int i = 0; i < value.length(); i++) {
            put(value.charAt(i));
        }
    }

    private void digits(long value) {
        if (value < 0 || value > 9) {
            for (byte digit : Long.toString(value).getBytes(StandardCharsets.US_ASCII)) {
                put((char) digit);
            }
        } else {
            put((char) ('0' + value));
        }
    }

    private void escaped(char letter) {
        put('\\');
        put(letter);
    }

    private void separate() {
        if (first) {
            first = false;
        } else {
            put('\t');
        }
    }

    private void put(char octet) {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, length * 2);
        }
        buffer[length++] = (byte) octet;
    }
}
