package dev.sterna.restore;

import dev.sterna.config.JdbcUrl;
import dev.sterna.config.ShownUrl;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.step.CommandOption;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.List;
import java.util.Set;

/** The command {@code restore}. It is no part of a strategy. */
public final class RestoreDescriptor implements StepDescriptor {
    static final String WORD = "restore";

    static final CommandOption INTO = CommandOption.valued(
            "--into", "URL", "Where to, as a JDBC URL of any engine. Default: sterna.restore.target, or the target.");
    static final CommandOption WHERE_KEY = CommandOption.valued(
            "--where-key",
            "A..B",
            "Only rows of one table (--tables) whose key begins with a whole number from A to B, both included.");
    static final CommandOption FRESH = CommandOption.flag(
                    "--fresh", "Begins anew, whatever an earlier restore of the same has left in the ledger.")
            .toBegin();

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Writes a run's backup back to a database, without its source, and compares it with the manifest.";
    }

    @Override
    public String note() {
        return """
                --run-id says whose backup. The source is not reached, and the target only if it is where to. Without
                --execute it prints what it would do and writes to no database. docs/drill.md has more.""";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(INTO, WHERE_KEY, FRESH);
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.WRITES, Trait.REACHES_ITSELF, Trait.STARTS_SPARK);
    }

    /** The run that the backup is of stays what it is. */
    @Override
    public boolean isPartial(OptionValues own) {
        return true;
    }

    @Override
    public Step step(OptionValues own) {
        KeyInterval range = own.value(WHERE_KEY)
                .map(words -> KeyInterval.parse(words).orElseThrow(() -> own.invalid(WHERE_KEY, KeyInterval.FORM)))
                .orElse(null);
        String into = own.value(INTO).orElse(null);
        if (into != null && !into.startsWith("jdbc:")) {
            throw own.invalid(INTO, "a JDBC URL, which begins with jdbc:");
        }
        if (into != null && JdbcUrl.hasPassword(into)) {
            throw SternaException.of(
                    Category.USAGE,
                    "password-in-url",
                    null,
                    "Invalid --into: " + ShownUrl.of(into) + " (must not hold a password)",
                    "Take it out of the URL and set sterna.restore.target.password, password-file or password-alias");
        }
        return new RestoreStep(into, range, own.has(FRESH) ? RestoreState.Begin.ANEW : RestoreState.Begin.WHERE_IT_WAS);
    }

    @Override
    public Next next(Outcome outcome, OptionValues own) {
        return switch (outcome) {
            case PREVIEW, FAILED -> Next.Destination.AGAIN;
            case DONE, NOTHING_TO_DO, DIFFERS, REJECTED, REFUSED -> Next.Destination.NOTHING;
        };
    }
}
