package dev.sterna.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sterna.step.GateVerdict;
import java.util.HashSet;
import java.util.List;

/**
 * How far one wave of a run is.
 *
 * @param wave its number
 * @param state {@link #NOT_BEGUN}, {@link #UNDER_WAY}, {@link #STOPPED} or {@link #DONE}
 * @param tables that it has, by the source's names
 * @param began when it was begun last, ISO-8601 in UTC; null where it was not, {@code ended} likewise
 * @param planHash of the plan that it went by last
 * @param because why it stopped, in words
 * @param steps that it has been through, with how each ended
 * @param gates as they were looked at for this wave
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WaveState(
        int wave,
        String state,
        List<String> tables,
        String began,
        String ended,
        String planHash,
        String because,
        List<StepEnd> steps,
        List<GateVerdict> gates) {
    public static final String NOT_BEGUN = "not-begun";
    /** Or its process was killed. */
    public static final String UNDER_WAY = "under-way";

    public static final String STOPPED = "stopped";
    public static final String DONE = "done";

    public WaveState {
        tables = List.copyOf(tables);
        steps = steps == null ? List.of() : List.copyOf(steps);
        gates = gates == null ? List.of() : List.copyOf(gates);
    }

    /** A step that the wave has been through. */
    public record StepEnd(String step, String outcome) {}

    /** Of which nothing is done. */
    static WaveState notBegun(int wave, List<String> tables) {
        return new WaveState(wave, NOT_BEGUN, tables, null, null, null, null, List.of(), List.of());
    }

    @JsonIgnore
    public boolean isDone() {
        return state.equals(DONE);
    }

    /** As it is once nobody works on the run any more: what was under way has stopped. */
    public WaveState left() {
        return state.equals(UNDER_WAY)
                ? new WaveState(
                        wave, STOPPED, tables, began, null, planHash, "its process ended before it did", steps, gates)
                : this;
    }

    /** As the plan has it now: done only if all its tables were, as they are planned. */
    WaveState under(Plan plan) {
        List<String> now = plan.waves().get(wave - 1).tables();
        boolean holds = isDone()
                && new HashSet<>(tables).containsAll(now)
                && now.stream().allMatch(table -> plan.keeps(planHash, table));
        if (!isDone() || holds) {
            return new WaveState(wave, state, now, began, ended, planHash, because, steps, gates);
        }
        return new WaveState(
                wave, STOPPED, now, began, ended, planHash, "the plan has changed since it was done", steps, gates);
    }
}
