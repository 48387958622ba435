package dev.sterna.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.cutover.FreezeForecast;
import dev.sterna.plan.WaveState;
import java.util.List;

/**
 * How far a run is.
 *
 * @param state {@code running}, {@code dead} (it was running and its process is gone), {@code unknown} (it was running
 *     and nobody can tell), or the outcome of the last command
 * @param command the last command; {@code execute}: whether it was to write
 * @param started when the run was first seen, {@code updated}: when the state last changed
 * @param workspace URI of the run's directory
 * @param tables as far as there is a plan
 * @param gates as validate saw them last; empty when the ledger could not be read
 * @param waves of a phased run
 * @param predictedFreeze how long the source would stand still if the cutover came now; null where nothing was measured, or it came
 * @param events the last ones
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunStatus(
        String state,
        String command,
        boolean execute,
        String started,
        String updated,
        String workspace,
        List<TableStatus> tables,
        List<GateStatus> gates,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<WaveState> waves,
        FreezeForecast predictedFreeze,
        List<JsonNode> events)
        implements Detail {
    public RunStatus {
        waves = List.copyOf(waves);
        tables = List.copyOf(tables);
        gates = List.copyOf(gates);
        events = List.copyOf(events);
    }

    /**
     * What a gate came to.
     *
     * @param ageSeconds how long ago, by the target's clock
     * @param stale whether it was looked at under another plan than the run's
     * @param position of the source's log when the look began; null where there is none
     */
    public record GateStatus(
            String name, boolean passed, long found, long ageSeconds, boolean stale, String position) {}

    /**
     * How far a table is.
     *
     * @param name in the source
     * @param target name in the target
     * @param chunks planned
     * @param backedUp chunks in the backup
     * @param loaded chunks in the target; null when the ledger could not be read, {@code loadedRows} and {@code rejectedRows} likewise
     */
    public record TableStatus(
            String name,
            String target,
            int chunks,
            int backedUp,
            long backedUpRows,
            long backupBytes,
            Integer loaded,
            Long loadedRows,
            Long rejectedRows) {}
}
