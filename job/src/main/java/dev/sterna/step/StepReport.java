package dev.sterna.step;

import dev.sterna.error.Problem;
import java.util.List;

/** What a step came to: what every step can say, and by its kind what only such a step can. */
public sealed interface StepReport {

    /** What every step says. */
    Ended ended();

    /** The rows that it moved or compared in this execution. */
    default long rows() {
        return 0;
    }

    /** The bytes that it wrote in this execution; 0 when it writes none. */
    default long bytes() {
        return 0;
    }

    /** What it found or did for each table. */
    default List<? extends TableReport> tables() {
        return List.of();
    }

    default String name() {
        return ended().step();
    }

    default Outcome outcome() {
        return ended().outcome();
    }

    default double seconds() {
        return ended().seconds();
    }

    default List<Problem> problems() {
        return ended().problems();
    }

    /**
     * The end of a step.
     *
     * @param problems warnings, and the errors that the outcome stands for
     */
    record Ended(String step, Outcome outcome, double seconds, List<Problem> problems) {
        public Ended {
            problems = List.copyOf(problems);
        }

        /**
         * The end, now.
         *
         * @param began what {@link System#nanoTime} said when the step began
         */
        public static Ended since(long began, String step, Outcome outcome, List<Problem> problems) {
            return new Ended(step, outcome, (System.nanoTime() - began) / 1e9, problems);
        }
    }

    /** Of a step that only said what it would do. */
    record Previewed(Ended ended) implements StepReport {
        public static Previewed of(String step) {
            return new Previewed(new Ended(step, Outcome.PREVIEW, 0, List.of()));
        }
    }

    /** Of a step that has nothing to say of tables. */
    record Worked(Ended ended, long rows, long bytes) implements StepReport {}

    /** Of an assessment. */
    record Assessed(Ended ended) implements StepReport {}

    /** Of a plan. */
    record Planned(Ended ended, List<TableReport.Planned> tables) implements StepReport {
        public Planned {
            tables = List.copyOf(tables);
        }
    }

    /** Of the first half of the target's schema. */
    record Prepared(Ended ended, List<TableReport.Prepared> tables) implements StepReport {
        public Prepared {
            tables = List.copyOf(tables);
        }
    }

    /** Of the second half of the target's schema. */
    record Finished(Ended ended) implements StepReport {}

    /** Of a backup. */
    record BackedUp(Ended ended, long rows, long bytes, List<TableReport.BackedUp> tables) implements StepReport {
        public BackedUp {
            tables = List.copyOf(tables);
        }
    }

    /** Of a load. */
    record Loaded(Ended ended, long rows, List<TableReport.Loaded> tables) implements StepReport {
        public Loaded {
            tables = List.copyOf(tables);
        }
    }

    /** Of a comparison of rows. */
    record Compared(Ended ended, long rows, List<TableReport.Compared> tables) implements StepReport {
        public Compared {
            tables = List.copyOf(tables);
        }
    }

    /** Of a backup that was written back: of each table what was loaded, and how it compares with the backup. */
    record Restored(Ended ended, long rows, long bytes, List<TableReport> tables, RestoreTimes times)
            implements StepReport {
        public Restored {
            tables = List.copyOf(tables);
        }
    }

    /** Of a backup that was written back on trial. */
    record Drilled(Ended ended, long rows, long bytes, List<TableReport> tables, DrillSummary summary)
            implements StepReport {
        public Drilled {
            tables = List.copyOf(tables);
        }
    }

    /** Of rounds in which the target was brought to the source. */
    record Synced(Ended ended, long rows, List<TableReport.Compared> tables, SyncSummary summary)
            implements StepReport {
        public Synced {
            tables = List.copyOf(tables);
        }
    }

    /** Of gates that were looked at. */
    record Validated(Ended ended, long rows, List<TableReport.Compared> tables, List<GateVerdict> gates)
            implements StepReport {
        public Validated {
            tables = List.copyOf(tables);
            gates = List.copyOf(gates);
        }
    }

    /** Of a cutover, or the way back. */
    record CutOver(Ended ended, CutoverSummary summary) implements StepReport {}

    /** Of a look at how the databases are doing. */
    record Monitored(Ended ended, MonitorSummary summary) implements StepReport {}

    /** Of a source that was retired. */
    record Decommissioned(Ended ended, DecommissionSummary summary) implements StepReport {}

    /** Of a comparison of schemas. */
    record SchemaCompared(Ended ended) implements StepReport {}

    /** Of a test of the comparison itself. */
    record SelfTested(Ended ended, long rows, SelfTest selfTest) implements StepReport {}
}
