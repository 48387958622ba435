package dev.sterna.assess;

import dev.sterna.assess.Assessment.ObjectVerdict;
import dev.sterna.assess.Assessment.TableScan;
import dev.sterna.error.FewNames;
import dev.sterna.error.Problem;
import dev.sterna.migration.UnseenObjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of an assessment goes into the result: an error for each impossible object that is not excluded, warnings for the
 * rest, few where there could be many. No row values, not even keys.
 */
final class AssessmentProblems {
    private static final int NAMED = 5;
    private static final String SEE = "See " + Assessment.FILE + " and " + Assessment.PAGE;

    private AssessmentProblems() {}

    static List<Problem> of(Assessment assessment) {
        List<Problem> problems = new ArrayList<>();
        assessment.objects().verdicts().stream()
                .filter(verdict -> verdict.place().equals("impossible") && !verdict.excluded())
                .forEach(verdict -> problems.add(impossible(verdict)));
        assessment.servers().stream()
                .filter(finding -> !finding.severity().equals("informs"))
                .forEach(finding -> problems.add(Problem.warning(
                        finding.code(), null, finding.side() + ": " + finding.what(), finding.remedy())));
        assessment.objects().blind().forEach(spot -> problems.add(UnseenObjects.warning(spot.what(), spot.remedy())));
        byHand(assessment, problems);
        withoutVerdict(assessment, problems);
        values(assessment, problems);
        withoutKey(assessment, problems);
        return problems;
    }

    private static Problem impossible(ObjectVerdict verdict) {
        boolean table = verdict.kind().equals("table");
        String exclude = table
                ? "leave the table out by sterna.tables.exclude"
                : "leave it out: sterna.objects.exclude = [\"" + name(verdict) + "\"]";
        return Problem.error(
                verdict.rule(),
                tableOf(verdict),
                // The conversion of a table says it all itself.
                table ? verdict.reason() : "Cannot convert " + name(verdict) + ": " + verdict.reason(),
                verdict.remedy() == null
                        ? Character.toUpperCase(exclude.charAt(0)) + exclude.substring(1)
                        : verdict.remedy() + (verdict.remedy().contains("exclude") ? "" : "; or " + exclude));
    }

    private static String tableOf(ObjectVerdict verdict) {
        String table = verdict.kind().equals("table") ? verdict.name() : verdict.table();
        return table == null ? null : verdict.schema() == null ? table : verdict.schema() + "." + table;
    }

    static String name(ObjectVerdict verdict) {
        return verdict.kind() + " " + (verdict.schema() == null ? "" : verdict.schema() + ".")
                + (verdict.table() == null ? "" : verdict.table() + ".") + verdict.name();
    }

    private static void byHand(Assessment assessment, List<Problem> problems) {
        Map<String, List<String>> byKind = new LinkedHashMap<>();
        assessment.objects().verdicts().stream()
                .filter(verdict -> verdict.place().equals("by-hand") && !verdict.excluded())
                .forEach(verdict -> byKind.computeIfAbsent(verdict.kind(), kind -> new ArrayList<>())
                        .add(name(verdict)));
        byKind.forEach((kind, names) -> problems.add(Problem.warning(
                "by-hand",
                null,
                "Left to a person, " + names.size() + " of kind " + kind + ": " + some(names),
                SEE + ", which have their original text and a draft where there is one")));
    }

    private static void withoutVerdict(Assessment assessment, List<Problem> problems) {
        List<String> names = assessment.objects().withoutVerdict();
        if (!names.isEmpty()) {
            problems.add(Problem.warning(
                    "no-verdict",
                    null,
                    "The conversion says nothing of " + names.size() + " objects: " + some(names),
                    "Look after them by hand; " + SEE.toLowerCase(java.util.Locale.ROOT)));
        }
    }

    private static void values(Assessment assessment, List<Problem> problems) {
        problems.addAll(ValueProblems.of(assessment.values().findings()));
        List<TableScan> failed = assessment.values().scans().stream()
                .filter(scan -> scan.failure() != null)
                .toList();
        if (!failed.isEmpty()) {
            problems.add(Problem.warning(
                    "values-unknown",
                    failed.size() == 1 ? failed.get(0).table() : null,
                    "The values of " + failed.size() + " tables are not known, "
                            + some(failed.stream().map(TableScan::table).toList()) + ": "
                            + failed.get(0).failure(),
                    SEE));
        }
    }

    private static void withoutKey(Assessment assessment, List<Problem> problems) {
        List<String> names = assessment.tables().stream()
                .filter(table -> table.key().equals("none"))
                .map(Assessment.TableSize::table)
                .toList();
        if (!names.isEmpty()) {
            problems.add(Problem.warning(
                    "no-key",
                    null,
                    "No key tells the rows of " + names.size() + " tables apart: " + some(names),
                    "They are moved and compared all the same, but slower, and a difference can only be told by whole"
                            + " rows; ALTER TABLE ... ADD PRIMARY KEY where there is a candidate"));
        }
    }

    static String some(List<String> names) {
        return FewNames.of(names, NAMED);
    }
}
