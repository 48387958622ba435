package dev.sterna.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.sterna.changes.NotBrought;
import dev.sterna.compare.TablePair;
import dev.sterna.error.Problem;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
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
final class RefusedRows {
    private static final JsonFactory JSON = new JsonFactory();

    private final Workspace workspace;
    private final Map<String, List<NotBrought>> tables = new HashMap<>();

    RefusedRows(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Replaces what was known of a table. */
    void note(TablePlan table, TablePair pair, List<NotBrought> rows) {
        tables.put(table.name(), rows);
        if (rows.isEmpty()) {
            workspace.delete(name(table));
            return;
        }
        try (JsonGenerator out =
                JSON.createGenerator(workspace.create(name(table))).setPrettyPrinter(new MinimalPrettyPrinter("\n"))) {
            for (NotBrought row : rows) {
                write(out, pair.key(), row);
            }
            out.writeRaw('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + workspace.uri(name(table)), failure);
        }
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
                        rows.size() + " rows of " + table.name() + " are not taken by "
                                + table.target().name() + ", most often: " + reason,
                        "See which in " + workspace.uri(name(table))
                                + "; let the target take them, and give the same command again"));
    }

    private static String name(TablePlan table) {
        return "sync/" + table.directory() + ".jsonl";
    }
}
