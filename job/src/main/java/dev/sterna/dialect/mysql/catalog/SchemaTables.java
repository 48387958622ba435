package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Generation;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts the base tables of a schema together. */
final class SchemaTables {
    private final CatalogSession session;
    private final String schema;
    private final SchemaRelations relations;
    private final SchemaColumns columns;
    private final SchemaIndexes indexes;
    private final SchemaConstraints constraints;
    private final SchemaPartitions partitions;
    private final Map<String, CreateTableText> statements = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> defaults = new LinkedHashMap<>();

    private SchemaTables(CatalogSession session, String schema, SchemaRelations relations, SchemaColumns columns)
            throws SQLException {
        this.session = session;
        this.schema = schema;
        this.relations = relations;
        this.columns = columns;
        this.indexes = SchemaIndexes.read(session, schema);
        this.constraints = SchemaConstraints.read(session, schema);
        this.partitions = SchemaPartitions.read(session, schema);
    }

    static List<TableDefinition> read(
            CatalogSession session, String schema, SchemaRelations relations, SchemaColumns columns)
            throws SQLException {
        SchemaTables tables = new SchemaTables(session, schema, relations, columns);
        tables.readStatements();
        tables.readDefaults();
        return relations.tables().stream().map(tables::table).toList();
    }

    /** Of each table what moving its rows needs, and of those that the server cannot open too. */
    static List<TableDefinition> ofRows(CatalogSession session, String schema) throws SQLException {
        SchemaRelations relations = SchemaRelations.read(session, schema);
        SchemaColumns columns = SchemaColumns.read(session, schema, relations.nextNumbers());
        SchemaIndexes indexes = SchemaIndexes.read(session, schema);
        SchemaConstraints constraints = SchemaConstraints.read(session, schema);
        return relations.listedTables().stream()
                .map(relation -> ofRows(schema, relation, columns, indexes, constraints))
                .toList();
    }

    private static TableDefinition ofRows(
            String schema,
            SchemaRelations.Relation relation,
            SchemaColumns columns,
            SchemaIndexes indexes,
            SchemaConstraints constraints) {
        String name = relation.name();
        List<ColumnDefinition> found = columns.of(name).stream()
                .map(column -> isJson(column, constraints.checks(name)) ? json(column) : column)
                .toList();
        return new TableDefinition(
                new TableName(schema, name),
                found,
                RowTimes.without(indexes.primaryKey(name), found),
                RowTimes.without(indexes.uniques(name), found),
                indexes.indexes(name),
                constraints.foreignKeys(name),
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                Map.of(),
                relation.isVersioned(),
                null,
                null,
                relation.rows(),
                relation.bytes());
    }

    /** Table by table, so only for those of which the catalogue hides something. */
    private void readStatements() throws SQLException {
        Set<String> needed = new LinkedHashSet<>(indexes.withFullText());
        needed.addAll(columns.withBinaryDefault().keySet());
        for (SchemaRelations.Relation relation : relations.tables()) {
            if (hasLostCharacters(relation.name())) {
                needed.add(relation.name());
            }
        }
        if (session.isMariaDb()) {
            needed.addAll(constraints.perhapsPeriods());
            needed.addAll(partitions.toldByStatementOnly());
        }
        needed.retainAll(relations.names());
        session.unconverted(() -> {
            for (String table : needed) {
                readStatement(table);
            }
        });
    }

    private boolean hasLostCharacters(String table) {
        return Stream.of(
                        columns.of(table).stream().map(column -> expression(column)),
                        constraints.checks(table).stream().map(Check::sql),
                        indexes.indexes(table).stream()
                                .flatMap(index -> index.parts().stream())
                                .map(Index.Part::expression))
                .flatMap(texts -> texts)
                .anyMatch(text -> LostCharacters.mayBeIn(session, text));
    }

    /** What is computed for a column, or null. */
    private static String expression(ColumnDefinition column) {
        return column.generation() != null
                ? column.generation().sql()
                : column.defaultSql() == null || LostCharacters.isText(column.defaultSql())
                        ? null
                        : column.defaultSql();
    }

