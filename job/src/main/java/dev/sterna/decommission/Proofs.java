package dev.sterna.decommission;

import dev.sterna.config.DecommissionSettings;
import dev.sterna.config.DecommissionSettings.Action;
import dev.sterna.config.Settings;
import dev.sterna.cutover.CutoverState;
import dev.sterna.cutover.Receipt;
import dev.sterna.cutover.Requirement;
import dev.sterna.decommission.evidence.Fault;
import dev.sterna.decommission.evidence.ReceiptCheck;
import dev.sterna.dialect.server.Activity;
import dev.sterna.dialect.server.ActivityMarks;
import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.dialect.server.Preflight.Severity;
import dev.sterna.error.FewNames;
import dev.sterna.error.Problem;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.SchemaContent;
import dev.sterna.plan.Plan;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Looks whether a run's source may be retired; nothing is changed. */
final class Proofs {
    private static final int NAMED = 5;

    private final String runId;
    private final DecommissionSettings own;
    private final Workspace files;
    private final Plan plan;
    private final Database source;
    private final Database target;
    private final Consumer<Problem> warnings;
    private final FinalBackup backup;
    private final List<Requirement> all = new ArrayList<>();

    Proofs(
            String runId,
            Settings settings,
            Workspace files,
            Plan plan,
            Database source,
            Database target,
            Consumer<Problem> warnings) {
        this.runId = runId;
        this.own = settings.decommission();
        this.files = files;
        this.plan = plan;
        this.source = source;
        this.target = target;
        this.warnings = warnings;
        this.backup = new FinalBackup(settings, runId, files);
    }

    static List<String> schemas(Plan plan) {
        return plan.tables().stream()
                .map(table -> table.source().name().schema())
                .distinct()
                .toList();
    }

    List<Requirement> look() {
        Optional<CutoverRow> row = target.ledger().cutover().find(runId);
        Optional<Receipt> receipt = switched(row);
        grace(row);
        noWrites(row, receipt);
        noConnections();
        drilled(receipt);
        whole();
        rights();
        return List.copyOf(all);
    }

    private Optional<Receipt> switched(Optional<CutoverRow> row) {
        String again = "sterna cutover --run-id " + runId;
        if (row.filter(known -> known.phase() == CutoverRow.Phase.SWITCHED).isEmpty()) {
            all.add(Requirement.unmet(
                    "switched",
                    row.isEmpty() ? "the run is not cut over" : "the cutover is not at its end",
                    row.isEmpty() ? again + " --execute" : "See where it stands: sterna status --run-id " + runId));
            return Optional.empty();
        }
        if (!ReceiptCheck.isThere(files)) {
            all.add(Requirement.unmet(
                    "switched",
                    "the run is cut over, but there is no receipt of it",
                    "Go back and cut over once more: " + again + " --rollback --execute"));
            return Optional.empty();
        }
        List<Fault> faults = ReceiptCheck.of(files).faults();
        if (!faults.isEmpty()) {
            all.add(Requirement.unmet(
                    "switched",
                    "the receipt is not as it was written: " + faults.get(0).file() + ": "
                            + faults.get(0).what(),
                    "See all of it: sterna report --verify --run-id " + runId));
            return Optional.empty();
        }
        Optional<Receipt> receipt = Receipt.read(files);
        all.add(Requirement.met(
                "switched",
                "at " + receipt.orElseThrow().switched()
                        + (receipt.get().hasHashes()
                                ? ", and its receipt is intact"
                                : "; its receipt is of an older version, which wrote no hashes")));
        return receipt;
    }

    private void grace(Optional<CutoverRow> row) {
        String least = Amounts.seconds(own.grace().toMillis() / 1e3);
        if (row.isEmpty()) {
            all.add(Requirement.unmet("grace", "it has not begun", "Cut over first"));
            return;
        }
        String since = Amounts.seconds(row.get().age().toMillis() / 1e3);
        all.add(
                row.get().age().compareTo(own.grace()) >= 0
                        ? Requirement.met("grace", since + " since the switch")
                        : Requirement.unmet(
                                "grace",
                                since + " since the switch, and sterna.decommission.grace is " + least,
                                "Wait; or allow less: sterna.decommission.grace"));
    }

    private void noWrites(Optional<CutoverRow> row, Optional<Receipt> receipt) {
        if (row.isEmpty() || receipt.isEmpty()) {
            all.add(Requirement.unmet("no-writes", "it is not known since when", "See to the cutover first"));
            return;
        }
        // Before the attempt to write, which counts nothing, but who knows.
        Activity activity = source.dialect().activity();
        ActivityMarks now = source.askApart(
                "ask what was written to the source", connection -> activity.marks(connection, schemas(plan)));
        List<TableName> tables =
                plan.tables().stream().map(table -> table.source().name()).toList();
        FreezeProbe.Outcome probe =
                CutoverState.probe(source, row.get(), tables).outcome();
        ActivityMarks then = receipt.get().sourceMarks();
        List<Doubt> doubts = then == null
                ? List.of(new Doubt("no-marks", "the receipt does not say what the source had counted at the switch"))
                : QuietSince.doubts(then, now, probe == FreezeProbe.Outcome.REFUSED);
        String frozen = switch (probe) {
            case REFUSED -> "it is frozen still";
            case TAKEN -> "it takes writes again";
            case UNTOLD -> "whether it is frozen still cannot be seen by this user";
        };
        add(
                "no-writes",
                doubts,
                "nothing was written to " + now.tables().size() + " tables; " + frozen,
                open -> "Bring over by hand what is missing in the target, then say that it may be: "
                        + Doubt.accepting(open, own.accept()));
    }

