package dev.sterna.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.embedded.data.LoadedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether what was filled into the source is what the run says of the target. The run's own verdict is not enough: it
 * cannot know a table that it never saw.
 *
 * @param missing what did not arrive as it should, a line a table
 */
record DemoProof(int tables, long rows, double seconds, List<String> missing) {
    DemoProof {
        missing = List.copyOf(missing);
    }

    /** @param resultFile the run's result */
    static DemoProof of(List<LoadedTable> filled, Path resultFile) throws IOException {
        JsonNode result = new ObjectMapper().readTree(resultFile.toFile());
        Map<String, JsonNode> arrived = new HashMap<>();
        for (JsonNode table : result.path("tables")) {
            String name = table.path("name").asText();
            arrived.put(name.substring(name.indexOf('.') + 1), table);
        }
        List<String> missing = new ArrayList<>();
        long rows = 0;
        for (LoadedTable table : filled) {
            JsonNode found = arrived.get(table.name());
            String wrong = wrong(table, found);
            if (wrong != null) {
                missing.add(table.name() + ": " + wrong);
            }
            rows += table.rows();
        }
        return new DemoProof(filled.size(), rows, result.path("seconds").asDouble(), missing);
    }

    private static String wrong(LoadedTable filled, JsonNode found) {
        if (found == null) {
            return "not migrated";
        }
        JsonNode diff = found.path("diff");
        if (!diff.path("identical").asBoolean()) {
            return diff.isObject() ? "differs" : "not compared";
        }
        long rows = found.path("loadedRows").asLong();
        return rows == filled.rows() ? null : rows + " of " + filled.rows() + " rows";
    }
}
