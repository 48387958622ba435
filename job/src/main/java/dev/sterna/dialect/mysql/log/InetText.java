package dev.sterna.dialect.mysql.log;

/** Addresses as the server writes them. */
final class InetText {
    private static final int WORDS = 8;

    private InetText() {}

    static String four(byte[] octets, int from) {
        return (octets[from] & 0xff) + "." + (octets[from + 1] & 0xff) + "." + (octets[from + 2] & 0xff) + "."
                + (octets[from + 3] & 0xff);
    }

    /** The first of the longest runs of zeros is left out, even one of a single word. */
    static String six(byte[] octets) {
        int[] words = new int[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = (octets[2 * i] & 0xff) << 8 | octets[2 * i + 1] & 0xff;
        }
        int gap = -1;
        int length = 0;
        for (int i = 0; i < WORDS; i++) {
            int run = 0;
            while (i + run < WORDS && words[i + run] == 0) {
                run++;
            }
            if (run > length) {
                gap = i;
                length = run;
            }
            i += run;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            if (i == gap) {
                text.append(i == 0 ? "::" : ":");
                i += length - 1;
            } else if (i == 6 && gap == 0 && (length == 6 || length == 5 && words[5] == 0xffff)) {
                return text + four(octets, 12);
            } else {
                text.append(Integer.toHexString(words[i])).append(i == WORDS - 1 ? "" : ":");
            }
        }
        return text.toString();
    }
}
