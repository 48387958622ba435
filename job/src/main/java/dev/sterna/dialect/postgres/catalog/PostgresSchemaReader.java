package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.SchemaReader;
import dev.sterna.dialect.postgres.catalog.ConstraintReader.Constraints;
import dev.sterna.dialect.postgres.catalog.RelationReader.Relation;
import dev.sterna.dialect.postgres.sql.LargeObjects;
import dev.sterna.dialect.postgres.sql.PostgresEngine;
import dev.sterna.dialect.server.TargetRights;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.OutsideNeed;
import dev.sterna.model.schema.RowSecurity;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.SchemaContent;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sixteen queries on pg_catalog, whatever the number of tables, five of them for tables alone; and before version 18 one more
 * for every 500 sequences that were never asked. A schema has nothing that belongs to an extension: the extension brings it.
 */
public final class PostgresSchemaReader implements SchemaReader {
    private static final Set<ObjectKind> READABLE =
            Set.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    private static final String NAMES = "SELECT n.nspname AS schema, c.relname AS name FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ANY (?)"
            + " AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'";

    @Override
    public TargetRights rights(Connection connection) throws SQLException {
        return PostgresRights.read(connection);
    }

    @Override
    public List<String> searchPath(Connection connection) throws SQLException {
        return SearchPath.read(connection);
    }

    @Override
    public List<SchemaContent> contents(Connection connection) throws SQLException {
        return SchemaContents.read(connection);
    }

    @Override
    public List<OutsideNeed> outsideNeeds(Connection connection, List<String> schemas) throws SQLException {
        try (QualifiedNames ignored = QualifiedNames.in(connection)) {
            return SchemaContents.needs(connection, schemas);
        }
    }

    @Override
    public List<Unenforced> unenforced(Connection connection, List<String> schemas) throws SQLException {
        return UnenforcedReader.read(connection, schemas);
    }

    @Override
    public List<TableDefinition> tables(Connection connection, List<String> schemas) throws SQLException {
        try (QualifiedNames ignored = QualifiedNames.in(connection)) {
            return qualifiedTables(connection, schemas);
        }
    }

