package dev.sterna.model.schema;

import dev.sterna.model.TableName;
import java.util.List;
import java.util.Map;

/**
 * A view.
 *
 * @param sql its query, in the engine's SQL with qualified names; null when this role may not see it
 * @param uses tables and views that it reads
 * @param checkOption {@code NONE}, {@code LOCAL} or {@code CASCADED}
 * @param populated of a materialized view
 * @param indexes of a materialized view
 * @param settings what only its engine knows ({@code ALGORITHM}), and of the session that the query is understood under
 */
public record View(
        TableName name,
        boolean materialized,
        List<String> columns,
        String sql,
        List<TableName> uses,
        String checkOption,
        boolean runsAsInvoker,
        boolean populated,
        List<Index> indexes,
        String owner,
        String comment,
        Map<String, String> settings) {

    public View {
        columns = List.copyOf(columns);
        uses = List.copyOf(uses);
        indexes = List.copyOf(indexes);
        settings = Map.copyOf(settings);
    }

    /** One that is understood alike in every session. */
    public View(
            TableName name,
            boolean materialized,
            List<String> columns,
            String sql,
            List<TableName> uses,
            String checkOption,
            boolean runsAsInvoker,
            boolean populated,
            List<Index> indexes,
            String owner,
            String comment) {
        this(
                name,
                materialized,
                columns,
                sql,
                uses,
                checkOption,
                runsAsInvoker,
                populated,
                indexes,
                owner,
                comment,
                Map.of());
    }

    /** The same of another owner, or with null of whoever makes it. */
    public View withOwner(String other) {
        return new View(
                name,
                materialized,
                columns,
                sql,
                uses,
                checkOption,
                runsAsInvoker,
                populated,
                indexes,
                other,
                comment,
                settings);
    }
}
