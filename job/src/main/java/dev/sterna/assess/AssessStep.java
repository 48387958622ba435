package dev.sterna.assess;

import dev.sterna.assess.Assessment.ServerFinding;
import dev.sterna.assess.Assessment.TableSize;
import dev.sterna.assess.Assessment.Values;
import dev.sterna.error.Problem;
import dev.sterna.migration.ExcludedObjects;
import dev.sterna.migration.SchemaConversion;
import dev.sterna.migration.TableConversions;
import dev.sterna.migration.TriggersLeftOff;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.step.Outcome;
import dev.sterna.step.ReadOnlyStep;
import dev.sterna.step.RunContext;
import dev.sterna.step.StepReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what will become of everything, before anything is moved. It needs no plan and writes to no database. */
public final class AssessStep implements ReadOnlyStep {
    private final Depth depth;

    public AssessStep(Depth depth) {
        this.depth = depth;
    }

    @Override
    public String name() {
        return AssessDescriptor.WORD;
    }

    @Override
    public StepReport execute(RunContext run) {
        long start = System.nanoTime();
        TableConversions tables = TableConversions.of(run.migration(), run.only());
        SchemaConversion schema = SchemaConversion.of(run.migration(), tables);
        ObjectInventory inventory = new ObjectInventory(
                tables, schema, new ExcludedObjects(run.settings().excludedObjects()));
        Assessment assessment = assess(run, tables, schema, inventory);

        run.workspace().write(Assessment.FILE, AssessmentJson.write(assessment));
        run.workspace().write(Assessment.PAGE, AssessmentPage.of(assessment));
        AssessmentText.lines(assessment).forEach(run::say);
        run.say("  files       " + run.workspace().uri(Assessment.FILE));
        run.say("              " + run.workspace().uri(Assessment.PAGE));

        List<Problem> problems = new ArrayList<>(tables.warnings());
        problems.addAll(inventory.unusedPatterns());
        problems.addAll(AssessmentProblems.of(assessment));
        TriggersLeftOff.warning(run.target(), List.of()).ifPresent(problems::add);
        boolean refused = problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        Outcome outcome = refused ? Outcome.REFUSED : Outcome.DONE;
        run.events()
                .record(
                        "assessment",
                        Map.of(
                                "outcome",
                                outcome.label(),
                                "objects",
                                assessment.objects().verdicts().size(),
                                "valueFindings",
                                assessment.values().findings().size(),
                                "complexity",
                                assessment.complexity().level()));
        return new StepReport.Assessed(StepReport.Ended.since(start, name(), outcome, problems));
    }

    private Assessment assess(
            RunContext run, TableConversions tables, SchemaConversion schema, ObjectInventory inventory) {
        List<ServerFinding> servers =
                new ServerChecks(run.migration(), run.workspace(), run.warnings()).check(tables, run.runId());
        Values values = new ValueScans(run.migration(), depth).look(tables);
        List<TableSize> sizes = sizes(tables);
        Set<TableName> chosen = tables.sources().stream().map(Table::name).collect(Collectors.toSet());
        Assessment.Objects objects = inventory.objects();
        return new Assessment(
                Assessment.FORMAT,
                run.runId(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                run.source().server().label(),
                run.target().server().label(),
                depth.rows().label(),
                servers,
                objects,
                values,
                sizes,
                DependencyOrder.of(schema.source(), chosen),
                new SpeedProbe(run.migration(), run.warnings()).estimate(tables.sources()),
                Effort.of(objects, values.findings(), servers, sizes));
    }

    private static List<TableSize> sizes(TableConversions tables) {
        List<TableSize> sizes = new ArrayList<>();
        for (int i = 0; i < tables.sources().size(); i++) {
            Table table = tables.sources().get(i);
            sizes.add(new TableSize(
                    table.name().toString(),
                    tables.targets().get(i).name().toString(),
                    table.estimatedRows(),
                    table.estimatedBytes(),
                    key(table)));
        }
        return sizes;
    }

    /** A unique key that takes NULL does not tell rows apart. */
    private static String key(Table table) {
        if (table.primaryKey() != null) {
            return "primary";
        }
        boolean unique = table.uniqueKeys().stream()
                .anyMatch(key -> key.columns().stream()
                        .noneMatch(name -> table.column(name).nullable()));
        return unique ? "unique" : "none";
    }
}