    @Override
    public Set<TableName> names(Connection connection, List<String> schemas) throws SQLException {
        Set<TableName> names = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(NAMES)) {
            statement.setArray(
                    1, connection.createArrayOf("text", users(schemas).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.add(CatalogueQueries.name(row));
                }
            }
        }
        if (schemas.contains(LargeObjects.NAME.schema())) {
            names.add(LargeObjects.NAME);
        }
        return names;
    }

    private static List<TableDefinition> qualifiedTables(Connection connection, List<String> schemas)
            throws SQLException {
        CatalogueQueries queries = CatalogueQueries.ofRoots(connection, users(schemas));
        Parts parts = new Parts(
                new ColumnReader(queries, new SequenceReader(queries).withoutNext()).read(),
                new ConstraintReader(queries),
                IndexReader.read(queries),
                Map.of());
        List<TableDefinition> tables = new ArrayList<>(largeObjects(connection, schemas));
        RelationReader.read(queries).stream().map(parts::table).forEach(tables::add);
        return tables;
    }

    /** The server's own schema holds nothing that is migrated but large objects. */
    private static List<String> users(List<String> schemas) {
        return schemas.stream()
                .filter(schema -> !schema.equals(LargeObjects.NAME.schema()))
                .toList();
    }

    private static List<TableDefinition> largeObjects(Connection connection, List<String> schemas) throws SQLException {
        return schemas.contains(LargeObjects.NAME.schema()) ? List.of(LargeObjectTable.read(connection)) : List.of();
    }

    @Override
    public Optional<TableDefinition> outsideTables(Connection connection) throws SQLException {
        return Optional.of(LargeObjectTable.read(connection)).filter(table -> table.estimatedRows() > 0);
    }

    @Override
    public Schema read(Connection connection, List<String> schemas) throws SQLException {
        try (QualifiedNames ignored = QualifiedNames.in(connection)) {
            return qualifiedSchema(connection, schemas);
        }
    }

    private static Schema qualifiedSchema(Connection connection, List<String> schemas) throws SQLException {
        CatalogueQueries queries = CatalogueQueries.ofEverything(connection, users(schemas));
        List<SequenceReader.Found> sequences = new SequenceReader(queries).read();
        ProgramReader code = new ProgramReader(queries);
        Parts parts = new Parts(
                new ColumnReader(queries, sequences).read(),
                new ConstraintReader(queries),
                IndexReader.read(queries),
                code.policies());
        SchemaObjectReader other = new SchemaObjectReader(queries);
        List<Schema.Dependency> dependencies = other.dependencies();
        Map<ObjectName, List<TableName>> uses = uses(dependencies);
        List<TableDefinition> tables = new ArrayList<>(largeObjects(connection, schemas));
        List<View> views = new ArrayList<>();
        for (Relation relation : RelationReader.read(queries)) {
            if (relation.isTable()) {
                tables.add(parts.table(relation));
            } else {
                views.add(parts.view(relation, uses));
            }
        }
        List<OtherObject> others = new ArrayList<>(other.others());
        others.addAll(parts.constraints.others());
        return new Schema(
                PostgresEngine.NAME,
                users(schemas),
                tables,
                ownSequences(sequences),
                views,
                TypeReader.read(queries),
                code.routines(),
                code.triggers(),
                List.of(),
                other.extensions(),
                other.grants(),
                others,
                dependencies,
                queries.blind());
    }

    /** That of an identity column is a part of the column. */
    private static List<Sequence> ownSequences(List<SequenceReader.Found> sequences) {
        return sequences.stream()
                .filter(found -> !found.ofIdentity())
                .map(SequenceReader.Found::sequence)
                .toList();
    }

    private static Map<ObjectName, List<TableName>> uses(List<Schema.Dependency> dependencies) {
        Map<ObjectName, List<TableName>> uses = new HashMap<>();
        for (Schema.Dependency dependency : dependencies) {
            ObjectName needs = dependency.needs();
            if (READABLE.contains(needs.kind())) {
                uses.computeIfAbsent(dependency.object(), object -> new ArrayList<>())
                        .add(new TableName(needs.schema(), needs.name()));
            }
        }
        return uses;
    }

    /** What belongs to tables and views, by their names. */
    private record Parts(
            Map<TableName, List<ColumnDefinition>> columns,
            ConstraintReader constraints,
            Map<TableName, List<Index>> indexes,
            Map<TableName, List<RowSecurity.Policy>> policies) {

        private TableDefinition table(Relation relation) {
            TableName name = relation.name();
            Constraints own = constraints.of(name);
            return new TableDefinition(
                    name,
                    columns.getOrDefault(name, List.of()),
                    own.primaryKey(),
                    own.uniques(),
                    indexes.getOrDefault(name, List.of()),
                    own.foreignKeys(),
                    own.checks(),
                    own.exclusions(),
                    relation.partitioning(),
                    relation.partition(),
                    relation.parents(),
                    rowSecurity(relation),
                    relation.storage(),
                    false,
                    relation.owner(),
                    relation.comment(),
                    relation.rows(),
                    relation.bytes());
        }

        private RowSecurity rowSecurity(Relation relation) {
            List<RowSecurity.Policy> own = policies.getOrDefault(relation.name(), List.of());
            return relation.rowSecurity() || relation.forcedRowSecurity() || !own.isEmpty()
                    ? new RowSecurity(relation.rowSecurity(), relation.forcedRowSecurity(), own)
                    : null;
        }

        private View view(Relation relation, Map<ObjectName, List<TableName>> uses) {
            TableName name = relation.name();
            ObjectKind kind = relation.isMaterialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW;
            Map<String, String> options = relation.options();
            return new View(
                    name,
                    relation.isMaterialized(),
                    columns.getOrDefault(name, List.of()).stream()
                            .map(column -> column.column().name())
                            .toList(),
                    relation.query(),
                    uses.getOrDefault(new ObjectName(kind, name.schema(), null, name.name()), List.of()),
                    options.getOrDefault("check_option", "none").toUpperCase(Locale.ROOT),
                    isOn(options.get("security_invoker")),
                    relation.populated(),
                    indexes.getOrDefault(name, List.of()),
                    relation.owner(),
                    relation.comment());
        }

        /** The server keeps the word that the user wrote. */
        private static boolean isOn(String word) {
            return word != null && Set.of("true", "on", "yes", "1").contains(word.toLowerCase(Locale.ROOT));
        }
    }
}
