package dev.sterna.planted.entry.load;

public final class CopyStep {
    private CopyStep() {}

    public static void copy() {}
}
