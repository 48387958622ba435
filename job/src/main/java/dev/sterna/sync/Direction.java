package dev.sterna.sync;

import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.plan.TablePlan;

/** From which side of the migration to which rows are brought. */
enum Direction {
    FORWARD(Side.SOURCE, Side.TARGET, ""),
    REVERSE(Side.TARGET, Side.SOURCE, " --reverse");

    private final Side from;
    private final Side to;
    private final String option;

    Direction(Side from, Side to, String option) {
        this.from = from;
        this.to = to;
        this.option = option;
    }

    /** The side that is right, as messages call it. */
    String from() {
        return from.label();
    }

    /** The side that is written, as messages call it. */
    String to() {
        return to.label();
    }

    /** The side that is written. */
    Side written() {
        return to;
    }

    /** What the command line has for it, behind a blank. */
    String option() {
        return option;
    }

    /** The planned table that is read. */
    Table read(TablePlan table) {
        return ofRead(table.source(), table.target());
    }

    /** The planned table that is written. */
    Table written(TablePlan table) {
        return ofWritten(table.source(), table.target());
    }

    /** Of what there is of both sides, that of the one that is read. */
    <T> T ofRead(T source, T target) {
        return this == FORWARD ? source : target;
    }

    /** Of what there is of both sides, that of the one that is written. */
    <T> T ofWritten(T source, T target) {
        return this == FORWARD ? target : source;
    }
}
