package dev.sterna.decommission;

import dev.sterna.step.CommandOption;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.List;
import java.util.Set;

/** The command {@code decommission}. */
public final class DecommissionDescriptor implements StepDescriptor {
    static final String WORD = "decommission";

    private static final CommandOption CONFIRM = CommandOption.valued(
            "--confirm",
            "NAME",
            "The name of the source's database, as its server says it: without it nothing is done to it.");

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Retires the source when every proof is in, and keeps the evidence.";
    }

    @Override
    public String note() {
        return """
                Without --execute it says whether everything is there that has to be, and what it would do. What becomes
                of the source's database stands in sterna.decommission.action. docs/decommission.md has more.""";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(CONFIRM);
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.WRITES, Trait.REACHES_ITSELF);
    }

    @Override
    public boolean isPartial(OptionValues own) {
        return true;
    }

    @Override
    public Step step(OptionValues own) {
        return new DecommissionStep(own.value(CONFIRM).orElse(""));
    }

    @Override
    public List<String> examples() {
        String plain = StepDescriptor.super.examples().get(0);
        return List.of(plain.replace(" --execute", ""), plain.replace(" --execute", " --execute --confirm shop"));
    }

    @Override
    public Next next(Outcome outcome, OptionValues own) {
        return switch (outcome) {
            case FAILED -> Next.Destination.AGAIN;
            case PREVIEW, DONE, NOTHING_TO_DO, DIFFERS, REJECTED, REFUSED -> Next.Destination.NOTHING;
        };
    }
}
