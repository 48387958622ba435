package dev.sterna.sync;

import dev.sterna.changes.Deletes;
import dev.sterna.step.CommandOption;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code sync}. */
public final class SyncDescriptor implements StepDescriptor {
    static final String WORD = "sync";

    private static final CommandOption ROUNDS = CommandOption.valued(
            "--rounds",
            "N",
            "Compares and brings at most so often; without it until nothing differs or the gap closes no further, at most "
                    + SyncStep.MOST_ROUNDS + " times.");
    /** For all commands that bring what differs. */
    public static final CommandOption DELETES = CommandOption.flag(
            "--deletes",
            "Removes rows that only the side has that is written, up to sterna.sync.max-delete-fraction of a table; without it"
                    + " they are counted.");

    private static final String WAY = "way";
    private static final CommandOption FOLLOW = CommandOption.flag(
                    "--follow",
                    "Follows the source's log from then on, and brings what changes until it is told to stop. Ended by a signal"
                            + " or killed, the same command goes on where it was.")
            .choosing(WAY);
    private static final CommandOption STOP = CommandOption.flag(
                    "--stop",
                    "Has whoever follows this run's source bring what has changed by now, and end; drops what --follow made on"
                            + " the source, also where nobody follows any more.")
            .choosing(WAY);
    private static final CommandOption REVERSE = CommandOption.flag(
                    "--reverse",
                    "Brings what differs from the target back to the source, for a fall-back; what becomes of rows that may have"
                            + " changed on both sides says sterna.sync.on-conflict.")
            .choosing(WAY);
    private static final CommandOption UNTIL_LAG = CommandOption.valued(
                    "--until-lag",
                    "TIME",
                    "Follows likewise, and ends once the target is behind by no more than that, as in 2s; without a time, than"
                            + " sterna.sync.max-lag.")
            .orBare();

    private static final CommandOption UNTIL = CommandOption.valued(
            "--until",
            "POSITION",
            "Follows likewise, and ends once everything is in up to that place in the source's log, and says what is proven.");

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Brings what differs from the source to the target, row by row, until the comparison finds nothing; or back.";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(ROUNDS, DELETES, FOLLOW, UNTIL_LAG, UNTIL, STOP, REVERSE);
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.WRITES, Trait.LOCKS, Trait.NEEDS_PLAN, Trait.NOTES_RUN, Trait.CHANGES_TARGET);
    }

    @Override
    public Step step(OptionValues own) {
        Deletes deletes = deletes(own);
        for (CommandOption until : List.of(UNTIL_LAG, UNTIL)) {
            for (CommandOption other : List.of(STOP, REVERSE)) {
                if (own.has(until) && own.has(other)) {
                    throw own.invalid(until, "left out beside " + other.name());
                }
            }
        }
        if (own.has(UNTIL_LAG) && own.has(UNTIL)) {
            throw own.invalid(UNTIL_LAG, "left out beside " + UNTIL.name());
        }
        if (own.has(STOP)) {
            return new StopStep();
        }
        if (own.has(FOLLOW) || own.has(UNTIL_LAG) || own.has(UNTIL)) {
            return new FollowStep(until(own), deletes);
        }
        return new SyncStep(
                own.value(ROUNDS).map(text -> rounds(text, own)).orElse(SyncStep.MOST_ROUNDS),
                deletes,
                own.has(REVERSE) ? Direction.REVERSE : Direction.FORWARD);
    }

    /** What {@link #DELETES} says. */
    public static Deletes deletes(OptionValues own) {
        return own.has(DELETES) ? Deletes.ALLOWED : Deletes.NOT_ALLOWED;
    }

    private static FollowUntil until(OptionValues own) {
        if (own.has(UNTIL)) {
            String place = own.value(UNTIL).orElseThrow();
            if (place.isBlank()) {
                throw own.invalid(UNTIL, "a place in the source's log");
            }
            return new FollowUntil.Place(place.strip());
        }
        return own.value(UNTIL_LAG)
                .<FollowUntil>map(
                        text -> text.isEmpty() ? new FollowUntil.MaxLag() : new FollowUntil.Lag(lag(text, own)))
                .orElseGet(FollowUntil.Told::new);
    }

    private static Duration lag(String text, OptionValues own) {
        Matcher matcher = Pattern.compile("([0-9]{1,9})(ms|s|m|h)").matcher(text);
        if (!matcher.matches()) {
            throw own.invalid(UNTIL_LAG, "a number with ms, s, m or h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** To stop, it waits for whoever has the lock. */
    @Override
    public boolean locks(OptionValues own) {
        return !own.has(STOP);
    }

    @Override
    public boolean isPartial(OptionValues own) {
        return own.has(STOP);
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
        return List.of(plain, plain + " --deletes --rounds 3", plain + " --follow --until-lag 2s");
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
