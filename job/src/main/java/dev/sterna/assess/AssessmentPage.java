package dev.sterna.assess;

import dev.sterna.step.HtmlPage;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The page for people: one file, nothing to load, fit to be printed. */
final class AssessmentPage {
    private static final HtmlPage PAGE = new HtmlPage(AssessmentPage.class, "assessment.ftlh");

    private AssessmentPage() {}

    static String of(Assessment assessment) {
        Map<String, Object> model = new HashMap<>(AssessmentJson.tree(assessment));
        model.put(
                "scopes",
                assessment.values().scans().stream()
                        .collect(Collectors.toMap(
                                Assessment.TableScan::table, Assessment.TableScan::scope, (a, b) -> a)));
        return PAGE.of(model);
    }
}