    /** Defaults that are a text and may have lost characters. */
    private void readDefaults() throws SQLException {
        LostCharacters lost = new LostCharacters(session, schema);
        for (SchemaRelations.Relation relation : relations.tables()) {
            List<String> spoilt = columns.of(relation.name()).stream()
                    .filter(column -> column.defaultSql() != null
                            && column.column().charset() != null
                            && column.defaultSql().indexOf('?') >= 0
                            && LostCharacters.isText(column.defaultSql()))
                    .map(column -> column.column().name())
                    .toList();
            if (!spoilt.isEmpty()) {
                defaults.put(relation.name(), lost.defaults(relation.name(), spoilt));
            }
        }
    }

    private void readStatement(String table) throws SQLException {
        try {
            byte[] statement = session.showCreate("SHOW CREATE TABLE " + quoted(table), "Create Table");
            statements.put(table, CreateTableText.of(statement));
        } catch (SQLException refused) {
            if (!CatalogSession.isDenied(refused)) {
                throw refused;
            }
            session.cannotSee(
                    ObjectKind.TABLE,
                    "the statement of table " + schema + "." + table
                            + ", which alone tells binary defaults, characters beyond U+FFFF of expressions (a question"
                            + " mark stands for each), the default of a list of partitions, periods, and the parser of a"
                            + " full-text index",
                    "SELECT ON " + quoted(table));
        }
    }

    private TableDefinition table(SchemaRelations.Relation relation) {
        String name = relation.name();
        List<ColumnDefinition> found =
                columns.of(name).stream().map(column -> completed(name, column)).toList();
        List<Check> checks = constraints.checks(name).stream()
                .filter(check -> found.stream().noneMatch(column -> isJson(column, check)))
                .filter(check -> !periods(name).containsKey(MySqlLiterals.quote(check.name())))
                .map(check -> completed(name, check))
                .toList();
        return new TableDefinition(
                new TableName(schema, name),
                found,
                completed(name, RowTimes.without(indexes.primaryKey(name), found)),
                RowTimes.without(indexes.uniques(name), found).stream()
                        .map(key -> completed(name, key))
                        .toList(),
                indexes.indexes(name).stream()
                        .map(index -> completed(name, index))
                        .toList(),
                constraints.foreignKeys(name),
                checks,
                List.of(),
                partitions.of(name, statements.get(name)),
                null,
                List.of(),
                null,
                storage(relation),
                relation.isVersioned(),
                null,
                relation.comment(),
                relation.rows(),
                relation.bytes());
    }

    private ColumnDefinition completed(String table, ColumnDefinition column) {
        String name = column.column().name();
        Map<String, String> storage = new LinkedHashMap<>(column.storage());
        if (isJson(column, constraints.checks(table))) {
            storage.put(ColumnDefinition.DOCUMENT, "");
        }
        String defaultSql = column.defaultSql();
        if (columns.withBinaryDefault().getOrDefault(table, List.of()).contains(name)
                && statements.containsKey(table)) {
            byte[] octets = statements.get(table).defaultOf(name);
            defaultSql = octets == null ? defaultSql : MySqlLiterals.bytes(octets);
        }
        defaultSql = defaults.getOrDefault(table, Map.of()).getOrDefault(name, defaultSql);
        Generation generation = column.generation();
        CreateTableText statement = statements.get(table);
        if (statement != null && LostCharacters.mayBeIn(session, expression(column))) {
            String told = generation == null
                    ? statement.ofColumn(name, defaultSql, "DEFAULT")
                    : statement.ofColumn(name, generation.sql(), "AS", "(");
            told(told, "the expression of column " + schema + "." + table + "." + name);
            generation = generation == null || told == null ? generation : generation.with(told);
            defaultSql = generation != null || told == null ? defaultSql : told;
        }
        return new ColumnDefinition(
                column.column(),
                defaultSql,
                generation,
                column.identity(),
                column.onUpdateSql(),
                column.comment(),
                storage,
                column.folding());
    }

    private Check completed(String table, Check check) {
        CreateTableText statement = statements.get(table);
        if (statement == null || !LostCharacters.mayBeIn(session, check.sql())) {
            return check;
        }
        String told = check.column() == null
                ? statement.ofCheck(check.name(), check.sql())
                : statement.ofColumn(check.column(), check.sql(), "CHECK", "(");
        told(told, "check " + schema + "." + table + "." + check.name());
        return told == null
                ? check
                : new Check(
                        check.name(),
                        told,
                        check.enforced(),
                        check.validated(),
                        check.noInherit(),
                        check.comment(),
                        check.column());
    }

