package dev.sterna.launcher;

/** A whole migration between two embedded servers. */
final class Demo {
    private Demo() {}

    static int run(String... args) {
        System.err.println("sterna: the demo does not exist yet");
        return 9;
    }
}
