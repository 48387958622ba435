package dev.sterna.app;

import dev.sterna.cutover.CutoverState;
import dev.sterna.cutover.Receipt;
import dev.sterna.decommission.EvidenceParts;
import dev.sterna.decommission.evidence.Evidence;
import dev.sterna.decommission.evidence.EvidenceCheck;
import dev.sterna.decommission.evidence.EvidenceCheck.Checked;
import dev.sterna.decommission.evidence.Fault;
import dev.sterna.decommission.evidence.ReceiptCheck;
import dev.sterna.decommission.evidence.SigningKey;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.model.Side;
import dev.sterna.report.Detail;
import dev.sterna.report.Result;
import dev.sterna.step.CommandOption;
import dev.sterna.step.EvidenceSummary;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code report --evidence} and {@code report --verify}. */
final class EvidenceReport {
    private static final String WAY = "way";

    private static final CommandOption EVIDENCE = CommandOption.valued(
                    "--evidence",
                    "DIR",
                    "Writes the run's evidence into DIR, or without one into the run's directory: plan, manifests, ledger, receipt,"
                            + " reports, their hashes. Asks the target for its ledger.")
            .orBare()
            .choosing(WAY);
    private static final CommandOption VERIFY = CommandOption.valued(
                    "--verify",
                    "PATH",
                    "Checks the receipt and the evidence of the run, or with PATH those of that directory alone, without any"
                            + " server or configuration; 6 when something is not as it was written.")
            .orBare()
            .choosing(WAY);
    private static final CommandOption SIGNED_BY = CommandOption.valued(
            "--signed-by", "HASH", "With --verify: the hash of the public key that the evidence has to be signed for.");

    static final List<CommandOption> OPTIONS = List.of(EVIDENCE, VERIFY, SIGNED_BY);

    private final CommandCall call;
    private final OptionValues own;
    private final Output output;

    EvidenceReport(CommandCall call) {
        this.call = call;
        this.own = call.invocation().own();
        this.output = call.output();
    }

    static boolean isAskedFor(OptionValues own) {
        return OPTIONS.stream().anyMatch(own::has);
    }

    Result result() {
        return own.has(EVIDENCE) ? written() : verified();
    }

    private Result written() {
        RunInspection run = new RunInspection(call);
        String runId = run.state().runId();
        Ledger ledger = Database.reach(run.settings().target(), Side.TARGET).ledger();
        Evidence evidence = new Evidence(
                run.workspace(),
                runId,
                ledger.rows()::each,
                SigningKey.read(run.settings().decommission().evidenceKey()));
        List<Evidence.Added> more = EvidenceParts.ofFinalBackup(run.settings(), runId, run.workspace(), ledger);
        String place = own.value(EVIDENCE).orElse("");
        EvidenceSummary summary;
        if (place.isEmpty()) {
            summary = evidence.write(more);
        } else {
            Place there = Place.of(place);
            summary = evidence.writeInto(there.parent(run.workspace()), there.name(), more);
        }
        output.say("report: evidence of " + summary.files() + " files and " + summary.links() + " steps is in "
                + summary.place() + "; the chain ends with " + summary.chain()
                + (summary.signer() == null ? "; it is not signed" : "; signed for the key " + summary.signer()));
        call.draft().answer(new Detail.Evidenced(List.of(summary)));
        return call.draft().end(Outcome.DONE);
    }

    private Result verified() {
        String path = own.value(VERIFY).orElse("");
        String signer = own.value(SIGNED_BY).orElse("");
        List<Checked> all = new ArrayList<>();
        String looked;
        if (path.isEmpty()) {
            Workspace run = new RunInspection(call).workspace();
            looked = run.uri("");
            ofRun(run, signer, all);
        } else {
            Place there = Place.of(path);
            Workspace parent = new Workspace(there.folder(), Hadoop.configuration(Map.of()));
            looked = parent.uri(there.name());
            if (EvidenceCheck.isThere(parent, there.name())) {
                all.add(EvidenceCheck.of(parent, there.name(), signer));
            } else {
                ofRun(new Workspace(looked, parent.hadoop()), signer, all);
            }
        }
        if (all.isEmpty()) {
            throw SternaException.of(
                    Category.REFUSED,
                    "nothing-to-verify",
                    null,
                    "Cannot verify " + looked + ": it has neither a receipt of a cutover nor evidence",
                    "Name a directory that has: --verify PATH; evidence is written by sterna report --evidence");
        }
        all.forEach(this::tell);
        if (all.stream().allMatch(checked -> checked.summary().place().endsWith(Receipt.FILE))) {
            output.say(
                    "report: " + looked + " has NO EVIDENCE: only the receipt of its cutover was checked, which nobody"
                            + " has signed; sterna report --evidence writes some");
        }
        call.draft()
                .answer(new Detail.Evidenced(all.stream().map(Checked::summary).toList()));
        boolean good = all.stream().allMatch(checked -> checked.faults().isEmpty());
        return call.draft().end(good ? Outcome.DONE : Outcome.DIFFERS);
    }

    private static void ofRun(Workspace run, String signer, List<Checked> all) {
        if (ReceiptCheck.isThere(run)) {
            all.add(ReceiptCheck.of(run));
        }
        // Whoever names a signer, or has retired a source, has evidence; where it is not there, somebody has taken it.
        boolean promised = !signer.isEmpty() && !all.isEmpty() || run.exists(CutoverState.RETIREMENT);
        if (promised || EvidenceCheck.isThere(run, Evidence.DIRECTORY)) {
            all.add(EvidenceCheck.of(run, Evidence.DIRECTORY, signer));
        }
    }

    private void tell(Checked checked) {
        EvidenceSummary summary = checked.summary();
        output.say("report: " + summary.place() + ": " + summary.files() + " files"
                + (summary.links() == null ? "" : ", " + summary.links() + " steps, chain " + summary.chain())
                + (summary.signer() != null
                        ? ", signed for the key " + summary.signer()
                        : summary.links() == null
                                ? ""
                                : ", NOT SIGNED, so that whoever changes all of it can make its hashes anew")
                + (summary.files() == 0 && summary.faults() == 0
                        ? ", of an older version of Sterna, which wrote no hashes; the plan is the one that it names"
                        : "")
                + (summary.faults() == 0
                        ? ": all are as they were written"
                        : ": " + summary.faults() + " things are NOT as they were written"));
        checked.faults().stream().map(Fault::problem).forEach(call.draft()::add);
    }

    /** A directory, by the one that it is in and its name there. */
    private record Place(String folder, String name) {
        static Place of(String path) {
            String uri = path.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")
                    ? path
                    : Path.of(path).toAbsolutePath().normalize().toUri().toString();
            String trimmed = uri.replaceFirst("/+$", "");
            int slash = trimmed.lastIndexOf('/');
            if (slash < 0 || trimmed.substring(0, slash + 1).endsWith("://")) {
                throw SternaException.of(
                        Category.USAGE,
                        "no-directory-of-its-own",
                        null,
                        "Invalid directory: " + path + " (must be one within another)",
                        "Name one that has nothing else in it");
            }
            return new Place(trimmed.substring(0, slash + 1), trimmed.substring(slash + 1));
        }

        Workspace parent(Workspace like) {
            return new Workspace(folder, like.hadoop());
        }
    }
}
