package dev.sterna.app;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Every command of the grammar, built or not. */
enum Command {
    DEMO("demo", Kind.LAUNCHER, "Migrates a real database between two embedded servers, to try Sterna out."),
    ASSESS("assess", Kind.READING, "Says of every object whether it converts, converts with loss, by hand, or cannot."),
    PLAN("plan", Kind.READING, "Chooses tables, order and chunks, and writes them to plan.json, to be read and kept."),
    PREPARE(
            "prepare",
            Kind.WRITING,
            "Creates the target's schema: before the load tables, after it keys, indexes, constraints, views."),
    BACKUP("backup", Kind.WRITING, "Stages every chunk of the source as Parquet, with a manifest."),
    DRILL("drill", Kind.LATER, "Restores the backup into a scratch schema and compares it with the manifest."),
    LOAD("load", Kind.WRITING, "Writes the staged chunks to the target, each exactly once."),
    DIFF(
            "diff",
            Kind.READING,
            "Lets both databases hash every chunk, and narrows a difference down to rows; --schema: compares objects;"
                    + " --backup: reads the backup too."),
    SYNC("sync", Kind.LATER, "Brings the target to the source, until the diff is empty."),
    VALIDATE("validate", Kind.LATER, "Compares objects, counts, digests, constraints and queries on both sides."),
    CUTOVER("cutover", Kind.LATER, "Freezes the source, syncs and compares a last time, and switches."),
    MONITOR("monitor", Kind.LATER, "Compares statistics and query times of both sides."),
    DECOMMISSION("decommission", Kind.LATER, "Retires the source when every proof is in."),
    RESTORE("restore", Kind.LATER, "Writes a backup back to a database."),
    RUN("run", Kind.RUN, "Walks through all steps of the strategy: plan, prepare, backup, load, finish, diff."),
    STATUS("status", Kind.LOOKING, "Shows how far a run is, table by table, whether it still runs or not."),
    REPORT("report", Kind.LOOKING, "Shows the last result of a run and where its report lies.");

    private final String word;
    private final Kind kind;
    private final String description;

    Command(String word, Kind kind, String description) {
        this.word = word;
        this.kind = kind;
        this.description = description;
    }

    /** What a command does to databases, and who has it. */
    enum Kind {
        /** A step that writes to no database; needs no --execute. */
        READING,
        /** A step that only previews without --execute. */
        WRITING,
        RUN,
        /** Looks at what runs left behind; the databases need not answer. */
        LOOKING,
        LAUNCHER,
        LATER
    }

    String word() {
        return word;
    }

    Kind kind() {
        return kind;
    }

    String description() {
        return description;
    }

    /** Whether it may write to a database when it is told to execute. */
    boolean writes() {
        return kind == Kind.WRITING || kind == Kind.RUN;
    }

    static Optional<Command> of(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word.equals(word))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Command::word).toList();
    }

    /** A command line that works, given the databases of the example configuration. */
    String example() {
        String config = " --config conf/mariadb-to-postgresql.conf";
        return switch (kind) {
            case LAUNCHER -> "sterna demo";
            case LATER -> "sterna " + word + config;
            case READING -> "sterna " + word + config + " --run-id shop-1";
            case WRITING, RUN -> "sterna " + word + config + " --run-id shop-1 --execute";
            case LOOKING -> "sterna " + word + config + " --run-id shop-1 --json";
        };
    }
}
