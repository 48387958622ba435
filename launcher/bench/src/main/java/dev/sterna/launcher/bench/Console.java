package dev.sterna.launcher.bench;

/** What a person reads while it runs; standard output is for the result alone. */
final class Console {
    private Console() {}

    static void say(String line) {
        System.err.println("bench: " + line);
    }
}
