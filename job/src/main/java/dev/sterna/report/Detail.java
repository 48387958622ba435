package dev.sterna.report;

import dev.sterna.step.SelfTest;
import dev.sterna.step.StepReport;
import java.util.Optional;

/** What only some commands have in their result, each kind under a key of its own. */
public sealed interface Detail permits Detail.SelfTested, Result.Last, RunStatus {

    /** What the step has that no other has. */
    static Optional<Detail> of(StepReport step) {
        return step instanceof StepReport.SelfTested tested
                ? Optional.of(new SelfTested(tested.selfTest()))
                : Optional.empty();
    }

    /** What a test of the comparison came to. */
    record SelfTested(SelfTest selfTest) implements Detail {}
}
