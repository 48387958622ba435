package dev.sterna.decommission;

import dev.sterna.config.DecommissionSettings;
import dev.sterna.cutover.CutoverState;
import dev.sterna.cutover.Requirement;
import dev.sterna.decommission.evidence.Evidence;
import dev.sterna.decommission.evidence.EvidenceCheck;
import dev.sterna.decommission.evidence.EvidenceCheck.Checked;
import dev.sterna.decommission.evidence.Fault;
import dev.sterna.decommission.evidence.SigningKey;
import dev.sterna.dialect.server.DatabaseIdentity;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.model.Side;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanStore;
import dev.sterna.step.DecommissionSummary;
import dev.sterna.step.EvidenceSummary;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Retires the source: looks at every proof, writes the evidence and checks it, and only then does to the database what the settings
 * say. That is noted before, so that the same command goes on after a process that was killed, also when the database is gone.
 */
final class DecommissionStep implements Step {
    private final String confirmed;

    /** @param confirmed the name that the user gives the database; empty where he gives none */
    DecommissionStep(String confirmed) {
        this.confirmed = confirmed;
    }

    @Override
    public String name() {
        return DecommissionDescriptor.WORD;
    }

    /** What is retired. */
    private record Subject(Plan plan, Database source, Database target, String name) {}

    private static Subject subject(RunContext run) {
        Plan plan = new PlanStore(run.workspace()).load(run.runId());
        Database source = Database.reach(run.settings().source(), Side.SOURCE);
        Database target = Database.reach(run.settings().target(), Side.TARGET);
        requireApart(plan, source, target);
        String name = source.ask(
                "ask for the name of the source's database",
                connection -> source.dialect().retirement().name(connection, Proofs.schemas(plan)));
        return new Subject(plan, source, target, name);
    }

    /** The target may be in what is to be retired. */
    private static void requireApart(Plan plan, Database source, Database target) {
        DatabaseIdentity identity = source.server().identity();
        if (!identity.isSameDatabase(target.server().identity())) {
            return;
        }
        Set<String> schemas =
                Proofs.schemas(plan).stream().map(identity::folded).collect(Collectors.toSet());
        boolean apart = identity.database().isEmpty()
                && plan.tables().stream()
                        .map(table -> identity.folded(table.target().name().schema()))
                        .noneMatch(schemas::contains)
                && target
                        .ask(
                                "find the ledger",
                                connection -> target.dialect().ledger().tables(connection))
                        .stream()
                        .map(table -> identity.folded(table.schema()))
                        .noneMatch(schemas::contains);
        if (!apart) {
            throw SternaException.of(
                    Category.REFUSED,
                    "source-holds-target",
                    null,
                    "Cannot retire the source: " + source.server().label() + " and "
                            + target.server().label() + " are one database, which the target is in, too",
                    "Remove the source's tables by hand");
        }
    }

    private static void requireAll(RunContext run) {
        if (!run.only().isEmpty()) {
            throw SternaException.of(
                    Category.USAGE,
                    "decommission-of-some",
                    null,
                    "Cannot retire some tables of a source: --tables " + String.join(",", run.only()),
                    "Leave out --tables");
        }
    }

    private void requireConfirmed(RunContext run, String name, String action) {
        if (!confirmed.equals(name)) {
            throw SternaException.of(
                    Category.USAGE,
                    "not-confirmed",
                    null,
                    "Cannot " + action + " the database " + name + ": "
                            + (confirmed.isEmpty()
                                    ? "nobody has confirmed it"
                                    : "--confirm names another one: " + confirmed),
                    "If that is the one: sterna decommission --run-id " + run.runId() + " --execute --confirm " + name);
        }
    }

