package dev.sterna.step;

/** One step of a migration, one command. Steps keep no state between calls: all of it is in the run's context, workspace and ledger. */
public interface Step {

    /** The command's name. */
    String name();

    /**
     * Says what {@link #execute} would do, statements and sizes, through {@link RunContext#say}; writes nothing to a database.
     * A step that never writes to a database or stages data does its work here too.
     */
    StepReport preview(RunContext run);

    /** Does it; what an earlier execution under the same run id finished is not done again. */
    StepReport execute(RunContext run);
}
