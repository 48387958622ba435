package dev.sterna.step;

import java.util.Optional;

/** One step of a migration, one command. Steps keep no state between calls: all of it is in the run's context, workspace and ledger. */
public interface Step {

    /** The command's name. */
    String name();

    /**
     * Says what {@link #execute} would do, statements and sizes, through {@link RunContext#say}; writes nothing to a database.
     * A step that never writes to a database or stages data does its work here too.
     */
    StepReport preview(RunContext run);

    /**
     * Refuses what {@link #execute} would have to refuse, as far as it can be told before the steps that come before it have done their
     * work, which may take hours. It writes nothing.
     */
    default void requireReady(RunContext run) {}

    /** Brings what an earlier execution left in line with the settings as they are now; empty where nothing is to be done. */
    default Optional<StepReport> renew(RunContext run) {
        return Optional.empty();
    }

    /** Does it; what an earlier execution under the same run id finished is not done again. */
    StepReport execute(RunContext run);
}
