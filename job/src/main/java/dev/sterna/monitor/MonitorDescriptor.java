package dev.sterna.monitor;

import dev.sterna.step.CommandOption;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.List;
import java.util.Set;

/** The command {@code monitor}. It is no part of a strategy: it is given again and again. */
public final class MonitorDescriptor implements StepDescriptor {
    static final String WORD = "monitor";

    private static final CommandOption TARGET_ONLY = CommandOption.flag(
            "--target-only", "Does not look at the source. After a cutover a source that is gone is only told.");

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Looks at statistics, sizes, indexes, counters and query times of both sides, and says what to do.";
    }

    @Override
    public String note() {
        return """
                Without --execute it only looks, and says everything; with it it runs ANALYZE on the run's tables in the
                target first, which is all that it ever writes to a database. What it saw is kept in the run's directory,
                and drawn over the calls. docs/monitor.md has more.""";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(TARGET_ONLY);
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.WRITES, Trait.REACHES_ITSELF);
    }

    /** The run stays what it is. */
    @Override
    public boolean isPartial(OptionValues own) {
        return true;
    }

    @Override
    public Step step(OptionValues own) {
        return new MonitorStep(own.has(TARGET_ONLY) ? MonitorStep.Sides.TARGET : MonitorStep.Sides.BOTH);
    }

    @Override
    public List<String> examples() {
        String plain = StepDescriptor.super.examples().get(0);
        return List.of(plain.replace(" --execute", ""), plain);
    }

    @Override
    public Next next(Outcome outcome, OptionValues own) {
        return outcome == Outcome.FAILED ? Next.Destination.AGAIN : Next.Destination.NOTHING;
    }
}
