package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.postgres.sql.PostgresTypes;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Generation;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Sequence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Columns of tables and views, by their relation. */
final class ColumnReader {
    /** Anything more than that in a default is no serial, but arithmetic on a sequence. */
    private static final Pattern NEXT_VALUE = Pattern.compile("nextval\\('(?:[^']|'')+'::regclass\\)");

    private final CatalogueQueries queries;
    private final Map<TableName, Map<String, SequenceReader.Found>> counters = new HashMap<>();

    ColumnReader(CatalogueQueries queries, List<SequenceReader.Found> sequences) {
        this.queries = queries;
        for (SequenceReader.Found found : sequences) {
            Sequence sequence = found.sequence();
            if (sequence.ownedBy() != null && (found.ofIdentity() || found.asked())) {
                counters.computeIfAbsent(sequence.ownedBy(), table -> new HashMap<>())
                        .put(sequence.ownedByColumn(), found);
            }
        }
    }

    Map<TableName, List<ColumnDefinition>> read() throws SQLException {
        Map<TableName, List<ColumnDefinition>> columns = new HashMap<>();
        queries.each(
                "attributes.sql",
                List.of(ObjectKind.COLUMN),
                row -> columns.computeIfAbsent(CatalogueQueries.table(row), table -> new ArrayList<>())
                        .add(column(row)));
        return columns;
    }

    private ColumnDefinition column(ResultSet row) throws SQLException {
        String name = row.getString("name");
        String generated = row.getString("generated");
        String expression = row.getString("expression");
        Identity identity = identity(row, name, expression);
        LogicalType type = row.getArray("labels") == null
                ? PostgresTypes.logical(row.getString("base"))
                : new LogicalType.Enumeration(CatalogueQueries.strings(row, "labels"));
        Generation generation = generated.isEmpty() ? null : generation(row, expression, generated.equals("s"));
        Column column = new Column(
                name,
                type,
                row.getString("native"),
                row.getBoolean("nullable"),
                generation != null
                        ? Column.Generated.COMPUTED
                        : identity != null ? Column.Generated.IDENTITY : Column.Generated.NO,
                null,
                row.getString("collation"));
        return new ColumnDefinition(
                column,
                generation == null ? expression : null,
                generation,
                identity,
                null,
                row.getString("comment"),
                row.getBoolean("declared") ? Map.of(ColumnDefinition.DECLARED, "true") : Map.of());
    }

    /** A function that was altered since is no longer asked for, but where a column is made anew. */
    private static Generation generation(ResultSet row, String expression, boolean stored) throws SQLException {
        List<String> changing = CatalogueQueries.strings(row, "changing");
        String refused = changing.isEmpty()
                ? null
                : "PostgreSQL takes no function for it that is not IMMUTABLE: " + String.join(", ", changing);
        return new Generation(expression, stored, true, refused, CatalogueQueries.strings(row, "extensions"));
    }

    private Identity identity(ResultSet row, String name, String expression) throws SQLException {
        SequenceReader.Found counter =
                counters.getOrDefault(CatalogueQueries.table(row), Map.of()).get(name);
        Sequence sequence = counter == null ? null : counter.sequence();
        switch (row.getString("identity")) {
            case "a":
                return new Identity(Identity.Kind.ALWAYS, sequence);
            case "d":
                return new Identity(Identity.Kind.BY_DEFAULT, sequence);
            default:
                return sequence != null
                                && expression != null
                                && NEXT_VALUE.matcher(expression).matches()
                        ? new Identity(Identity.Kind.SERIAL, sequence)
                        : null;
        }
    }
}
