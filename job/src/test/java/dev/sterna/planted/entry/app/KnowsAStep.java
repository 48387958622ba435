package dev.sterna.planted.entry.app;

import dev.sterna.planted.entry.load.CopyStep;

public final class KnowsAStep {
    private KnowsAStep() {}

    static void run() {
        CopyStep.copy();
    }
}
