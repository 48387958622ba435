package dev.sterna.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.error.FewNames;
import dev.sterna.plan.WaveState;
import dev.sterna.report.RunStatus.GateStatus;
import dev.sterna.report.RunStatus.TableStatus;
import dev.sterna.step.GateVerdict;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A status in lines for people. */
public final class StatusText {
    private static final int NAMED = 5;

    private StatusText() {}

    /** The state, a line a table, the last events. */
    public static List<String> lines(String runId, RunStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add("run " + runId + ": " + explained(status.state()) + "; last command " + status.command()
                + (status.execute() ? " --execute" : "") + "; since " + status.started() + ", last change "
                + status.updated());
        lines.add("  " + status.workspace());
        int width = status.tables().stream()
                .mapToInt(table -> table.name().length())
                .max()
                .orElse(0);
        for (TableStatus table : status.tables()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-" + width + "s  backed up %s, loaded %s of %s%s",
                    table.name(),
                    part(table.backedUp(), table.backedUpRows()),
                    table.loaded() == null ? "?" : part(table.loaded(), table.loadedRows()),
                    table.chunks() == 1 ? "1 chunk" : table.chunks() + " chunks",
                    table.rejectedRows() == null || table.rejectedRows() == 0
                            ? ""
                            : ", " + Amounts.count(table.rejectedRows()) + " rows rejected"));
        }
        status.waves().forEach(wave -> lines.add(wave(wave)));
        for (GateStatus gate : status.gates()) {
            lines.add("gate " + gate.name() + ": "
                    + (gate.passed()
                            ? "passed"
                            : gate.found() == 0 ? "not passed" : "failed, " + Amounts.count(gate.found()) + " found")
                    + ", "
                    + Amounts.seconds((double) gate.ageSeconds()) + " ago"
                    + (gate.stale() ? ", with another plan" : ""));
        }
        if (status.predictedFreeze() != null) {
            lines.add(status.predictedFreeze().words());
        }
        status.events().forEach(event -> lines.add(event(event)));
        return lines;
    }

    private static String explained(String state) {
        return switch (state) {
            case "dead" -> "dead (its process is gone; the same command resumes it)";
            case "unknown" -> "running or dead (nobody can tell from here: its process is on another machine)";
            default -> state;
        };
    }

    private static String wave(WaveState wave) {
        int tables = wave.tables().size();
        long passed = wave.gates().stream().filter(GateVerdict::passed).count();
        List<String> failed = wave.gates().stream()
                .filter(gate -> !gate.passed())
                .map(GateVerdict::name)
                .toList();
        return "wave " + wave.wave() + ": " + wave.state().replace('-', ' ')
                + (wave.ended() == null ? wave.began() == null ? "" : ", since " + wave.began() : ", " + wave.ended())
                + "; " + tables + (tables == 1 ? " table" : " tables")
                + (wave.gates().isEmpty()
                        ? ""
                        : "; " + passed + " of " + wave.gates().size() + " gates passed")
                + (failed.isEmpty() ? "" : ", not " + FewNames.of(failed, NAMED))
                + (wave.because() == null ? "" : "; " + wave.because());
    }

    private static String part(int chunks, long rows) {
        return chunks + " (" + Amounts.count(rows) + " rows)";
    }

    private static String event(JsonNode event) {
        StringBuilder line = new StringBuilder(event.path("time").asText());
        line.append("  ").append(event.path("type").asText());
        event.fields().forEachRemaining(field -> {
            if (!List.of("time", "runId", "type").contains(field.getKey())) {
                line.append(' ')
                        .append(field.getKey())
                        .append('=')
                        .append(field.getValue().asText());
            }
        });
        return line.toString();
    }
}
