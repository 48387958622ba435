package dev.sterna.dialect.convert;

import dev.sterna.model.Column;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.View;
import dev.sterna.sql.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables and views of a source with what the target has of them. */
public final class TableScope implements Scope {
    private final Map<TableName, KnownRelation> relations = new HashMap<>();
    private final String onlySchema;

    /** An empty scope of a source with these schemas. */
    public TableScope(List<String> schemas) {
        this.onlySchema = schemas.size() == 1 ? schemas.get(0) : null;
    }

    /**
     * A table.
     *
     * @param columns source column to what the target has of it; those that it has not are left out
     */
    public void add(TableDefinition source, TableName target, Map<String, Column> columns) {
        Map<String, Pair> pairs = new LinkedHashMap<>();
        for (ColumnDefinition column : source.columns()) {
            Column there = columns.get(column.column().name());
            if (there != null) {
                pairs.put(column.column().name(), new Pair(column.column(), there, column.folding()));
            }
        }
        List<String> key = new ArrayList<>();
        if (source.primaryKey() != null) {
            for (Index.Part part : source.primaryKey().columns()) {
                Pair pair = part.prefix() > 0 ? null : pairs.get(part.column());
                if (pair == null) {
                    key.clear();
                    break;
                }
                key.add(pair.target().name());
            }
        }
        relations.put(source.name(), new KnownRelation(source.name(), target, pairs, List.copyOf(key)));
    }

    /** A column that the target does not get after all. */
    public void remove(TableName source, String column) {
        relations.get(source).pairs().remove(column);
    }

    /**
     * A view that the target has.
     *
     * @param columns what the target calls its columns, in their order
     * @param outputs what its query gives, in the order of its columns
     */
    public void add(View view, TableName target, List<String> columns, List<Pair> outputs) {
        Map<String, Pair> pairs = new LinkedHashMap<>();
        // Of columns that are not known nothing is translated.
        List<String> names = view.columns().size() == outputs.size() ? view.columns() : List.of();
        for (String name : names) {
            Pair output = outputs.get(pairs.size());
            String there = columns.get(pairs.size());
            pairs.put(name, new Pair(named(output.source(), name), named(output.target(), there), output.folding()));
        }
        relations.put(view.name(), new KnownRelation(view.name(), target, pairs, List.of()));
    }

    private static Column named(Column column, String name) {
        return new Column(
                name,
                column.type(),
                column.nativeType(),
                column.nullable(),
                column.generated(),
                column.charset(),
                column.collation());
    }

    @Override
    public Optional<Relation> relation(String schema, String name) {
        String where = schema == null ? onlySchema : schema;
        return where == null ? Optional.empty() : Optional.ofNullable(relations.get(new TableName(where, name)));
    }

    /** The relation of a table that the scope has. */
    public Relation table(TableName source) {
        return relations.get(source);
    }

    private record KnownRelation(TableName source, TableName target, Map<String, Pair> pairs, List<String> key)
            implements Relation {
        @Override
        public Optional<Pair> column(String name) {
            return Optional.ofNullable(pairs.get(name))
                    .or(() -> pairs.entrySet().stream()
                            .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                            .map(Map.Entry::getValue)
                            .findFirst());
        }

        @Override
        public List<Pair> columns() {
            return new ArrayList<>(pairs.values());
        }
    }
}
