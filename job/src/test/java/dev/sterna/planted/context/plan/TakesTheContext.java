package dev.sterna.planted.context.plan;

import dev.sterna.planted.context.step.RunContext;

/** Logic that takes a whole context. */
final class TakesTheContext {
    private final RunContext run;

    TakesTheContext(RunContext run) {
        this.run = run;
    }

    String plan() {
        return run.runId();
    }
}
