package dev.sterna.testing;

/** Whether the tests run as long as {@code mvn verify -Plong} has them. */
public final class LongRun {
    private static final boolean ON = Integer.getInteger("sterna.kills", 1) > 1;

    private LongRun() {}

    public static boolean isOn() {
        return ON;
    }
}