    private interface Remedy {
        String of(List<Doubt> open);
    }

    private void add(String name, List<Doubt> doubts, String good, Remedy remedy) {
        List<Doubt> open = Doubt.open(doubts, own.accept());
        if (!open.isEmpty()) {
            all.add(Requirement.unmet(name, Doubt.words(open), remedy.of(open)));
        } else if (!doubts.isEmpty()) {
            all.add(Requirement.met(name, "accepted: " + Doubt.words(doubts)));
        } else {
            all.add(Requirement.met(name, good));
        }
    }

    private void noConnections() {
        Activity.Sessions sessions = source.askApart(
                "look who is connected to the source",
                connection -> source.dialect().activity().sessions(connection, schemas(plan)));
        List<Doubt> doubts = new ArrayList<>();
        if (!sessions.clients().isEmpty()) {
            doubts.add(new Doubt("sessions", "connected are " + FewNames.of(sessions.clients(), NAMED)));
        }
        if (!sessions.replication().isEmpty()) {
            doubts.add(new Doubt("replication", "others follow it: " + FewNames.of(sessions.replication(), NAMED)));
        }
        if (!sessions.unseen().isEmpty()) {
            doubts.add(new Doubt("sessions-unseen", "this user does not see sessions of others"));
        }
        String elsewhere = "";
        if (!sessions.elsewhere().isEmpty()) {
            String who = "in no database or another one, from where they may use this one, are "
                    + FewNames.of(sessions.elsewhere(), NAMED);
            if (own.action() == Action.DROP) {
                doubts.add(new Doubt("sessions-elsewhere", who));
            }
            elsewhere = "; " + who;
        }
        add(
                "no-connections",
                doubts,
                "nobody else is connected" + elsewhere,
                open -> (sessions.unseen().isEmpty() ? "End them" : sessions.unseen()) + "; or let them be: "
                        + Doubt.accepting(open, own.accept()));
    }

    private void drilled(Optional<Receipt> receipt) {
        add(
                "drilled",
                backup.doubts(plan, receipt, target.ledger()),
                "the backup of run " + backup.runId() + " was taken after the freeze"
                        + switch (own.drill()) {
                            case REQUIRED -> ", restored on trial and compared";
                            case WAIVED -> "; whether it can be restored was waived";
                        },
                backup::remedy);
    }

    /** What would go with a database that nobody has migrated. */
    private void whole() {
        Set<String> schemas = new TreeSet<>(schemas(plan));
        if (!source.server().identity().database().isEmpty()) {
            source.ask("look for the schemas", source.dialect().schemas()::contents).stream()
                    .filter(content -> content.tables() > 0)
                    .map(SchemaContent::name)
                    .forEach(schemas::add);
        }
        Set<TableName> names = new TreeSet<>(source.names(List.copyOf(schemas)));
        plan.tables().forEach(table -> names.remove(table.source().name()));
        List<String> left = names.stream().map(TableName::toString).toList();
        List<Doubt> doubts = left.isEmpty()
                ? List.of()
                : List.of(new Doubt(
                        "not-migrated",
                        left.size() + (left.size() == 1 ? " table" : " tables") + " of the database "
                                + (left.size() == 1 ? "is" : "are") + " not in the plan: "
                                + FewNames.of(left, NAMED)));
        String good =
                left.isEmpty() ? "every table of the database is in the plan" : Doubt.words(doubts) + "; they stay";
        add(
                "whole",
                own.action() == Action.DROP ? doubts : List.of(),
                good,
                open -> "Migrate them, or let them go: " + Doubt.accepting(open, own.accept()));
    }

    private void rights() {
        List<Finding> findings = source.askApart(
                "see what is needed to retire the source",
                connection -> source.dialect()
                        .retirement()
                        .findings(connection, own.action(), schemas(plan), own.renameTo()));
        findings.stream()
                .filter(finding -> finding.severity() != Severity.BLOCKS)
                .map(finding -> Problem.warning(finding.code(), null, finding.what(), finding.remedy()))
                .forEach(warnings);
        List<Finding> blocking = findings.stream()
                .filter(finding -> finding.severity() == Severity.BLOCKS)
                .toList();
        all.add(
                blocking.isEmpty()
                        ? Requirement.met("rights", "this user may do so")
                        : Requirement.unmet(
                                "rights",
                                blocking.stream().map(Finding::what).collect(Collectors.joining("; ")),
                                blocking.stream()
                                        .map(Finding::remedy)
                                        .distinct()
                                        .collect(Collectors.joining("; "))));
    }
}
