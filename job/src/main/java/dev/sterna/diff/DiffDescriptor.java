package dev.sterna.diff;

import dev.sterna.config.Settings;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.diff.selftest.SelfTestStep;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.load.LoadDescriptor;
import dev.sterna.step.CommandOption;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The command {@code diff}. There is nothing to compare before the load, so a whole run does not preview it. */
public final class DiffDescriptor implements StepDescriptor {
    static final String WORD = "diff";

    private static final String COMPARED = "what is compared";
    private static final CommandOption SCHEMA = CommandOption.flag(
                    "--schema", "Compares the schemas, object by object, instead of the rows.")
            .choosing(COMPARED);
    private static final CommandOption SELF_TEST = CommandOption.flag(
                    "--self-test",
                    "Plants known corruptions in a copy of some rows, in tables of its own beside the ledger, and sees"
                            + " whether the comparison finds them.")
            .choosing(COMPARED);
    private static final CommandOption BACKUP = CommandOption.flag(
                    "--backup", "Reads all of the backup too, and compares it with both sides.")
            .choosing(COMPARED);

    private static final CommandOption FRESH = CommandOption.flag(
                    "--fresh", "Compares everything anew, also what a diff had compared that was cut short.")
            .toBegin();

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Lets both databases hash every chunk, and narrows a difference down to rows; --schema: compares objects;"
                + " --backup: reads the backup too.";
    }

    @Override
    public List<CommandOption> options() {
        return Stream.concat(
                        Stream.of(SCHEMA, SELF_TEST, BACKUP),
                        Stream.of(DiffScope.options(), RowOutput.options(), List.of(FRESH))
                                .flatMap(List::stream))
                .toList();
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.NEEDS_PLAN, Trait.PROVES);
    }

    @Override
    public Set<Strategy> strategies() {
        // Of a source that lives rows always differ.
        return Set.of(Strategy.BIG_BANG, Strategy.PHASED);
    }

    /** Of a source that lives rows differ at any moment: rounds of sync stand for it. */
    @Override
    public boolean isWanted(Settings settings) {
        return !settings.hasLiveWaves();
    }

    @Override
    public String note() {
        return """
                It writes to no database. With --self-test it makes two tables beside the ledger, fills them with
                copies of some rows, and drops them again; that needs no --execute.""";
    }

    @Override
    public List<String> examples() {
        String rows = StepDescriptor.super.examples().get(0);
        return List.of(rows, rows + " --self-test --json");
    }

    @Override
    public Step step(OptionValues own) {
        if (own.has(SCHEMA)) {
            return new SchemaDiffStep();
        }
        if (own.has(SELF_TEST)) {
            return new SelfTestStep(WORD);
        }
        DiffScope scope = DiffScope.of(own);
        RowOutput output = RowOutput.of(own);
        if (output.sql().isPresent() && !scope.columns().isEmpty()) {
            throw SternaException.of(
                    Category.USAGE,
                    "invalid-usage",
                    null,
                    "Cannot write statements for " + scope.words() + ": they bring whole rows",
                    "Leave --columns out, or --sql");
        }
        if (own.has(BACKUP) && !scope.isAll()) {
            throw SternaException.of(
                    Category.USAGE,
                    "invalid-usage",
                    null,
                    "Cannot compare the backup with " + scope.words() + ": --backup reads whole tables",
                    "Leave --backup out, or the options that choose a part");
        }
        DiffStep.Known known = own.has(FRESH) ? DiffStep.Known.FORGOTTEN : DiffStep.Known.USED;
        return own.has(BACKUP) ? DiffStep.withBackup(output, known) : DiffStep.of(scope, output, known);
    }

    @Override
    public boolean isPartial(OptionValues own) {
        return !DiffScope.of(own).isAll();
    }

    @Override
    public Step stepOfRun() {
        return DiffStep.afterLoad();
    }

    @Override
    public Next next(Outcome outcome, OptionValues own) {
        return switch (outcome) {
            case REJECTED -> LoadDescriptor.retry();
            case DONE, NOTHING_TO_DO -> Next.Destination.NOTHING;
            case PREVIEW, FAILED, DIFFERS, REFUSED -> StepDescriptor.super.next(outcome, own);
        };
    }
}
