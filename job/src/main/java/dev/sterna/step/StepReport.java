package dev.sterna.step;

import dev.sterna.error.Problem;
import java.util.List;

/**
 * What a step did.
 *
 * @param rows rows that it moved or compared in this execution
 * @param bytes bytes that it wrote in this execution; 0 when it writes none
 * @param problems warnings, and the errors that the outcome stands for
 * @param selfTest what a test of the comparison itself came to; null when there was none
 */
public record StepReport(
        String name,
        Outcome outcome,
        double seconds,
        long rows,
        long bytes,
        List<TableReport> tables,
        List<Problem> problems,
        SelfTest selfTest) {
    public StepReport {
        tables = List.copyOf(tables);
        problems = List.copyOf(problems);
    }

    /** Of a step that tested nothing but the data. */
    public StepReport(
            String name,
            Outcome outcome,
            double seconds,
            long rows,
            long bytes,
            List<TableReport> tables,
            List<Problem> problems) {
        this(name, outcome, seconds, rows, bytes, tables, problems, null);
    }
}
