package dev.sterna.cutover;

import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;

/** A cutover without the freeze, with {@code --execute} too: what it would find, and do. */
record Rehearsal(CutoverStep cutover) implements Step {
    @Override
    public String name() {
        return cutover.name();
    }

    @Override
    public StepReport preview(RunContext run) {
        return cutover.preview(run);
    }

    @Override
    public StepReport execute(RunContext run) {
        return cutover.preview(run);
    }
}
