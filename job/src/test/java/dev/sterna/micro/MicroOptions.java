package dev.sterna.micro;

import java.util.List;

/** The words behind {@code --micro}. */
record MicroOptions(String pattern, boolean json, int repeat) {

    /** @throws IllegalArgumentException when the words are no command line */
    static MicroOptions parse(List<String> words) {
        String pattern = "";
        boolean json = false;
        int repeat = 1;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--json")) {
                json = true;
            } else if (word.equals("--repeat") && i + 1 < words.size()) {
                repeat = repeat(words.get(++i));
            } else if (word.startsWith("-") || !pattern.isEmpty()) {
                throw new IllegalArgumentException("Unknown option beside --micro: " + word);
            } else {
                pattern = word;
            }
        }
        return new MicroOptions(pattern, json, repeat);
    }

    private static int repeat(String text) {
        if (!text.matches("[1-9][0-9]?|100")) {
            throw new IllegalArgumentException("Invalid --repeat: " + text + " (must be a whole number from 1 to 100)");
        }
        return Integer.parseInt(text);
    }
}
