package dev.sterna.assess;

import dev.sterna.assess.Assessment.ValueFinding;
import dev.sterna.error.Problem;
import dev.sterna.transfer.progress.Amounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Findings on values as warnings, one for each kind. */
final class ValueProblems {
    private ValueProblems() {}

    static List<Problem> of(List<ValueFinding> findings) {
        Map<String, List<ValueFinding>> byKind = findings.stream()
                .collect(Collectors.groupingBy(ValueFinding::kind, LinkedHashMap::new, Collectors.toList()));
        return byKind.entrySet().stream()
                .map(entry -> problem(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Problem problem(String kind, List<ValueFinding> findings) {
        List<String> tables =
                findings.stream().map(ValueFinding::table).distinct().toList();
        List<String> places = findings.stream().map(ValueProblems::place).toList();
        return Problem.warning(
                kind,
                tables.size() == 1 ? tables.get(0) : null,
                "Values will not arrive as they are, " + kind + " in " + places.size()
                        + (places.size() == 1 ? " place: " : " places: ") + AssessmentProblems.some(places) + ". "
                        + findings.get(0).becomes(),
                findings.stream()
                        .map(ValueFinding::remedy)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse("Nothing has to be done"));
    }

    private static String place(ValueFinding finding) {
        return finding.table() + "." + String.join(", ", finding.columns()) + " (" + Amounts.count(finding.count())
                + (finding.count() == 1 ? " row" : " rows") + (finding.exact() ? ")" : " of a sample)");
    }
}
