package dev.sterna.step;

import dev.sterna.error.Problem;
import java.util.List;

/**
 * What a step did.
 *
 * @param rows rows that it moved or compared in this execution
 * @param bytes bytes that it wrote in this execution; 0 when it writes none
 * @param problems warnings, and the errors that the outcome stands for
 */
public record StepReport(
        String name,
        Outcome outcome,
        double seconds,
        long rows,
        long bytes,
        List<TableReport> tables,
        List<Problem> problems) {
    public StepReport {
        tables = List.copyOf(tables);
        problems = List.copyOf(problems);
    }
}