    /** With the period of which only the statement tells, whose columns the catalogue lists in another order. */
    private UniqueConstraint completed(String table, UniqueConstraint key) {
        CreateTableText statement = statements.get(table);
        return key == null || statement == null ? key : key.withoutOverlapsIn(statement.periodOf(key.name()));
    }

    /** MariaDB's JSON is a text with a check that nobody wrote; the same written by hand is the same. */
    private static boolean isJson(ColumnDefinition column, List<Check> checks) {
        return checks.stream().anyMatch(check -> isJson(column, check));
    }

    private static ColumnDefinition json(ColumnDefinition column) {
        Map<String, String> storage = new LinkedHashMap<>(column.storage());
        storage.put(ColumnDefinition.DOCUMENT, "");
        return new ColumnDefinition(
                column.column(),
                column.defaultSql(),
                column.generation(),
                column.identity(),
                column.onUpdateSql(),
                column.comment(),
                storage,
                column.folding());
    }

    private static boolean isJson(ColumnDefinition column, Check check) {
        String name = column.column().name();
        return name.equals(check.column())
                && check.sql().equalsIgnoreCase("json_valid(" + MySqlLiterals.quote(name) + ")")
                && column.column().nativeType().equalsIgnoreCase("longtext")
                && "utf8mb4_bin".equals(column.column().collation());
    }

    /** With its own definition where only that tells how words are cut. */
    private Index completed(String table, Index index) {
        CreateTableText statement = statements.get(table);
        if (statement == null) {
            return index;
        }
        return new Index(
                index.name(),
                index.unique(),
                index.method(),
                index.parts().stream()
                        .map(part -> completed(statement, index.name(), part))
                        .toList(),
                index.included(),
                index.predicate(),
                index.nullsNotDistinct(),
                index.visible(),
                index.method().equals("fulltext") ? statement.key("FULLTEXT", index.name()) : index.definition(),
                index.comment());
    }

    /** That the statement does not have what the catalogue has lost characters of. */
    private void told(String told, String what) {
        if (told == null) {
            LostCharacters.cannotTell(session, "characters of " + what);
        }
    }

    private Index.Part completed(CreateTableText statement, String index, Index.Part part) {
        if (!LostCharacters.mayBeIn(session, part.expression())) {
            return part;
        }
        String told = statement.ofIndex(index, part.expression());
        told(told, "the expressions of index " + schema + "." + index);
        return told == null
                ? part
                : new Index.Part(
                        null,
                        told,
                        part.descending(),
                        part.nullsFirst(),
                        part.prefix(),
                        part.operatorClass(),
                        part.collation());
    }

    private Map<String, String> storage(SchemaRelations.Relation relation) {
        Map<String, String> storage = new LinkedHashMap<>();
        storage.put("ENGINE", relation.engine());
        if (relation.rowFormat() != null) {
            storage.put("ROW_FORMAT", relation.rowFormat().toUpperCase(Locale.ROOT));
        }
        if (relation.collation() != null) {
            storage.put("CHARSET", relation.collation().replaceFirst("_.*", ""));
            storage.put("COLLATE", relation.collation());
        }
        // "partitioned" is a remark; the rest is SQL as the user declared it.
        String options = relation.options() == null
                ? ""
                : relation.options().replaceFirst("(^| )partitioned\\b", "").strip();
        if (!options.isEmpty()) {
            storage.put("CREATE_OPTIONS", options);
        }
        String method = indexes.primaryKeyMethod(relation.name());
        String usual = relation.engine().equals("MEMORY") ? "hash" : "btree";
        if (method != null && !method.equals(usual)) {
            storage.put("PRIMARY_KEY_METHOD", method);
        }
        periods(relation.name()).forEach((period, over) -> storage.put("PERIOD " + period, over));
        List<String> rowTimes = RowTimes.names(columns.of(relation.name()));
        if (rowTimes.size() == 2) {
            storage.put(
                    "PERIOD SYSTEM_TIME",
                    rowTimes.stream().map(MySqlLiterals::quote).collect(Collectors.joining(", ")));
        }
        return storage;
    }

    private Map<String, String> periods(String table) {
        CreateTableText statement = statements.get(table);
        return statement == null ? Map.of() : statement.periods();
    }

    private String quoted(String table) {
        return MySqlLiterals.quote(new TableName(schema, table));
    }
}
