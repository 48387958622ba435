package dev.sterna.step;

/** What a command needs of its surroundings, and what it does to them. */
public enum Trait {
    /** Writes to a database or stages data: without {@code --execute} it is only previewed. */
    WRITES,
    /** Holds the run's lock in the target while it writes, be it only to the workspace. */
    LOCKS,
    /** Works by the run's plan: one is made before it, unless there is one. */
    NEEDS_PLAN,
    /** Changes rows or the schema of the target: not once a cutover has made that the one to write to. */
    CHANGES_TARGET,
    /** Notes in the ledger how the run ended. */
    NOTES_RUN,
    /** Wants Spark as soon as it writes: the session starts while the servers are still being reached. */
    STARTS_SPARK,
    /** Can say what it would do before the steps that come first have done their work. */
    PREVIEWS_AHEAD,
    /** Reaches by itself the databases that it needs; of the others none has to be there. */
    REACHES_ITSELF,
    /** Makes the plan. */
    PLANS,
    /** Shows that what the others did is right. */
    PROVES,
    /** Is nothing that somebody would type: only a whole run has it. */
    ONLY_IN_RUN,
    /** Makes the target the one to write to: a run that has it has come to its end only then. */
    SWITCHES,
    /** Takes all tables or none: of a phased run it comes when all waves are through, and not in each. */
    TAKES_ALL,
    /** Of a phased run it comes once more when all waves are through, with all tables. */
    AFTER_WAVES
}
