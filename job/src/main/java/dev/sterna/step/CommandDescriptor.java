package dev.sterna.step;

import java.util.List;
import java.util.Set;

/** What a command says of itself. The command line, its help and what is suggested next are made of it alone. */
public interface CommandDescriptor {

    /** The word that is typed, and the name that results and events give it. */
    String word();

    /** One sentence, for the list of commands. */
    String summary();

    /** The options that not every command has, in the order of help. */
    default List<CommandOption> options() {
        return List.of();
    }

    default Set<Trait> traits() {
        return Set.of();
    }

    default boolean has(Trait trait) {
        return traits().contains(trait);
    }

    /** What help says below the summary: whole lines, without a line break at the end. */
    default String note() {
        return has(Trait.WRITES)
                ? "Without --execute it prints what it would do and writes to no database."
                : "It writes to no database.";
    }

    /** Command lines that work, given the databases of the example configuration, without the words before their options. */
    default List<String> examples() {
        return List.of(
                "--config conf/mariadb-to-postgresql.conf --run-id shop-1" + (has(Trait.WRITES) ? " --execute" : ""));
    }

    /** Whether, with these options, it looks at a part, so that the run's state and report stay what they are. */
    default boolean isPartial(OptionValues own) {
        return false;
    }

    /** Whether, with these options, it holds the run's lock as long as it writes; if not, it takes the lock when it can. */
    default boolean locks(OptionValues own) {
        return has(Trait.LOCKS);
    }

    /** What a user does after it has ended so. */
    default Next next(Outcome outcome, OptionValues own) {
        return switch (outcome) {
            case PREVIEW, FAILED -> Next.Destination.AGAIN;
            case DONE, NOTHING_TO_DO -> Next.Destination.FOLLOWING;
            case DIFFERS, REJECTED, REFUSED -> Next.Destination.NOTHING;
        };
    }
}
