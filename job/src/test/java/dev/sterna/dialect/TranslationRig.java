package dev.sterna.dialect;

import dev.sterna.embedded.Engine;
import dev.sterna.model.Column;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.sql.Scope;
import dev.sterna.testing.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Two databases of different engines with the same tables and rows, and what the source's names mean at the target. */
final class TranslationRig implements Scope, AutoCloseable {
    final TestDatabase source;
    final TestDatabase target;
    final Dialect from;
    final Dialect to;
    private final Fixture sourceFixture;
    private final Fixture targetFixture;
    private final String sourceSchema;
    final String targetSchema;
    private final Map<String, Relation> relations = new LinkedHashMap<>();

    TranslationRig(TestDatabase source, TestDatabase target) throws SQLException {
        this.source = source;
        this.target = target;
        this.sourceFixture = new Fixture(source);
        this.from = sourceFixture.dialect;
        this.targetFixture = new Fixture(target);
        this.to = targetFixture.dialect;
        this.sourceSchema = schemaOf(source);
        this.targetSchema = schemaOf(target);
    }

    private static String schemaOf(TestDatabase database) {
        return database.engine() == Engine.POSTGRESQL ? "public" : database.name();
    }

    /** Makes the source's tables at the target too, with their rows; {@code overrides} by column. */
    void copyTables(Map<String, String> overrides) throws SQLException {
        Schema read = read();
        Map<TableName, TableName> names = new HashMap<>();
        read.tables()
                .forEach(table -> names.put(
                        table.name(), new TableName(targetSchema, table.name().name())));
        Map<TableName, Table> planned = targetFixture.tables().make(read, names, overrides);
        for (Table table : planned.values()) {
            targetFixture.tables().finish(table);
        }
        for (TableDefinition definition : read.tables()) {
            Table table = definition.table();
            Table converted = planned.get(table.name());
            relations.put(table.name().name(), relation(table, converted));
            copyRows(table, converted);
        }
    }

    /** What a column of the source becomes at the target. */
    Column converted(Column column, TableName table, Map<String, String> overrides) {
        Table only = new Table(table, List.of(column), null, List.of(), -1, -1);
        return to.converter()
                .table(
                        only,
                        sourceFixture.server.product(),
                        table,
                        ColumnWishes.ofTypes(overrides),
                        targetFixture.server)
                .columns()
                .get(0);
    }

    private void copyRows(Table table, Table converted) {
        String columns = table.storedColumns().stream()
                .map(column -> from.sql().quote(column.name()))
                .collect(Collectors.joining(", "));
        for (List<String> row :
                source.query("SELECT " + columns + " FROM " + from.sql().quote(table.name()))) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(literal(row.get(i), converted.storedColumns().get(i)));
            }
            target.execute("INSERT INTO " + to.sql().quote(converted.name()) + " ("
                    + converted.storedColumns().stream()
                            .map(column -> to.sql().quote(column.name()))
                            .collect(Collectors.joining(", "))
                    + ") VALUES (" + String.join(", ", values) + ")");
        }
    }

    private static String literal(String value, Column column) {
        if (value == null) {
            return "NULL";
        }
        boolean truth = column.type() instanceof dev.sterna.model.LogicalType.Bool
                && column.nativeType().startsWith("tinyint");
        String text = truth ? value.replace("t", "1").replace("f", "0") : value;
        if (column.type() instanceof dev.sterna.model.LogicalType.Bit bit) {
            String digits = value.replaceAll("[^01]", "");
            return "b'" + "0".repeat(bit.length() - digits.length()) + digits + "'";
        }
        boolean utc = column.nativeType().startsWith("datetime") && value.endsWith("+00");
        if (column.type() instanceof dev.sterna.model.LogicalType.Char) {
            // Blanks at the end of such a text are not carried.
            text = text.stripTrailing();
        }
        return "'"
                + (utc ? value.substring(0, value.length() - 3) : text)
                        .replace("'", "''")
                        .replace("\\", column.charset() == null ? "\\" : "\\\\")
                + "'";
    }

    private Relation relation(Table table, Table converted) {
        List<Pair> pairs = new ArrayList<>();
        for (Column column : converted.columns()) {
            Column own = table.column(column.name());
            pairs.add(new Pair(own, column, from.valueProbe().folding(own)));
        }
        return relation(
                table.name(),
                converted.name(),
                pairs,
                converted.primaryKey() == null
                        ? List.of()
                        : converted.primaryKey().columns());
    }

    static Relation relation(TableName source, TableName target, List<Pair> pairs, List<String> key) {
        return new Relation() {
            @Override
            public TableName source() {
                return source;
            }

            @Override
            public TableName target() {
                return target;
            }

            @Override
            public Optional<Pair> column(String name) {
                return pairs.stream()
                        .filter(pair -> pair.source().name().equals(name))
                        .findFirst();
            }

            @Override
            public List<Pair> columns() {
                return pairs;
            }

            @Override
            public List<String> key() {
                return key;
            }
        };
    }

    Relation table(String name) {
        return relations.get(name);
    }

    void add(String name, Relation relation) {
        relations.put(name, relation);
    }

    @Override
    public Optional<Relation> relation(String schema, String name) {
        return schema == null || schema.equals(sourceSchema)
                ? Optional.ofNullable(relations.get(name))
                : Optional.empty();
    }

    /** All that the source's catalogue says. */
    Schema read() throws SQLException {
        try (Connection connection = sourceFixture.connector(Side.SOURCE).open()) {
            return from.schemas().read(connection, List.of(sourceSchema));
        }
    }

    /** Values as text that does not tell how an engine or driver shows them. */
    static String plain(String value) {
        if (value == null) {
            return null;
        }
        if (value.equals("t") || value.equals("true")) {
            return "1";
        }
        if (value.equals("f") || value.equals("false")) {
            return "0";
        }
        if (value.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?")) {
            BigDecimal number = new BigDecimal(value);
            return number.signum() == 0
                    ? "0"
                    : number.round(new java.math.MathContext(12))
                            .stripTrailingZeros()
                            .toPlainString();
        }
        if (value.matches("b'[01]+'")) {
            return plain(value.substring(2, value.length() - 1));
        }
        return value.replaceFirst("(\\d\\d:\\d\\d:\\d\\d)(\\.0+)?(\\+00)?$", "$1");
    }

    static List<List<String>> plain(List<List<String>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(TranslationRig::plain).toList())
                .toList();
    }

    @Override
    public void close() throws SQLException {
        sourceFixture.close();
        targetFixture.close();
    }
}
