package dev.sterna.cutover;

import dev.sterna.dialect.server.ActivityMarks;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CommonRow;
import dev.sterna.ledger.GateRow;
import dev.sterna.migration.Database;
import dev.sterna.model.Digest;
import dev.sterna.model.Table;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.CutoverSummary;
import dev.sterna.step.HashedFile;
import dev.sterna.step.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Gathers a receipt once the switch is made: from what is known by then, and a few questions that take no time. */
record ReceiptDraft(CutRun run, StepPlan planned) {

    /** @param compared whether everything was compared while the source was frozen, and not only what had changed */
    Receipt of(
            WriteProbe probe,
            double freezeSeconds,
            String position,
            String proof,
            boolean compared,
            List<CutoverSummary.Met> requirements,
            String frozenBy) {
        List<Receipt.TableDigest> digests = compared ? digests() : List.of();
        return new Receipt(
                Receipt.VERSION,
                run.runId(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                run.source().server().label(),
                run.target().server().label(),
                new Receipt.Versions(Version.text(), version(run.source()), version(run.target())),
                freezeSeconds,
                probe.hasSeen(),
                frozenBy,
                position,
                proof,
                planned.plan().hash(),
                requirements,
                run.ledger().gates().read(run.runId()).stream()
                        .map(ReceiptDraft::gate)
                        .toList(),
                compared
                        ? "compared while the source was frozen: " + digests.size() + " of "
                                + planned.plan().tables().size() + " tables that have digests"
                        : "none: the log was followed, so whole tables were compared before the freeze, and within it what"
                                + " had changed since, row by row",
                digests,
                marks(run.source(), TablePlan::source),
                marks(run.target(), TablePlan::target),
                Receipt.FILES.stream()
                        .map(file -> HashedFile.of(run.workspace(), file))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static String version(Database database) {
        return database.server().product() + " " + database.server().version();
    }

    private static Receipt.Gate gate(GateRow row) {
        return new Receipt.Gate(
                row.gate(),
                row.passed(),
                row.found(),
                row.looked(),
                row.position(),
                row.age().toSeconds());
    }

    private List<Receipt.TableDigest> digests() {
        List<Receipt.TableDigest> digests = new ArrayList<>();
        for (TablePlan table : planned.plan().tables()) {
            Map<Integer, CommonRow> parts = run.ledger()
                    .common()
                    .read(run.runId(), table.name(), planned.plan().hash());
            boolean whole = !parts.isEmpty()
                    && parts.entrySet().stream()
                            .filter(part -> part.getKey() >= 0)
                            .allMatch(part -> part.getValue().writing() == null
                                    && !part.getValue().source().equals(CommonRow.UNKNOWN)
                                    && !part.getValue().target().equals(CommonRow.UNKNOWN));
            if (whole) {
                Digest source = sum(parts, CommonRow::source);
                Digest target = sum(parts, CommonRow::target);
                digests.add(new Receipt.TableDigest(
                        table.name(),
                        source.rows(),
                        target.rows(),
                        source.sum().toString(),
                        target.sum().toString()));
            }
        }
        return digests;
    }

    private static Digest sum(Map<Integer, CommonRow> parts, Function<CommonRow, Digest> side) {
        return parts.entrySet().stream()
                .filter(part -> part.getKey() >= 0)
                .map(part -> side.apply(part.getValue()))
                .reduce(Digest.EMPTY, Digest::plus);
    }

    private ActivityMarks marks(Database database, Function<TablePlan, Table> side) {
        List<String> schemas = planned.plan().tables().stream()
                .map(side)
                .map(table -> table.name().schema())
                .distinct()
                .toList();
        try {
            return marks(database, schemas);
        } catch (SternaException failure) {
            // The switch is made, and the rest of the receipt is worth having.
            failure.problems().stream().map(Problem::asWarning).forEach(run.warnings());
            return null;
        }
    }

    private static ActivityMarks marks(Database database, List<String> schemas) {
        return database.askApart(
                "ask what was written to the " + database.side().label(),
                connection -> database.dialect().activity().marks(connection, schemas));
    }
}
