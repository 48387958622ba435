package dev.sterna.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sterna.error.Problem;
import dev.sterna.migration.SchemaComparison.Difference;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Blind;
import dev.sterna.plan.Plan;
import dev.sterna.plan.StepPlan;
import dev.sterna.prepare.SchemaState;
import dev.sterna.step.Outcome;
import dev.sterna.step.ReadOnlyStep;
import dev.sterna.step.RunContext;
import dev.sterna.step.StepReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares the target's schema with what the source's, as it is now, converts to. What the target has besides is listed
 * too, but is no difference. It reads rows only where a constraint is in doubt, and writes to no database.
 */
public final class SchemaDiffStep implements ReadOnlyStep {
    /** Where every finding lies, one a line. */
    public static final String FILE = "diff/schema.jsonl";

    private static final int PROBLEMS = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public String name() {
        return DiffDescriptor.WORD;
    }

    @Override
    public StepReport execute(RunContext run) {
        long start = System.nanoTime();
        Plan plan = StepPlan.of(run).plan();
        SchemaState state = SchemaState.read(run.migration(), plan);
        Map<Boolean, List<Difference>> found = state.differences().stream()
                .collect(Collectors.partitioningBy(finding -> finding.kind() == Difference.Kind.EXTRA));
        List<Difference> wrong = found.get(false);
        List<Difference> extra = found.get(true);
        run.workspace().write(FILE, lines(state.differences()));
        wrong.forEach(finding -> run.say(finding.toString()));
        extra.forEach(finding -> run.say(finding.toString()));
        run.say("schemas: " + (wrong.isEmpty() ? "identical" : counts(wrong))
                + (extra.isEmpty() ? "" : "; besides, the target has " + extra.size() + " of its own") + ": "
                + run.workspace().uri(FILE));
        return new StepReport.SchemaCompared(StepReport.Ended.since(
                start,
                name(),
                wrong.isEmpty() ? Outcome.DONE : Outcome.DIFFERS,
                problems(run, plan, state, wrong, extra)));
    }

    private static List<Problem> problems(
            RunContext run, Plan plan, SchemaState state, List<Difference> wrong, List<Difference> extra) {
        Map<TableName, String> sources = new LinkedHashMap<>();
        plan.tables().forEach(table -> sources.put(table.target().name(), table.name()));
        List<Problem> problems = new ArrayList<>();
        for (Difference finding : wrong.subList(0, Math.min(PROBLEMS, wrong.size()))) {
            String table = finding.object().schema() == null
                    ? null
                    : sources.get(new TableName(
                            finding.object().schema(),
                            finding.object().table() == null
                                    ? finding.object().name()
                                    : finding.object().table()));
            problems.add(Problem.error(
                    "schema-" + word(finding.kind()),
                    table,
                    "The schemas differ: " + finding,
                    finding.kind() == Difference.Kind.MISSING
                            ? "Make what is missing: sterna prepare --run-id " + run.runId() + " --execute"
                            : "Alter or drop it in the target, then: sterna prepare --run-id " + run.runId()
                                    + " --execute"));
        }
        if (wrong.size() > PROBLEMS) {
            problems.add(Problem.error(
                    "schema-differs",
                    null,
                    (wrong.size() - PROBLEMS) + " more differences between the schemas",
                    "All of them lie in " + run.workspace().uri(FILE)));
        }
        if (!extra.isEmpty()) {
            problems.add(Problem.warning(
                    "schema-extra",
                    null,
                    "The target has what the source has not: " + counts(extra) + ", the first is "
                            + extra.get(0).object(),
                    "All of them lie in " + run.workspace().uri(FILE)));
        }
        problems.addAll(state.warnings());
        for (Blind blind : state.blind()) {
            problems.add(Problem.warning(
                    "schema-not-seen", null, "Cannot compare " + blind.what() + ": not readable", blind.remedy()));
        }
        return problems;
    }

    private static String counts(List<Difference> findings) {
        Map<String, Long> counts = findings.stream()
                .collect(Collectors.groupingBy(finding -> word(finding.kind()), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String word(Difference.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String lines(List<Difference> findings) {
        StringBuilder lines = new StringBuilder();
        for (Difference finding : findings) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("finding", word(finding.kind()));
            line.put("kind", finding.object().kind().label());
            line.put("object", finding.object().toString());
            line.put("property", finding.property());
            line.put("wanted", finding.wanted());
            line.put("present", finding.present());
            try {
                lines.append(JSON.writeValueAsString(line)).append('\n');
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("Cannot write JSON", impossible);
            }
        }
        return lines.toString();
    }
}
