package dev.sterna.assess;

import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;

/** What is told and does not end an assessment. */
final class FailureWarning {
    private FailureWarning() {}

    /** A failure that others need not suffer from. */
    static Problem of(SternaException failure) {
        Problem first = failure.problems().get(0);
        return Problem.warning(first.code(), first.table(), first.message(), first.remedy());
    }
}
