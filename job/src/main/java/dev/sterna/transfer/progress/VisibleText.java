package dev.sterna.transfer.progress;

/**
 * Text for a terminal or a log. Names, values and messages come from servers, and a terminal obeys what stands in them:
 * so every character that moves, colours, hides, reorders or breaks a line is written as its number.
 */
public final class VisibleText {
    private VisibleText() {}

    /** The text on one line, as in {@code orders\u005cu001b[2J}. */
    public static String line(String text) {
        StringBuilder visible = null;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (isObeyed(character)) {
                visible = visible == null ? new StringBuilder(text.substring(0, at)) : visible;
                visible.append(String.format("\\u%04x", (int) character));
            } else if (visible != null) {
                visible.append(character);
            }
        }
        return visible == null ? text : visible.toString();
    }

    /** The text on as many lines as it has, all but the first indented, so that none passes for a line of ours. */
    public static String lines(String text) {
        String[] lines = text.split("\r?\n", -1);
        StringBuilder visible = new StringBuilder(line(lines[0]));
        for (int i = 1; i < lines.length; i++) {
            visible.append(System.lineSeparator()).append("    ").append(line(lines[i].replace("\t", "    ")));
        }
        return visible.toString();
    }

    private static boolean isObeyed(char character) {
        return Character.isISOControl(character)
                || switch (character) {
                    case '\u061c', '\u200e', '\u200f', '\u2028', '\u2029', '\ufeff' -> true;
                    default ->
                        character >= '\u202a' && character <= '\u202e'
                                || character >= '\u2066' && character <= '\u2069';
                };
    }
}
