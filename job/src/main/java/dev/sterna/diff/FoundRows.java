package dev.sterna.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sterna.compare.RowDifference;
import dev.sterna.step.LineFile;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * The rows that were found to differ in one table, in blocks that belong to its parts; a block counts only once a verdict says so. Values
 * that are not to be shown are not in it.
 */
final class FoundRows implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Workspace workspace;
    private final String directory;
    private final String beginning;
    private LineFile lines;

    /** @param table the table's directory in other places, by which its files are called here */
    FoundRows(Workspace workspace, String directory, String table) {
        this.workspace = workspace;
        this.directory = directory;
        this.beginning = directory + "/" + table + ".rows-";
    }

    /** Adds a row to a block. */
    void add(String block, RowDifference difference, RowOutput output) {
        if (lines == null) {
            // A file that a process has begun, that was killed, may not be to be appended to for a while.
            lines = LineFile.open(workspace, beginning + UUID.randomUUID() + ".jsonl");
        }
        lines.append(line(block, difference, output).toString());
    }

    /** Makes what was added outlive this process. */
    void flush() {
        if (lines != null) {
            lines.flush();
        }
    }

    private static ObjectNode line(String block, RowDifference difference, RowOutput output) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("block", block);
        line.set("key", texts(difference.key()));
        if (difference instanceof RowDifference.Missing row) {
            line.put("sourceHash", row.sourceHash());
            values(line, "source", row.values(), output);
        } else if (difference instanceof RowDifference.Extra row) {
            line.put("targetHash", row.targetHash());
            values(line, "target", row.values(), output);
        } else {
            RowDifference.Changed row = (RowDifference.Changed) difference;
            line.put("sourceHash", row.sourceHash());
            line.put("targetHash", row.targetHash());
            line.set("columns", texts(row.columns()));
            values(line, "source", row.sourceValues(), output);
            values(line, "target", row.targetValues(), output);
        }
        return line;
    }

    private static void values(ObjectNode line, String side, List<String> values, RowOutput output) {
        if (output.values()) {
            line.set(side, texts(values));
        }
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    /** Hands over all rows, those of a block in the order in which they were found. */
    void each(BiConsumer<String, RowDifference> taker) {
        LineFile.list(workspace, directory).stream()
                .filter(name -> name.startsWith(beginning))
                .forEach(name -> each(name, taker));
    }

    private void each(String file, BiConsumer<String, RowDifference> taker) {
        LineFile.each(workspace, file, text -> {
            JsonNode line;
            try {
                line = JSON.readTree(text);
            } catch (JsonProcessingException cutShort) {
                // The end of what a crash left: no verdict speaks of it.
                return;
            }
            if (line.hasNonNull("block")) {
                taker.accept(line.get("block").textValue(), difference(line));
            }
        });
    }

    private static RowDifference difference(JsonNode line) {
        List<String> key = texts(line.get("key"));
        List<String> source = texts(line.get("source"));
        List<String> target = texts(line.get("target"));
        if (!line.has("targetHash")) {
            return new RowDifference.Missing(key, source, line.get("sourceHash").longValue());
        }
        if (!line.has("sourceHash")) {
            return new RowDifference.Extra(key, target, line.get("targetHash").longValue());
        }
        return new RowDifference.Changed(
                key,
                texts(line.get("columns")),
                source,
                target,
                line.get("sourceHash").longValue(),
                line.get("targetHash").longValue());
    }

    /** NULL is one of them. */
    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        if (array != null) {
            array.forEach(text -> texts.add(text.textValue()));
        }
        return texts;
    }

    @Override
    public void close() {
        if (lines != null) {
            lines.close();
        }
    }
}
