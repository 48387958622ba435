package dev.sterna.app;

/** What spark-submit starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command line and returns its exit code; never ends the JVM. */
    public static int run(String... args) {
        System.err.println("sterna: this command does not exist yet: " + String.join(" ", args));
        return 9;
    }
}
