package dev.sterna.cutover;

import dev.sterna.changes.Deletes;
import dev.sterna.config.Settings;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.CommandOption;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import dev.sterna.sync.SyncDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The command {@code cutover}. */
public final class CutoverDescriptor implements StepDescriptor {
    static final String WORD = "cutover";

    private static final String WAY = "way";
    private static final CommandOption DRY_RUN = CommandOption.flag(
                    "--dry-run",
                    "Rehearses all but the freeze and the hooks: looks at what has to be true, and tries whether the source would"
                            + " refuse writes, and by which means. Needs no --execute.")
            .choosing(WAY);
    private static final CommandOption ROLLBACK = CommandOption.flag(
                    "--rollback",
                    "Goes back: before the switch the source is written to again; after it the target is frozen, what was written"
                            + " to it goes to the source, and that is the one to write to.")
            .choosing(WAY);

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Freezes the source, brings and proves what is left, and switches; or goes back.";
    }

    @Override
    public String note() {
        return """
                Without --execute it says whether everything is there that has to be, and what it would do. Whatever fails
                before the switch lets the source be written to again.""";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(DRY_RUN, ROLLBACK, SyncDescriptor.DELETES);
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.WRITES, Trait.NEEDS_PLAN, Trait.PREVIEWS_AHEAD, Trait.SWITCHES);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.BIG_BANG, Strategy.PARALLEL, Strategy.PHASED);
    }

    @Override
    public Optional<String> wish() {
        return Optional.of("sterna.cutover.in-run = on");
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.cutsOver();
    }

    @Override
    public Optional<String> mark() {
        return Optional.of(Receipt.FILE);
    }

    @Override
    public List<CommandOption> optionsOfRun() {
        return List.of(SyncDescriptor.DELETES);
    }

    @Override
    public Step stepOfRun(OptionValues own) {
        return CutoverStep.ofRun(SyncDescriptor.deletes(own));
    }

    /** Whoever follows has the run's lock until it is told to stop. */
    @Override
    public boolean locks(OptionValues own) {
        return false;
    }

    @Override
    public boolean isPartial(OptionValues own) {
        return true;
    }

    @Override
    public Step step(OptionValues own) {
        Deletes deletes = SyncDescriptor.deletes(own);
        if (own.has(ROLLBACK)) {
            return new RollbackStep(deletes);
        }
        CutoverStep cutover = new CutoverStep(deletes);
        return own.has(DRY_RUN) ? new Rehearsal(cutover) : cutover;
    }

    @Override
    public List<String> examples() {
        String plain = StepDescriptor.super.examples().get(0);
        return List.of(plain.replace(" --execute", ""), plain, plain.replace(" --execute", " --rollback --execute"));
    }

    @Override
    public Next next(Outcome outcome, OptionValues own) {
        return switch (outcome) {
            case PREVIEW, FAILED -> Next.Destination.AGAIN;
            case DONE, NOTHING_TO_DO, DIFFERS, REJECTED, REFUSED -> Next.Destination.NOTHING;
        };
    }
}
