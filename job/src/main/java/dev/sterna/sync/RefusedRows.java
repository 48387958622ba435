package dev.sterna.sync;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.changes.NotBrought;
import dev.sterna.compare.TablePair;
import dev.sterna.error.Problem;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rows that the target does not take, as of the last round: {@code sync/<table>.jsonl} has a line for each, with its key and
 * the reason. Other values are not written.
 */
public final class RefusedRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Workspace workspace;
    private final String end;
    private final Map<String, List<NotBrought>> tables = new HashMap<>();

    public RefusedRows(Workspace workspace) {
        this(workspace, Direction.FORWARD);
    }

    /** Of rows that go a way: those that the target does not take are not those that the source does not. */
    RefusedRows(Workspace workspace, Direction direction) {
        this.end = direction == Direction.FORWARD ? ".jsonl" : ".back.jsonl";
        this.workspace = workspace;
    }

    /** Replaces what was known of a table. */
    void note(TablePlan table, TablePair pair, List<NotBrought> rows) {
        tables.put(table.name(), rows);
        if (rows.isEmpty()) {
            workspace.delete(name(table));
            return;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text).setPrettyPrinter(new MinimalPrettyPrinter("\n"))) {
            for (NotBrought row : rows) {
                write(out, pair.key(), row);
            }
            out.writeRaw('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + workspace.uri(name(table)), failure);
        }
        // Whole or not at all: who follows the log has nothing else to know these rows by.
        workspace.write(name(table), text.toString());
    }

    /** What an earlier command has left of a table with a key. */
    List<NotBrought> known(TablePlan table, TablePair pair) {
        List<NotBrought> rows = new ArrayList<>();
        for (String line : workspace.read(name(table)).orElse("").lines().toList()) {
            try {
                JsonNode row = JSON.readTree(line);
                List<String> key = pair.key().stream()
                        .map(column -> row.path("key").path(column))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .toList();
                if (key.size() == pair.key().size()) {
                    rows.add(new NotBrought(key, row.path("because").asText()));
                }
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot read " + workspace.uri(name(table)), failure);
            }
        }
        return rows;
    }

    /** How many an earlier command has left of a table. */
    public long known(TablePlan table) {
        return workspace.read(name(table)).orElse("").lines().count();
    }

    /** The rows of a table. */
    List<NotBrought> rows(TablePlan table) {
        return tables.getOrDefault(table.name(), List.of());
    }

    private static void write(JsonGenerator out, List<String> columns, NotBrought row) throws IOException {
        out.writeStartObject();
        if (columns.isEmpty()) {
            out.writeStringField("hash", row.key().get(0));
        } else {
            out.writeObjectFieldStart("key");
            for (int i = 0; i < columns.size(); i++) {
                out.writeStringField(columns.get(i), row.key().get(i));
            }
            out.writeEndObject();
        }
        out.writeStringField("because", row.reason());
        out.writeEndObject();
    }

    long count(TablePlan table) {
        return tables.getOrDefault(table.name(), List.of()).size();
    }

    /** What there is to say of a table's. */
    Optional<Problem> problem(TablePlan table) {
        return problem(table, Direction.FORWARD);
    }

    /** The same, of rows that went a way. */
    Optional<Problem> problem(TablePlan table, Direction direction) {
        List<NotBrought> rows = tables.getOrDefault(table.name(), List.of());
        return rows.stream()
                .collect(Collectors.groupingBy(NotBrought::reason, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .map(reason -> Problem.warning(
                        "rows-not-brought",
                        table.name(),
                        rows.size() + " rows of " + direction.read(table).name() + " are not taken by "
                                + direction.written(table).name() + ", most often: " + reason,
                        "See which in " + workspace.uri(name(table)) + "; let the " + direction.to()
                                + " take them, and give the same command again"));
    }

    private String name(TablePlan table) {
        return "sync/" + table.directory() + end;
    }
}
