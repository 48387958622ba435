package dev.sterna.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.error.Problem;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport.Difference;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a diff said: its report, and the files with the rows that differ. */
record Findings(StepReport.Compared report, Workspace workspace, Plan plan, String targetSchema) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a table of which every row is the same on both sides. */
    void assertIdentical(String table, String method) {
        assertThat(lines(table)).as(table).isEmpty();
        assertThat(verdict(table)).as(table).isEqualTo(new Difference(true, 0, 0, 0, method, 0));
        assertThat(problems(table)).as(table).isEmpty();
    }

    /**
     * Of a table of which exactly these rows differ.
     *
     * @param rows as {@code missing id=1}, {@code extra id=1} or {@code changed id=1: column, column}
     */
    void assertDiffers(String table, String... rows) {
        assertThat(lines(table)).as(table).containsExactlyInAnyOrder(rows);
        long missing = count(rows, "missing ");
        long extra = count(rows, "extra ");
        long changed = count(rows, "changed ");
        assertThat(verdict(table)).as(table).isEqualTo(new Difference(false, missing, extra, changed, "rows", 0));
        assertThat(problems(table)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("rows-differ");
            assertThat(problem.message())
                    .endsWith(" differs: " + missing + " rows missing in the target, " + extra + " too many, " + changed
                            + " changed");
            assertThat(problem.remedy()).contains(workspace.uri(file(table)));
        });
        assertThat(report.outcome()).isEqualTo(Outcome.DIFFERS);
    }

    Outcome outcome() {
        return report.outcome();
    }

    Difference verdict(String table) {
        return report.tables().stream()
                .filter(reported -> reported.name().equals(targetSchema + "." + table))
                .findFirst()
                .orElseThrow()
                .diff();
    }

    List<Problem> problems(String table) {
        String name = planned(table).name();
        return report.problems().stream()
                .filter(problem -> name.equals(problem.table()))
                .toList();
    }

    /** The file of a table as it is; empty when there is none. */
    String text(String table) {
        return workspace.read(file(table)).orElse("");
    }

    private List<String> lines(String table) {
        return text(table).lines().map(Findings::words).toList();
    }

    private static String words(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            List<String> key = new ArrayList<>();
            node.get("key")
                    .fields()
                    .forEachRemaining(field ->
                            key.add(field.getKey() + "=" + field.getValue().asText()));
            List<String> columns = new ArrayList<>();
            node.path("columns").forEach(column -> columns.add(column.asText()));
            assertThat(node.size()).as(line).isEqualTo(node.has("columns") ? 3 : 2);
            return node.get("kind").asText() + " " + String.join(" ", key)
                    + (node.has("columns") ? ": " + String.join(", ", columns) : "");
        } catch (JsonProcessingException failure) {
            throw new AssertionError(line, failure);
        }
    }

    private String file(String table) {
        return "diff/" + planned(table).directory() + ".jsonl";
    }

    private TablePlan planned(String table) {
        return plan.tables().stream()
                .filter(planned -> planned.source().name().name().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private static long count(String[] rows, String kind) {
        return Arrays.stream(rows).filter(row -> row.startsWith(kind)).count();
    }
}
