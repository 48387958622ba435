package dev.sterna.monitor;

import dev.sterna.error.Problem;
import dev.sterna.step.MonitorSummary.Advice;

/**
 * Something that was found, as a warning, and what to do.
 *
 * @param object what it is about
 * @param statement to run, or null
 */
record Finding(Problem problem, String object, String statement) {

    Advice advice() {
        return new Advice(problem.code(), object, statement);
    }
}
