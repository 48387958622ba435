package dev.sterna.assess;

import dev.sterna.assess.Assessment.ServerFinding;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.dialect.server.Preflight.Subject;
import dev.sterna.dialect.server.TargetTrigger;
import dev.sterna.dialect.server.TriggerSwitch;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.migration.TableConversions;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.progress.Amounts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Checks whether settings of both servers, or the workspace, stand in the way of a migration. */
final class ServerChecks {
    private final Migration migration;
    private final Workspace workspace;
    private final Consumer<Problem> warnings;

    ServerChecks(Migration migration, Workspace workspace, Consumer<Problem> warnings) {
        this.migration = migration;
        this.workspace = workspace;
        this.warnings = warnings;
    }

    List<ServerFinding> check(TableConversions tables, String runId) {
        long bytes = tables.sources().stream()
                .mapToLong(table -> Math.max(0, table.estimatedBytes()))
                .sum();
        List<ServerFinding> findings = new ArrayList<>();
        List<TableName> sources = names(tables.sources());
        findings.addAll(check(migration.source(), tables.schemas(), sources, bytes));
        List<TableName> targets = names(tables.targets());
        findings.addAll(check(migration.target(), schemas(tables), targets, bytes));
        TargetRows.finding(migration, tables, runId)
                .ifPresent(
                        finding -> findings.add(line(migration.target().side().label(), finding)));
        findings.addAll(triggers(migration.target(), targets));
        findings.add(workspace(bytes));
        return findings;
    }

    /** Those of the settings, or where the tables go. */
    private List<String> schemas(TableConversions tables) {
        List<String> named = migration.target().settings().schemas();
        return named.isEmpty() || named.contains("*")
                ? tables.targets().stream()
                        .map(table -> table.name().schema())
                        .distinct()
                        .toList()
                : named;
    }

    private static List<TableName> names(List<Table> tables) {
        return tables.stream().map(Table::name).toList();
    }

    /** Triggers that are there already, and what is hidden of them. */
    private static List<ServerFinding> triggers(Database target, List<TableName> tables) {
        String side = target.side().label();
        return target.ask("look for triggers", connection -> {
            TriggerSwitch triggers = target.dialect().triggers();
            List<ServerFinding> findings = new ArrayList<>();
            triggers.unseen(connection, tables)
                    .map(grant -> Finding.informs(
                            "triggers-unseen",
                            "The user cannot see whether the tables have triggers, which would fire during the load",
                            grant))
                    .ifPresent(finding -> findings.add(line(side, finding)));
            List<TargetTrigger> firing = triggers.firing(connection, tables, TriggerSwitch.Work.LOAD).stream()
                    .filter(trigger -> trigger.kind() == TargetTrigger.Kind.TRIGGER)
                    .toList();
            if (!firing.isEmpty()) {
                findings.add(line(
                        side,
                        Finding.warns(
                                "target-triggers",
                                firing.size() + (firing.size() == 1 ? " trigger is" : " triggers are")
                                        + " on the tables already, and will do nothing for the rows that the load brings: "
                                        + AssessmentProblems.some(firing.stream()
                                                .map(TargetTrigger::toString)
                                                .toList()),
                                "Nothing, where the source's rows hold what they do: the load turns them off, and on"
                                        + " again after it")));
            }
            return findings;
        });
    }

    private List<ServerFinding> check(Database database, List<String> schemas, List<TableName> tables, long bytes) {
        String side = database.side().label();
        Subject subject = new Subject(database.side(), database.settings(), database.server(), schemas, tables, bytes);
        try {
            return database
                    .ask(
                            "look at the settings of the " + side,
                            connection -> database.dialect().preflight().check(connection, subject))
                    .stream()
                    .map(finding -> line(side, finding))
                    .toList();
        } catch (SternaException known) {
            warnings.accept(FailureWarning.of(known));
            return List.of(line(
                    side,
                    Finding.warns(
                            "settings-unknown",
                            known.getMessage(),
                            known.problems().get(0).remedy())));
        }
    }

    private static ServerFinding line(String side, Finding finding) {
        return new ServerFinding(
                side,
                finding.severity().name().toLowerCase(Locale.ROOT),
                finding.code(),
                finding.what(),
                finding.remedy());
    }

    /** The backup is about as large as the source, compressed to a third at best. */
    private ServerFinding workspace(long bytes) {
        String place = workspace.uri("");
        URI uri = URI.create(place);
        if (!"file".equals(uri.getScheme())) {
            return line(
                    "workspace",
                    Finding.informs(
                            "free-space-unknown",
                            "How much room " + place + " has is not known; a backup takes up to "
                                    + Amounts.bytes(bytes),
                            null));
        }
        Path path = Path.of(uri.getPath());
        while (path != null && !Files.exists(path)) {
            path = path.getParent();
        }
        try {
            long free = Files.getFileStore(path == null ? Path.of("/") : path).getUsableSpace();
            String what =
                    "The workspace has " + Amounts.bytes(free) + " free, a backup takes up to " + Amounts.bytes(bytes);
            return line(
                    "workspace",
                    free < bytes
                            ? Finding.warns("little-free-space", what, "Make room, or set sterna.workspace elsewhere")
                            : Finding.informs("free-space", what, null));
        } catch (IOException failure) {
            return line(
                    "workspace",
                    Finding.informs(
                            "free-space-unknown", "How much room " + place + " has is not known: " + failure, null));
        }
    }
}
