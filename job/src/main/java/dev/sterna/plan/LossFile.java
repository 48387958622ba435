package dev.sterna.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sterna.plan.LossCount.Loss;
import dev.sterna.plan.LossCount.Losses;
import dev.sterna.step.TableReport;
import dev.sterna.step.Workspace;
import java.util.Map;

/**
 * {@code losses/<table>.jsonl}: a line for some of the rows of each column that has declared losses, with their keys and
 * no other value. The file exists only where there are any.
 */
public final class LossFile {
    private LossFile() {}

    /** Replaces what an earlier count wrote. */
    public static void write(Workspace workspace, Losses losses) {
        String name = name(losses.table());
        if (losses.found().isEmpty()) {
            workspace.delete(name);
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (Loss loss : losses.found()) {
            TableReport.Loss line = loss.line();
            for (Map<String, String> key : loss.keys()) {
                ObjectNode node = PlanJson.MAPPER.createObjectNode();
                node.put("column", line.column());
                node.put("kind", line.kind());
                node.put("became", line.became());
                ObjectNode row = node.putObject("key");
                key.forEach(row::put);
                try {
                    lines.append(PlanJson.MAPPER.writeValueAsString(node)).append('\n');
                } catch (JsonProcessingException impossible) {
                    throw new IllegalStateException("Cannot write a key as JSON", impossible);
                }
            }
        }
        workspace.write(name, lines.toString());
    }

    /** The file's name in the run's directory. */
    public static String name(TablePlan table) {
        return "losses/" + table.directory() + ".jsonl";
    }
}