    private static String word(DecommissionSettings.Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public StepReport preview(RunContext run) {
        requireAll(run);
        Optional<RetirementNote> note = RetirementNote.read(run.workspace(), run.runId());
        if (note.isPresent()) {
            run.say(state(note.get()));
            note.get().changes().forEach(change -> tell(run, change));
            return StepReport.Previewed.of(name());
        }
        DecommissionSettings own = run.settings().decommission();
        SigningKey.read(own.evidenceKey());
        Subject subject = subject(run);
        List<Requirement> requirements = new ArrayList<>(look(run, subject));
        requirements.add(Requirement.met(
                "evidence",
                "would be written into " + run.workspace().uri(Evidence.DIRECTORY)
                        + (own.evidenceKey().isEmpty() ? ", not signed" : ", signed") + ", and checked"));
        requirements.forEach(one -> run.say(one.line(name())));
        boolean able =
                requirements.stream().filter(one -> one.name().equals("rights")).allMatch(Requirement::isMet);
        if (able) {
            run.say("decommission would " + word(own.action()) + " the database " + subject.name() + ":");
            plan(subject, own).forEach(change -> tell(run, change));
        }
        return StepReport.Previewed.of(name());
    }

    private static void tell(RunContext run, Frozen.Change change) {
        change.freeze().forEach(run::sayStatement);
    }

    private static String state(RetirementNote note) {
        return "decommission: " + word(note.action()) + " of the database " + note.database()
                + (note.done() == null ? " was begun at " + note.noted() : " was done at " + note.done());
    }

    private static List<Requirement> look(RunContext run, Subject subject) {
        return new Proofs(
                        run.runId(),
                        run.settings(),
                        run.workspace(),
                        subject.plan(),
                        subject.source(),
                        subject.target(),
                        run.warnings())
                .look();
    }

    private static List<Frozen.Change> plan(Subject subject, DecommissionSettings own) {
        Database source = subject.source();
        return source.askApart(
                "plan how the source is retired",
                connection -> source.dialect()
                        .retirement()
                        .plan(connection, own.action(), Proofs.schemas(subject.plan()), own.renameTo()));
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        requireAll(run);
        Optional<SigningKey> key = SigningKey.read(run.settings().decommission().evidenceKey());
        Ledger ledger = Database.reach(run.settings().target(), Side.TARGET).ledger();
        // The second is that of whoever brings back into the source what was written to the target.
        try (Ledger.Lock alone = ledger.lock(CutoverState.lock(run.runId()));
                Ledger.Lock writer = ledger.lock(run.runId())) {
            alone.hold();
            writer.hold();
            Optional<RetirementNote> note = RetirementNote.read(run.workspace(), run.runId());
            if (note.isPresent()) {
                requireConfirmed(run, note.get().database(), word(note.get().action()));
                run.say(state(note.get()));
                if (note.get().done() != null) {
                    return done(run, began, note.get(), ledger, key);
                }
                Retiring retiring = new Retiring(run.settings().source(), note.get(), Optional.empty());
                retiring.takeBack()
                        .forEach(what -> run.say("decommission: " + what + ": it was ended, and holds again"));
                Retiring.Progress progress = retiring.progress();
                if (progress == Retiring.Progress.BEGUN && note.get().action() == DecommissionSettings.Action.DROP) {
                    requireMet(LeftOver.look(
                            run.workspace(),
                            new PlanStore(run.workspace()).load(run.runId()),
                            run.settings().decommission().accept(),
                            retiring));
                }
                if (progress != Retiring.Progress.NOTHING) {
                    return ended(run, began, note.get(), retiring, List.of(), ledger, key);
                }
                run.say("decommission: nothing of it was done, so everything is looked at anew");
                run.workspace().delete(RetirementNote.FILE);
            }
            return begin(run, began, ledger, key);
        }
    }

    private StepReport begin(RunContext run, long began, Ledger ledger, Optional<SigningKey> key) {
        DecommissionSettings own = run.settings().decommission();
        Subject subject = subject(run);
        requireConfirmed(run, subject.name(), word(own.action()));
        List<Requirement> requirements = new ArrayList<>(look(run, subject));
        requirements.forEach(one -> run.say(one.line(name())));
        requireMet(requirements);
        RetirementNote note = RetirementNote.of(
                run.runId(),
                own.action(),
                subject.name(),
                subject.source().server().identity().serverText(),
                plan(subject, own));
        EvidenceSummary kept = keep(run, requirements, ledger, key);
        requirements.add(Requirement.met("evidence", kept.files() + " files in " + kept.place()));
        run.say(requirements.get(requirements.size() - 1).line(name()));
        // That may have taken a while, and this is what decides.
        List<Requirement> again = new ArrayList<>(look(run, subject));
        requireMet(again);
        again.add(requirements.get(requirements.size() - 1));
        EvidenceParts.note(run.workspace(), again);
        note.write(run.workspace());
        run.events().record("decommission-begun", Map.of("action", word(own.action())));
        Retiring retiring = new Retiring(
                run.settings().source(),
                note,
                Optional.of(subject.source().server().identity()));
        return ended(run, began, note, retiring, again, ledger, key);
    }

    /** An earlier process may have ended before it had the last of the evidence. */
    private StepReport done(RunContext run, long began, RetirementNote note, Ledger ledger, Optional<SigningKey> key) {
        Workspace files = run.workspace();
        boolean kept = EvidenceCheck.isThere(files, Evidence.DIRECTORY)
                && files.sha256(RetirementNote.FILE)
                        .equals(files.sha256(Evidence.DIRECTORY + "/" + RetirementNote.FILE));
        if (!kept) {
            run.say("decommission: the evidence is not there, or was written before that, and so is written anew");
            return report(began, Outcome.DONE, note, keep(run, List.of(), ledger, key), List.of());
        }
        return report(began, Outcome.NOTHING_TO_DO, note, checked(run), List.of());
    }

    private static void requireMet(List<Requirement> requirements) {
        List<Problem> unmet = requirements.stream()
                .filter(one -> !one.isMet())
                .map(one -> one.refusal(DecommissionDescriptor.WORD, "Cannot retire the source"))
                .toList();
        if (!unmet.isEmpty()) {
            throw new SternaException(Category.REFUSED, unmet, null);
        }
    }

    /** @throws SternaException (REFUSED) where what was written cannot be read back as it was */
    private static EvidenceSummary keep(
            RunContext run, List<Requirement> requirements, Ledger ledger, Optional<SigningKey> key) {
        if (!requirements.isEmpty()) {
            EvidenceParts.note(run.workspace(), requirements);
        }
        EvidenceSummary written = new Evidence(run.workspace(), run.runId(), ledger.rows()::each, key)
                .write(EvidenceParts.ofFinalBackup(run.settings(), run.runId(), run.workspace(), ledger));
        checked(run);
        run.say("decommission: evidence of " + written.files() + " files is in " + written.place()
                + "; its chain ends with " + written.chain());
        return written;
    }

    private static EvidenceSummary checked(RunContext run) {
        Checked checked = EvidenceCheck.of(run.workspace(), Evidence.DIRECTORY, "");
        if (!checked.faults().isEmpty()) {
            throw new SternaException(
                    Category.REFUSED,
                    checked.faults().stream().map(Fault::problem).toList(),
                    null);
        }
        return checked.summary();
    }

    /** From where it is noted: also for a database that is gone by now. */
    private StepReport ended(
            RunContext run,
            long began,
            RetirementNote note,
            Retiring retiring,
            List<Requirement> requirements,
            Ledger ledger,
            Optional<SigningKey> key) {
        retiring.act();
        RetirementNote done = note.whenDone();
        done.write(run.workspace());
        run.say("decommission: " + word(note.action()) + " of the database " + note.database() + " is done");
        if (note.action() != DecommissionSettings.Action.DROP) {
            note.changes().stream()
                    .flatMap(change -> change.undo().stream())
                    .forEach(sql -> run.say("decommission: to take it back: " + sql));
        }
        // What was done belongs to it.
        EvidenceSummary kept = keep(run, requirements, ledger, key);
        return report(began, Outcome.DONE, done, kept, requirements);
    }

    private StepReport report(
            long began, Outcome outcome, RetirementNote note, EvidenceSummary kept, List<Requirement> requirements) {
        return new StepReport.Decommissioned(
                StepReport.Ended.since(began, name(), outcome, List.of()),
                new DecommissionSummary(
                        "retired",
                        word(note.action()),
                        note.database(),
                        kept,
                        requirements.stream().map(Requirement::summary).toList()));
    }
}
