package dev.sterna.sync;

import dev.sterna.changes.Deletes;
import dev.sterna.step.CommandOption;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.List;
import java.util.Set;

/** The command {@code sync}. */
public final class SyncDescriptor implements StepDescriptor {
    static final String WORD = "sync";

    private static final CommandOption ROUNDS = CommandOption.valued(
            "--rounds",
            "N",
            "Compares and brings at most so often; without it until nothing differs or the gap closes no further, at most "
                    + SyncStep.MOST_ROUNDS + " times.");
    private static final CommandOption DELETES = CommandOption.flag(
            "--deletes",
            "Removes rows that only the target has, up to sterna.sync.max-delete-fraction of a table; without it they are"
                    + " counted.");

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Brings what differs from the source to the target, row by row, until the comparison finds nothing.";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(ROUNDS, DELETES);
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.WRITES, Trait.LOCKS, Trait.NEEDS_PLAN, Trait.NOTES_RUN);
    }

    @Override
    public Step step(OptionValues own) {
        return new SyncStep(
                own.value(ROUNDS).map(text -> rounds(text, own)).orElse(SyncStep.MOST_ROUNDS),
                own.has(DELETES) ? Deletes.ALLOWED : Deletes.NOT_ALLOWED);
    }

    private static int rounds(String text, OptionValues own) {
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw own.invalid(ROUNDS, "a whole number, at least 1");
        }
        return Integer.parseInt(text);
    }

    @Override
    public List<String> examples() {
        String plain = StepDescriptor.super.examples().get(0);
        return List.of(plain, plain + " --deletes --rounds 3");
    }

    @Override
    public Next next(Outcome outcome, OptionValues own) {
        return switch (outcome) {
            case DONE, NOTHING_TO_DO -> Next.Destination.PROOF;
            case PREVIEW, FAILED -> Next.Destination.AGAIN;
            case DIFFERS, REJECTED, REFUSED -> Next.Destination.NOTHING;
        };
    }
}
